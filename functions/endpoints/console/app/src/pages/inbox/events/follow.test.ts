import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { eventsOf } from "./event-stream.ts";
import { follow, isFinal, withRetries } from "./follow.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(handle);
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

class Refused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`The product answered ${status}.`);
    this.status = status;
  }
}

const noPause = () => new Promise<void>((resolve) => setImmediate(resolve));

const opens = (url: string) => async (lastEventId: string | undefined, signal: AbortSignal) => {
  const headers = lastEventId === undefined ? {} : { "Last-Event-ID": lastEventId };
  const response = await fetch(url, { headers, signal });
  if (!response.ok) throw new Refused(response.status);
  return eventsOf(response);
};

test("a stream goes on after the last event, whatever broke it", async () => {
  const asked: (string | undefined)[] = [];
  const url = await serve((request, response) => {
    const last = request.headers["last-event-id"];
    asked.push(typeof last === "string" ? last : undefined);
    if (asked.length === 2) return void response.writeHead(503).end();
    const next = Number(last ?? 0) + 1;
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write(`: still here\n\nid: ${next}\nevent: handoff\ndata: ${next}\n\n`, () => response.destroy());
  });
  const stopped = new AbortController();
  const had: unknown[] = [];
  const states: string[] = [];
  await follow({
    open: opens(url),
    onEvent({ data }) {
      had.push(data);
      if (had.length === 3) stopped.abort();
    },
    onState: (state) => states.push(state),
    signal: stopped.signal,
    pause: noPause,
  });
  expect(had).toEqual([1, 2, 3]);
  expect(asked).toEqual([undefined, "1", "1", "2"]);
  expect(states).toEqual(["live", "reconnecting", "reconnecting", "live", "reconnecting", "live"]);
});

test("a stream ends on an answer that a retry cannot change", async () => {
  const url = await serve((_request, response) => void response.writeHead(401).end());
  const { signal } = new AbortController();
  const followed = follow({ open: opens(url), onEvent() {}, onState() {}, signal, pause: noPause });
  await expect(followed).rejects.toMatchObject({ status: 401 });
});

test("what fails for now is tried again, what fails for good is not", async () => {
  const answers = [new Error("no network"), new Refused(503), new Refused(429), "the queue"];
  const work = async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  let waits = 0;
  const onWait = () => {
    waits += 1;
  };
  const options = { onWait, signal: new AbortController().signal, pause: noPause };
  expect(await withRetries(work, options)).toBe("the queue");
  expect(waits).toBe(3);
  answers.push(new Refused(403));
  await expect(withRetries(work, options)).rejects.toMatchObject({ status: 403 });
  expect([isFinal(new Refused(409)), isFinal(new Refused(408)), isFinal(undefined)]).toEqual([true, false, false]);
});
