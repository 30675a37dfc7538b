import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { projectRoot } from "../../../shared/project-root.ts";

const web = join(projectRoot, "functions/endpoints/console/web/inbox");

/** Loads a browser module unchanged. */
async function load<T>(name: string): Promise<T> {
  return (await import(pathToFileURL(join(web, name)).href)) as T;
}

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
  readonly code = "refused";
  readonly status: number;

  constructor(status: number) {
    super(`The product answered ${status}.`);
    this.status = status;
  }
}

const noPause = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("following a stream", () => {
  interface Stream {
    readonly open: (lastEventId: string | undefined, signal: AbortSignal) => Promise<AsyncIterable<object>>;
    readonly onEvent: (event: { readonly data: unknown }) => void;
    readonly onState: (state: string) => void;
    readonly signal: AbortSignal;
    readonly pause: () => Promise<void>;
  }
  let follow: (stream: Stream) => Promise<void>;
  beforeAll(async () => {
    ({ follow } = await load<{ follow: typeof follow }>("follow.js"));
  });

  const opens =
    (url: string): Stream["open"] =>
    async (lastEventId, signal) => {
      const headers = lastEventId === undefined ? {} : { "Last-Event-ID": lastEventId };
      const response = await fetch(url, { headers, signal });
      if (!response.ok || response.body === null) throw new Refused(response.status);
      return response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
    };

  it("resumes after the last received event, whatever broke the stream", async () => {
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
    expect(had).toEqual(["1", "2", "3"]);
    expect(asked).toEqual([undefined, "1", "1", "2"]);
    expect(states).toEqual(["live", "reconnecting", "reconnecting", "live", "reconnecting", "live"]);
  });

  it("retries the initial load until it succeeds or fails for good", async () => {
    const { withRetries } = await load<{
      withRetries: (work: () => Promise<string>, options: object) => Promise<string>;
    }>("follow.js");
    const answers = [new Refused(0), new Refused(503), "the queue"];
    const work = async () => {
      const answer = answers.shift();
      if (answer instanceof Refused) throw answer;
      return answer ?? "";
    };
    const waits: string[] = [];
    const options = { onWait: () => waits.push("wait"), signal: new AbortController().signal, pause: noPause };
    expect(await withRetries(work, options)).toBe("the queue");
    expect(waits).toHaveLength(2);
    answers.push(new Refused(403));
    await expect(withRetries(work, options)).rejects.toMatchObject({ status: 403 });
  });

  it("ends on a response that a retry cannot change", async () => {
    const url = await serve((_request, response) => void response.writeHead(401).end());
    const { signal } = new AbortController();
    const followed = follow({ open: opens(url), onEvent() {}, onState() {}, signal, pause: noPause });
    await expect(followed).rejects.toMatchObject({ status: 401 });
  });
});

describe("an operator's unsent message", () => {
  interface Entry {
    readonly id: string;
    readonly conversationId: string;
    readonly text: string;
    readonly state: string;
    readonly problem?: { readonly code: string };
  }
  interface Outbox {
    of(conversationId: string): readonly Entry[];
    add(wish: { readonly conversationId: string; readonly kind: string; readonly text: string }): void;
    again(entry: Entry | undefined, force?: boolean): void;
    discard(entry: Entry | undefined): void;
    resume(): void;
  }
  let outbox: (options: object) => Outbox;
  beforeAll(async () => {
    ({ outbox } = await load<{ outbox: typeof outbox }>("outbox.js"));
  });

  /** Responds with the statuses in turn, then with 200. Records each key and body. */
  async function product(...statuses: number[]) {
    const came: string[] = [];
    const url = await serve((request, response) => {
      let body = "";
      request.on("data", (piece: Buffer) => {
        body += piece.toString();
      });
      request.on("end", () => {
        came.push(`${String(request.headers["idempotency-key"])} ${body}`);
        response.writeHead(statuses.shift() ?? 200).end("{}");
      });
    });
    return { url, came };
  }

  function opened(url: string, store = new Map<string, string>()) {
    const sent: string[] = [];
    const signedOut: unknown[] = [];
    const box = outbox({
      async send({ id, text }: Entry) {
        const response = await fetch(url, { method: "POST", headers: { "Idempotency-Key": id }, body: text });
        if (!response.ok) throw new Refused(response.status);
      },
      store: { getItem: (key: string) => store.get(key) ?? null, setItem: (k: string, v: string) => store.set(k, v) },
      key: "out",
      onChange() {},
      onSent: async ({ text }: Entry) => sent.push(text),
      onSignedOut: (error: unknown) => signedOut.push(error),
      signal: new AbortController().signal,
      pause: noPause,
    });
    return { box, sent, signedOut, store };
  }

  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const say = (text: string, conversationId = "c") => ({ conversationId, kind: "reply", text });

  it("is retried with the same key until accepted, in order", async () => {
    const { url, came } = await product(503, 429);
    const { box, sent } = opened(url);
    box.add(say("one"));
    box.add(say("two"));
    await until(() => sent.length === 2);
    expect(sent).toEqual(["one", "two"]);
    const keys = came.map((line) => line.split(" ")[0]);
    expect(came.map((line) => line.split(" ")[1])).toEqual(["one", "one", "one", "two"]);
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(keys[3]).not.toBe(keys[0]);
    expect(box.of("c")).toEqual([]);
  });

  it("waits behind a rejected one until the operator decides; other conversations do not wait", async () => {
    const { url, came } = await product(409);
    const { box, sent } = opened(url);
    box.add(say("refused"));
    await until(() => box.of("c")[0]?.state === "failed");
    box.add(say("behind"));
    box.add(say("elsewhere", "d"));
    await until(() => sent.includes("elsewhere"));
    expect(box.of("c").map(({ text }) => text)).toEqual(["refused", "behind"]);
    box.again(box.of("c")[0]);
    await until(() => sent.length === 3);
    expect(sent).toEqual(["elsewhere", "refused", "behind"]);
    expect(came[0]?.split(" ")[0]).not.toBe(came[2]?.split(" ")[0]);
  });

  it("is retried with the same key after a reload", async () => {
    const { url, came } = await product(401);
    const before = opened(url);
    before.box.add(say("kept"));
    await until(() => before.signedOut.length === 1);
    expect(before.box.of("c")).toMatchObject([{ text: "kept", state: "waiting" }]);
    const after = opened(url, before.store);
    after.box.resume();
    await until(() => after.sent.length === 1);
    expect(new Set(came).size).toBe(1);
  });

  it("is removed when the operator discards it", async () => {
    const { url } = await product(409);
    const { box, sent } = opened(url);
    box.add(say("refused"));
    await until(() => box.of("c")[0]?.state === "failed");
    box.add(say("next"));
    box.discard(box.of("c")[0]);
    await until(() => sent.length === 1);
    expect(sent).toEqual(["next"]);
  });
});
