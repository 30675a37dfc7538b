import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { runCli } from "../run-cli.ts";

type Answer = (
  body: { session_id: string; message: string },
  response: ServerResponse,
  request: IncomingMessage,
) => void;

let folder: string;
const servers: Server[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cli-chat-"));
  writeFileSync(join(folder, "secrets.json"), JSON.stringify({ _platform: { JWT_SECRET: "x".repeat(40) } }));
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((closed) => server.close(closed))));
  rmSync(folder, { recursive: true, force: true });
});

/** A stand-in for the API, found like the running product through instance.json in the data folder. */
async function serve(answer: Answer): Promise<void> {
  const server = createServer(async (request, response) => {
    const body = request.method === "POST" ? await json(request) : {};
    answer(body as Parameters<Answer>[0], response, request);
  });
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(join(folder, "instance.json"), JSON.stringify({ url, pid: process.pid }));
}

function send(response: ServerResponse, events: readonly (readonly [event: string, data: object])[]): void {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  for (const [event, data] of events) response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  response.end();
}

const reply = (text: string | null, more: object = {}) =>
  [
    "message",
    { conversation_id: "c1", message_id: "m1", reply: text, status: "active", citations: [], actions: [], ...more },
  ] as const;

const chat = (stdin: string, ...more: string[]) =>
  runCli(["chat", "--client", "client_123", "--data-dir", folder, ...more], stdin);

describe("chat over a pipe", () => {
  it.each([
    [{ waitsFor: "customer" }, "… pay waits for a yes"],
    [{ waitsFor: "operator" }, "… pay waits for an approval"],
    [{ durationMs: 7 }, "✗ pay failed in 7 ms"],
  ])("shows a call that was not made, %j, as what it is", async (more, shown) => {
    await serve((_, response) => send(response, [["tool", { name: "pay", status: "failed", ...more }], reply("Hm.")]));
    expect((await chat("Pay\n")).stderr).toContain(shown);
  });

  it("sends each line in one session as an operator of the client, then exits", async () => {
    const asked: string[] = [];
    const identities: string[] = [];
    await serve(({ session_id: session, message }, response, request) => {
      asked.push(`${session} ${message}`);
      identities.push(String(request.headers.authorization).slice(0, 9));
      send(response, [["token", { text: "You said " }], ["token", { text: message }], reply(`You said ${message}`)]);
    });
    const { exitCode, stdout } = await chat("hello\n\nनमस्ते\n/quit\nnever asked\n", "--session", "s1");
    expect(exitCode).toBe(0);
    expect(stdout).toBe("agent: You said hello\nagent: You said नमस्ते\n");
    expect(asked).toEqual(["s1 hello", "s1 नमस्ते"]);
    expect(identities).toEqual(["Bearer ey", "Bearer ey"]);
  });

  it("shows tools, sources and the handoff on stderr", async () => {
    await serve((_, response) =>
      send(response, [
        ["tool", { type: "tool", name: "book_test", status: "started" }],
        ["tool", { type: "tool", name: "book_test", status: "completed", durationMs: 12.4 }],
        reply("A colleague will answer.", { status: "escalated", citations: [{ id: "1", title: "Price list" }] }),
      ]),
    );
    const { stdout, stderr } = await chat("book\n");
    expect(stdout).toBe("agent: A colleague will answer.\n");
    expect(stderr).toContain("✓ book_test in 12 ms");
    expect(stderr).toContain("Sources: Price list");
    expect(stderr).toContain("A person has been asked to take over");
  });

  it("shows only the final answer after a retraction", async () => {
    await serve((_, response) =>
      send(response, [
        ["token", { text: "It costs ₹1" }],
        ["retracted", {}],
        ["token", { text: "Let me check." }],
        reply("Let me check."),
      ]),
    );
    expect((await chat("price\n")).stdout).toBe("agent: Let me check.\n");
  });

  it("waits for the answer to a burst of messages", async () => {
    const turn = { messages: [{ message_id: "m1" }], reply: { text: "Both." }, citations: [], status: "active" };
    const earlier = { ...turn, messages: [{ message_id: "m0" }], reply: { text: "Old." } };
    let looked = 0;
    await serve((_, response, request) => {
      if (request.method === "POST") return send(response, [reply(null)]);
      response.end(JSON.stringify({ items: looked++ === 0 ? [earlier] : [turn, earlier] }));
    });
    expect((await chat("one\n")).stdout).toBe("agent: Both.\n");
  });

  it("removes terminal control characters from answers", async () => {
    const hostile = "\u001b]0;owned\u0007\u001b[2Jred\u009b31m\u202egnp.exe\r";
    await serve((_, response) => send(response, [["token", { text: hostile }], reply(hostile)]));
    const { stdout } = await chat("hi\n");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is the point
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(stdout).toContain("red");
  });
});

describe("chat without a working server", () => {
  it("says how to start the product if nothing is running", async () => {
    await serve(() => {});
    await new Promise((closed) => servers.pop()?.close(closed));
    const { exitCode, stderr } = await chat("hi\n");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/Nothing is running at http:\/\/127\.0\.0\.1:\d+\. Start the product with `npm start`\./);
  });

  it.each([
    [{ code: "client-not-found", detail: "This token does not speak for a client." }, "does not speak for a client"],
    [{ code: "token-invalid", detail: "no" }, "--data-dir"],
    [{ code: "rate-limited", detail: "Too many requests." }, "Wait 7 s"],
    ["<html>", "is not this product's API"],
  ])("explains an error response: %j", async (problem, words) => {
    await serve((_, response) => {
      response.writeHead(400, { "Retry-After": "7" });
      response.end(typeof problem === "string" ? problem : JSON.stringify(problem));
    });
    const { exitCode, stderr } = await chat("hi\n");
    expect(exitCode).toBe(1);
    expect(stderr).toContain(words);
  });

  it.each([
    ["ends with an error", [["error", { code: "internal-error", detail: "This is our fault." }]] as const, "our fault"],
    ["just ends", [["token", { text: "The pri" }]] as const, "was interrupted"],
  ])("reports a stream that %s", async (_how, events, words) => {
    await serve((_, response) => send(response, events));
    const { exitCode, stderr } = await chat("hi\n");
    expect(exitCode).toBe(1);
    expect(stderr).toContain(words);
  });
});
