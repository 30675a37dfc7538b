import { createSocket } from "node:dgram";
import { once } from "node:events";
import { loopback } from "../../../emulators/server-process.ts";

export interface BusyTelephones {
  readonly address: string;
  /** The numbers that were dialled, one for each call. */
  readonly dialled: readonly string[];
  close(): void;
}

/** Telephones of all numbers, each busy. A repeated INVITE of one call (RFC 3261, section 17.1.1.2) counts once. */
export async function busyTelephones(): Promise<BusyTelephones> {
  const socket = createSocket("udp4").bind(0, loopback);
  await once(socket, "listening");
  const calls = new Map<string, string>();
  socket.on("message", (data, from) => {
    const [first = "", ...lines] = data.toString().split("\r\n");
    const number = /^INVITE sip:([^@;]+)@/.exec(first)?.[1];
    if (number === undefined) return;
    const header = (name: RegExp) => lines.filter((line) => name.test(line));
    calls.set(header(/^call-id:/i).join(), number);
    const to = header(/^to:/i).map((line) => (line.includes(";tag=") ? line : `${line};tag=busy`));
    const same = [...header(/^via:/i), ...header(/^from:/i), ...to, ...header(/^(call-id|cseq):/i)];
    socket.send(["SIP/2.0 486 Busy Here", ...same, "Content-Length: 0", "", ""].join("\r\n"), from.port, from.address);
  });
  return {
    address: `${loopback}:${socket.address().port}`,
    get dialled() {
      return [...calls.values()];
    },
    close: () => socket.close(),
  };
}
