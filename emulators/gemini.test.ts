import { type Content, GoogleGenAI } from "@google/genai";
import { startGemini } from "./gemini.ts";
import { lendFetchDispatcher } from "./jest-fetch.ts";

lendFetchDispatcher();

const standIn = await startGemini({ port: 0 });
const client = new GoogleGenAI({ apiKey: "any", httpOptions: { baseUrl: standIn.url } });
const model = "gemini-3.5-flash-lite";
afterAll(() => standIn.close());
beforeEach(() => post("/_standin/reset"));

async function post(path: string, body: unknown = {}) {
  const response = await fetch(standIn.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-goog-api-key": "any" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const asked = async (query = "") => (await fetch(`${standIn.url}/_standin/requests${query}`)).json();
const script = (responses: readonly unknown[], match = {}) => post("/_standin/script", { match, responses });
const ask = (contents: string | Content[], config = {}) => client.models.generateContent({ model, contents, config });

describe("scripts", () => {
  it("are answered in order, each once, then the policy answers", async () => {
    await script([{ text: "first" }, { text: "second" }]);
    expect([(await ask("x")).text, (await ask("x")).text]).toEqual(["first", "second"]);
    const third = await ask("x");
    expect(third.text).toContain("not sure");
    expect(third.modelVersion).toBe("embedded-policy-1");
  });

  it('begin again with "repeat", and leave the text to the policy where they only count tokens', async () => {
    await post("/_standin/script", { repeat: true, responses: [{ usage: { promptTokenCount: 900 } }] });
    for (const _ of [1, 2, 3]) {
      const { text, usageMetadata } = await ask("x");
      expect([text, usageMetadata?.promptTokenCount]).toEqual([expect.stringContaining("not sure"), 900]);
    }
  });

  it("answer only what matches the newest user text, the system text and the model", async () => {
    await script([{ text: "order" }], { contains: "order" });
    await script([{ text: "maya" }], { system_contains: "Maya" });
    await script([{ text: "pro" }], { model: "3.8-flash" });
    expect((await ask("hello", { systemInstruction: "You are Maya" })).text).toBe("maya");
    const old: Content[] = [
      { role: "user", parts: [{ text: "my order" }] },
      { role: "model", parts: [{ text: "yes?" }] },
      { role: "user", parts: [{ text: "never mind" }] },
    ];
    expect((await ask(old)).text).not.toBe("order");
    expect((await ask("my order")).text).toBe("order");
    expect((await client.models.generateContent({ model: "gemini-3.8-flash", contents: "x" })).text).toBe("pro");
  });

  it("call functions, answer JSON and report their own usage", async () => {
    const usage = { promptTokenCount: 7, candidatesTokenCount: 3, totalTokenCount: 10 };
    await script([{ functionCall: { name: "f", args: { a: 1 } }, usage }, { json: { ok: true } }]);
    const called = await ask("x");
    expect(called.functionCalls).toMatchObject([{ name: "f", args: { a: 1 } }]);
    expect(called.usageMetadata).toMatchObject(usage);
    expect(JSON.parse((await ask("x")).text ?? "")).toEqual({ ok: true });
    await script([{ functionCalls: [{ name: "f" }, { name: "g" }], text: "one moment" }]);
    const both = await ask("x");
    expect(both.functionCalls?.map(({ name }) => name)).toEqual(["f", "g"]);
    expect(new Set(both.functionCalls?.map(({ id }) => id)).size).toBe(2);
  });

  it("fail with Google's error and Retry-After", async () => {
    await script([{ status: 429, retryAfter: 2 }, { status: 503 }]);
    await expect(ask("x")).rejects.toMatchObject({ name: "ApiError", status: 429 });
    const second = await post(`/v1beta/models/${model}:generateContent`, { contents: [{ parts: [{ text: "x" }] }] });
    expect(second).toMatchObject({ status: 503, body: { error: { code: 503, status: "UNAVAILABLE" } } });
  });

  it("answer late, and drop the answer when the client has gone", async () => {
    await script([
      { delayMs: 120, text: "late" },
      { delayMs: 60_000, text: "never" },
    ]);
    expect((await ask("x")).text).toBe("late");
    const leaving = new AbortController();
    const dropped = ask("x", { abortSignal: leaving.signal });
    while ((await asked()).length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    leaving.abort();
    await expect(dropped).rejects.toThrow();
    expect((await ask("x")).text).toContain("not sure");
  });

  it("break a stream in the middle", async () => {
    await script([{ text: "one two three four five six seven", truncate: true }]);
    const seen: string[] = [];
    const read = async () => {
      for await (const chunk of await client.models.generateContentStream({ model, contents: "x" })) {
        seen.push(chunk.text ?? "");
      }
    };
    await expect(read()).rejects.toThrow();
    expect(seen).toEqual(["one two three four"]);
    await script([{ truncate: true }]);
    await expect(ask("x")).rejects.toThrow();
  });

  it("end with a malformed function call, or any other reason", async () => {
    await script([{ malformed: true }, { finishReason: "SAFETY" }]);
    const malformed = await ask("x");
    expect(malformed.candidates?.[0]?.finishReason).toBe("MALFORMED_FUNCTION_CALL");
    expect(malformed.text).toBeUndefined();
    expect((await ask("x")).candidates?.[0]?.finishReason).toBe("SAFETY");
  });

  it("are rejected with the reason when they are invalid", async () => {
    expect((await script([{ txt: "x" }])).body.error.message).toContain('"txt"');
    expect((await script([])).status).toBe(400);
    expect((await script([{ text: "x" }], { contain: "x" })).status).toBe(400);
  });
});

describe("the protocol", () => {
  it("streams in groups of words that join to the text", async () => {
    const text = "One two three four five,\nsix  seven eight nine ten.";
    await script([{ text }]);
    const chunks = [];
    for await (const chunk of await client.models.generateContentStream({ model, contents: "x" })) chunks.push(chunk);
    expect(chunks.length).toBeGreaterThan(2);
    expect(chunks.map((chunk) => chunk.text).join("")).toBe(text);
    expect(chunks.at(-1)?.candidates?.[0]?.finishReason).toBe("STOP");
    expect(chunks.at(-1)?.usageMetadata?.totalTokenCount).toBeGreaterThan(0);
  });

  it("streams function calls with a signature to send back", async () => {
    await script([{ functionCall: { name: "f", args: {} } }]);
    const parts = [];
    for await (const chunk of await client.models.generateContentStream({ model, contents: "x" })) {
      parts.push(...(chunk.candidates?.[0]?.content?.parts ?? []));
    }
    expect(parts).toMatchObject([{ functionCall: { name: "f" }, thoughtSignature: expect.any(String) }]);
  });

  it("embeds to unit vectors of the requested size, close for common words", async () => {
    const contents = ["What does a blood test cost?", "price of the blood test", "The weather in Paris"];
    const { embeddings = [] } = await client.models.embedContent({
      model: "gemini-embedding-001",
      contents,
      config: { outputDimensionality: 256 },
    });
    const [a = [], b = [], c = []] = embeddings.map(({ values }) => values ?? []);
    const dot = (x: number[], y: number[]) => x.reduce((sum, value, index) => sum + value * (y[index] ?? 0), 0);
    expect(a).toHaveLength(256);
    expect(dot(a, a)).toBeCloseTo(1);
    expect(dot(a, b)).toBeGreaterThan(0.6);
    expect(dot(a, b)).toBeGreaterThan(dot(a, c) + 0.3);
    const again = await post("/v1beta/models/m:embedContent", {
      content: { parts: [{ text: contents[0] }] },
      outputDimensionality: 256,
    });
    expect(again.body.embedding.values).toEqual(a);
  });

  it("counts tokens and describes models", async () => {
    expect((await client.models.countTokens({ model, contents: "12345678" })).totalTokens).toBe(2);
    expect((await client.models.get({ model })).name).toBe(`models/${model}`);
  });

  it("cuts the answer at maxOutputTokens", async () => {
    const cut = await ask("hello", { maxOutputTokens: 2 });
    expect(cut.candidates?.[0]?.finishReason).toBe("MAX_TOKENS");
    expect(cut.text).toHaveLength(8);
  });

  it.each([
    ["no JSON", "{", 400],
    ["no contents", {}, 400],
    ["an empty part list", { contents: [{ role: "user", parts: [] }] }, 400],
    ["an unknown role", { contents: [{ role: "assistant", parts: [{ text: "x" }] }] }, 400],
    ["a result without its call", { contents: [{ parts: [{ functionResponse: { name: "f", response: {} } }] }] }, 400],
    [
      "a bad function name",
      { contents: [{ parts: [{ text: "x" }] }], tools: [{ functionDeclarations: [{ name: "1 f" }] }] },
      400,
    ],
  ])("rejects %s", async (_name, body, status) => {
    const refused = await post(`/v1beta/models/${model}:generateContent`, body);
    expect(refused).toMatchObject({ status, body: { error: { code: status, status: "INVALID_ARGUMENT" } } });
  });

  it("rejects unknown paths and missing keys", async () => {
    expect((await post("/v1beta/models/x:dance", {})).body.error.status).toBe("NOT_FOUND");
    expect((await post("/v9/nothing")).status).toBe(404);
    const keyless = await fetch(`${standIn.url}/v1beta/models/x`);
    expect(keyless.status).toBe(403);
  });

  it("lists its newest thousand requests", async () => {
    await ask("remember me");
    expect(await asked()).toMatchObject([
      { n: 1, method: "POST", path: `/v1/models/${model}:generateContent`, body: { contents: [{ role: "user" }] } },
    ]);
    expect(await asked("?since=1")).toEqual([]);
  });
});
