import { once } from "node:events";
import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { byMethod, type Exchange, type HttpReply, type Resource } from "./exchange.ts";
import { httpShell } from "./shell.ts";

const text = "A line of text that compresses well.\n".repeat(100);
const logged: Record<string, unknown>[] = [];
let server: Server;

const replies: Readonly<Record<string, () => Promise<HttpReply>>> = {
  "/text": async () => ({ status: 200, headers: { "Content-Type": "text/plain" }, body: text }),
  "/short": async () => ({ status: 200, headers: { "Content-Type": "text/plain" }, body: "short" }),
  "/image": async () => ({ status: 200, headers: { "Content-Type": "image/png" }, body: text }),
  "/varied": async () => ({ status: 200, headers: { "Content-Type": "text/plain", Vary: "Origin" }, body: text }),
  "/events": async () => ({ events: twoEvents() }),
  "/fails": async () => {
    throw new Error("the password is hunter2");
  },
};

async function* twoEvents() {
  yield { event: "one", data: text };
  yield { event: "two", data: text };
}

async function find({ path, method }: Exchange): Promise<Resource | undefined> {
  const reply = replies[path];
  if (reply === undefined) return undefined;
  const resource = byMethod(path, { GET: reply }, method);
  return path === "/varied" ? { ...resource, preflight: async () => undefined } : resource;
}

beforeAll(async () => {
  const handler = httpShell({
    find,
    messages: { refused: "Refused", failed: "Failed" },
    log: createLogger({ level: "debug", destination: { write: (line) => logged.push(JSON.parse(line)) } }),
  });
  server = createServer((request, response) => void handler(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterAll(async () => {
  server.close();
  await once(server, "close");
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/** `fetch` would decompress the response. */
async function ask(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  const outgoing = httpRequest({ host: "127.0.0.1", port, path, method, headers, agent: false }).end();
  const [response] = await once(outgoing, "response");
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode, headers: response.headers, bytes: Buffer.concat(chunks) };
}

describe("compression", () => {
  it("prefers brotli, and falls back to gzip", async () => {
    const brotli = await ask("/text", { "Accept-Encoding": "gzip, deflate, br" });
    expect(brotli.headers).toMatchObject({ "content-encoding": "br", vary: "Accept-Encoding" });
    expect(brotli.headers["content-length"]).toBe(String(brotli.bytes.length));
    expect(brotliDecompressSync(brotli.bytes).toString()).toBe(text);
    const gzip = await ask("/text", { "Accept-Encoding": "gzip" });
    expect(gzip.headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(gzip.bytes).toString()).toBe(text);
  });

  it.each([
    ["without Accept-Encoding", "/text", {}],
    ["when the client refuses it", "/text", { "Accept-Encoding": "br;q=0, gzip;q=0" }],
    ["for a short text", "/short", { "Accept-Encoding": "br" }],
    ["for an image", "/image", { "Accept-Encoding": "br" }],
    ["for an event stream", "/events", { "Accept-Encoding": "br" }],
  ])("is off %s", async (_, path, headers) => {
    const answer = await ask(path, headers);
    expect(answer.status).toBe(200);
    expect(answer.headers["content-encoding"]).toBeUndefined();
  });

  it("sets Vary: Accept-Encoding, even on an uncompressed response", async () => {
    expect((await ask("/text")).headers.vary).toBe("Accept-Encoding");
    expect((await ask("/varied")).headers.vary).toBe("Origin, Accept-Encoding");
    expect((await ask("/short")).headers.vary).toBeUndefined();
  });
});

describe("methods", () => {
  it("answers HEAD with the headers of GET", async () => {
    const { status, headers, bytes } = await ask("/text", {}, "HEAD");
    expect([status, headers["content-length"], bytes.length]).toEqual([200, String(text.length), 0]);
  });

  it("answers HEAD of a stream without opening it", async () => {
    const { status, headers, bytes } = await ask("/events", {}, "HEAD");
    expect([status, bytes.length]).toEqual([200, 0]);
    expect(headers["content-type"]).toContain("text/event-stream");
  });

  it("rejects other methods with the allowed ones", async () => {
    const { status, headers } = await ask("/text", {}, "DELETE");
    expect([status, headers.allow]).toEqual([405, "GET, HEAD"]);
  });

  it("answers OPTIONS only where other origins may call", async () => {
    const { status, headers } = await ask("/varied", {}, "OPTIONS");
    expect([status, headers.allow]).toEqual([204, "GET, HEAD, OPTIONS"]);
    expect((await ask("/text", {}, "OPTIONS")).status).toBe(405);
  });
});

describe("errors", () => {
  it("are logged with their cause, which is not returned", async () => {
    const { status, headers, bytes } = await ask("/fails", { "X-Request-Id": "one" });
    expect([status, headers["content-type"], headers["x-request-id"]]).toEqual([
      500,
      "application/problem+json",
      "one",
    ]);
    expect(bytes.toString()).not.toContain("hunter2");
    const line = logged.find(({ requestId }) => requestId === "one");
    expect(line).toMatchObject({ severity: "ERROR", message: "Failed", route: "/fails", status: 500 });
    expect(JSON.stringify(line)).toContain("hunter2");
  });

  it("have the standard title for an unknown path", async () => {
    const { status, bytes } = await ask("/nothing");
    expect(status).toBe(404);
    expect(JSON.parse(bytes.toString())).toMatchObject({ title: "Not Found", code: "path-unknown" });
  });

  it("and successes have the security headers", async () => {
    for (const path of ["/text", "/fails", "/nothing", "/events"])
      expect((await ask(path)).headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      });
  });
});
