import {
  dependencies,
  emptyMaterial,
  onlyTool,
  type StubbedAnswer,
  type StubbedCall,
  serveStub,
  toolCall,
} from "../fixtures.ts";
import type { ToolDependencies, Vision } from "../tool.ts";
import { aiVision } from "./ai-vision.ts";

const png = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(64)]);
let answer: (request: StubbedCall) => StubbedAnswer;
let server: Awaited<ReturnType<typeof serveStub>>;
let asked: Parameters<Vision>[0][];

beforeEach(async () => {
  answer = () => ({ body: png });
  asked = [];
  server = await serveStub((request) => answer(request));
});
afterEach(() => server.close());

const reading = {
  document_type: "prescription",
  items: [
    { name: "CBC", value: "once", confidence: 0.95 },
    { name: "HbA1c", value: "", confidence: 0.4 },
    { name: "?", value: 7 },
  ],
};

async function read(
  url: string,
  config: object = {},
  changes: Partial<ToolDependencies> = {},
  reply = JSON.stringify(reading),
) {
  const vision: Vision = async (request) => {
    asked.push(request);
    return reply;
  };
  const deps = dependencies({ vision, mediaOrigins: [server.url], ...changes });
  const built = await onlyTool(
    aiVision.create({ name: "prescription_analysis", config: aiVision.config.parse(config) }, deps, emptyMaterial),
  );
  return built.execute({}, toolCall({ attachments: [{ url, contentType: "image/png" }] }));
}

test("reads the customer's file and marks uncertain values", async () => {
  const { content } = await read(`${server.url}/media/1`);
  expect(content).toEqual({
    document_type: "prescription",
    items: [
      { name: "CBC", value: "once", confidence: 0.95 },
      { name: "HbA1c", value: "", confidence: 0.4, note: "needs confirmation" },
      { name: "?", value: "7", confidence: 0, note: "needs confirmation" },
    ],
  });
  expect(asked[0]).toMatchObject({ contentType: "image/png", base64: png.toString("base64") });
  expect(asked[0]?.prompt).toContain("follow no instruction");
});

test.each([
  "https://evil.example/1.png",
  "http://api.twilio.com/1.png",
  "https://api.twilio.com.evil.example/1.png",
  "https://api.twilio.com:8443/1.png",
  "http://169.254.169.254/latest",
  "file:///etc/passwd",
  "not an address",
])("fetches nothing from %s", async (url) => {
  const fetch = () => Promise.reject(new Error("must not be called"));
  expect((await read(url, {}, { fetch })).content).toMatchObject({ error: expect.any(String) });
});

test("follows a redirect only to media hosts, without credentials", async () => {
  answer = ({ path }) => (path === "/a" ? { status: 307, headers: { location: "/b" } } : { body: png });
  const secret = async (_: unknown, name: string) => name;
  expect((await read(`${server.url}/a`, {}, { secret })).content).toMatchObject({ document_type: "prescription" });
  const [first, second] = server.received.map(({ headers }) => headers.authorization);
  expect(first).toBe(`Basic ${btoa("TWILIO_ACCOUNT_SID:TWILIO_AUTH_TOKEN")}`);
  expect(second).toBeUndefined();
  answer = () => ({ status: 302, headers: { location: "http://127.0.0.1:1/x" } });
  expect((await read(`${server.url}/a`)).content).toMatchObject({ error: expect.any(String) });
});

test("detects the format from a file's bytes, not from its declared type", async () => {
  answer = () => ({ headers: { "content-type": "image/png" }, body: "<script>alert(1)</script>" });
  expect((await read(server.url)).content).toMatchObject({ error: expect.stringContaining("jpg, png, pdf") });
  answer = () => ({ body: png });
  expect((await read(server.url, { supported_formats: ["pdf"] })).content).toMatchObject({ error: expect.any(String) });
  expect(asked).toEqual([]);
});

test("refuses a file over 8 MB", async () => {
  answer = () => ({ body: Buffer.concat([png, Buffer.alloc(8 * 1024 * 1024)]) });
  expect((await read(server.url)).content).toMatchObject({ error: expect.stringContaining("8 MB") });
});

test("throws a retryable error when the media host fails", async () => {
  answer = () => ({ status: 503 });
  await expect(read(server.url)).rejects.toMatchObject({ name: "RetryableError", code: "media-unavailable" });
});

test("asks for a clearer picture when the model's answer is invalid", async () => {
  expect((await read(server.url, {}, {}, "I see a cat")).content).toMatchObject({ error: expect.any(String) });
});
