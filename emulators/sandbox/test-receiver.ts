import { setTimeout as delay } from "node:timers/promises";
import { reply, type StandInRequest, serve } from "../http.ts";

/** A webhook for tests. It records its requests and answers as configured. */
export async function webhookReceiver(answer: (count: number, request: StandInRequest) => unknown = () => 200) {
  const received: StandInRequest[] = [];
  const server = await serve({
    port: 0,
    fetch(_, bindings) {
      received.push(bindings.received);
      const given = answer(received.length, bindings.received);
      if (typeof given === "number") return reply({ status: given });
      return new Response(String(given), { headers: { "content-type": "text/plain" } });
    },
  });
  return {
    url: `${server.url}/hook`,
    received,
    bodies: () => received.map(({ rawBody }) => JSON.parse(rawBody)),
    close: () => server.close(),
  };
}

export async function eventually(holds: () => boolean): Promise<void> {
  for (let round = 0; round < 6_000 && !holds(); round += 1) await delay(10);
  if (!holds()) throw new Error(`condition not met in time: ${holds}`);
}

/** Calls a sandbox: its providers and its controls. */
export function callerOf(sandboxUrl: string, headers: Readonly<Record<string, string>>) {
  return async (line: string, body?: unknown, more: Readonly<Record<string, string>> = {}) => {
    const [method = "GET", path = "/"] = line.split(" ");
    const response = await fetch(sandboxUrl + path, {
      method,
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers, ...more },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
  };
}
