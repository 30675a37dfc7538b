import type { IncomingMessage } from "node:http";
import { fromThisMachine } from "./from-this-machine.ts";

function from(remoteAddress: string, headers: Record<string, string> = { host: "localhost:8080" }) {
  return fromThisMachine({ headers, socket: { remoteAddress } as IncomingMessage["socket"] });
}

describe("a request from this machine", () => {
  it.each(["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"])("comes from %s", (address) => {
    expect(from(address)).toBe(true);
  });

  it.each(["192.168.1.7", "203.0.113.7", "::ffff:10.0.0.1", "fe80::1", ""])("does not come from %s", (address) => {
    expect(from(address)).toBe(false);
  });

  it.each(["localhost:8080", "127.0.0.1", "[::1]:8080", "LOCALHOST"])("may have the Host %s", (host) => {
    expect(from("127.0.0.1", { host })).toBe(true);
  });

  it("has a Host header", () => {
    expect(from("127.0.0.1", {})).toBe(false);
  });
});
