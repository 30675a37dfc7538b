import type { ModelReply, ModelRequest } from "../model.ts";
import { geminiClient } from "./gemini.ts";

interface Sent {
  readonly url: string;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** The client with a scripted network. */
function setUp(...answers: (() => Response | Promise<Response>)[]) {
  const sent: Sent[] = [];
  const network = async (input: unknown, init?: RequestInit) => {
    sent.push({ url: String(input), headers: new Headers(init?.headers), body: JSON.parse(String(init?.body)) });
    const answer = answers[sent.length - 1];
    if (!answer) throw new Error("The network was asked more often than expected.");
    return answer();
  };
  const client = geminiClient({
    apiKey: async () => "the-key",
    baseUrl: "http://gemini.test",
    fetch: network as typeof fetch,
  });
  return { client, sent };
}

function request(changes: Partial<ModelRequest> = {}): ModelRequest {
  return {
    system: "Be kind.",
    messages: [{ role: "user", parts: [{ type: "text", text: "Hi" }] }],
    tools: [],
    temperature: 0.5,
    maxTokens: 100,
    signal: new AbortController().signal,
    ...changes,
  };
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
const candidate = (parts: unknown[], finishReason?: string) => ({
  candidates: [{ content: { role: "model", parts }, ...(finishReason ? { finishReason } : {}) }],
  usageMetadata: { promptTokenCount: 7, candidatesTokenCount: 3, thoughtsTokenCount: 2 },
});
const stream = (...chunks: unknown[]) =>
  new Response(chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join(""), {
    headers: { "content-type": "text/event-stream" },
  });

describe("the Gemini client", () => {
  it("asks for a reply with instructions, tools and limits, at the given address", async () => {
    const { client, sent } = setUp(() => json(candidate([{ text: "Hello." }], "STOP")));
    const parameters = { type: "object", properties: { day: { type: "string" } } };
    const reply = await client.generate(
      "gemini-3.8-flash",
      request({ tools: [{ name: "slots", description: "Slots", parameters }] }),
    );
    expect(reply).toEqual<ModelReply>({
      model: "gemini-3.8-flash",
      served: "gemini-3.8-flash",
      parts: [{ type: "text", text: "Hello." }],
      finish: "stop",
      inputTokens: 7,
      outputTokens: 5,
    });
    expect(sent[0]?.url).toBe("http://gemini.test/v1/models/gemini-3.8-flash:generateContent");
    expect(sent[0]?.headers.get("x-goog-api-key")).toBe("the-key");
    expect(sent[0]?.body).toMatchObject({
      systemInstruction: { parts: [{ text: "Be kind." }] },
      contents: [{ role: "user", parts: [{ text: "Hi" }] }],
      generationConfig: { temperature: 0.5, maxOutputTokens: 100 },
      tools: [{ functionDeclarations: [{ name: "slots", parametersJsonSchema: parameters }] }],
    });
  });

  it("returns calls and thought signatures unchanged, and leaves out thoughts", async () => {
    const parts = [
      { text: "thinking", thought: true },
      { functionCall: { name: "slots", args: { day: "monday" } }, thoughtSignature: "c2ln" },
      { functionCall: { id: "given", name: "price", args: {} } },
      { text: "", thoughtSignature: "ZW5k" },
    ];
    const { client, sent } = setUp(
      () => json(candidate(parts, "STOP")),
      () => json(candidate([{ text: "Done." }], "STOP")),
    );
    const first = await client.generate("m", request());
    const results = first.parts.flatMap((part) =>
      part.type === "call" ? [{ type: "result" as const, id: part.id, name: part.name, content: { free: true } }] : [],
    );
    await client.generate(
      "m",
      request({
        messages: [
          { role: "model", parts: first.parts },
          { role: "user", parts: results },
        ],
      }),
    );
    expect(sent[1]?.body.contents).toEqual([
      { role: "model", parts: parts.slice(1) },
      {
        role: "user",
        parts: [
          { functionResponse: { name: "slots", response: { result: { free: true } } } },
          { functionResponse: { id: "given", name: "price", response: { result: { free: true } } } },
        ],
      },
    ]);
  });

  it("marks the first call of another vendor's message, which has no signature", async () => {
    const { client, sent } = setUp(() => json(candidate([{ text: "Done." }], "STOP")));
    const call = (id: string) => ({ type: "call" as const, id, name: "slots", args: {} });
    const result = (id: string) => ({ type: "result" as const, id, name: "slots", content: {} });
    const messages: ModelRequest["messages"] = [
      { role: "model", parts: [call("chat-1"), call("chat-2")] },
      { role: "user", parts: [result("chat-1"), result("chat-2")] },
    ];
    await client.generate("m", request({ messages }));
    expect(sent[0]?.body.contents).toMatchObject([
      {
        parts: [
          { functionCall: { id: "chat-1" }, thoughtSignature: "skip_thought_signature_validator" },
          { functionCall: { id: "chat-2" } },
        ],
      },
      { parts: [{ functionResponse: { id: "chat-1" } }, { functionResponse: { id: "chat-2" } }] },
    ]);
  });

  it("asks for JSON of a schema", async () => {
    const { client, sent } = setUp(() => json(candidate([{ text: "{}" }], "STOP")));
    const schema = { type: "object" };
    await client.generate("m", request({ json: { name: "bill", schema } }));
    expect(sent[0]?.body.generationConfig).toMatchObject({
      responseMimeType: "application/json",
      responseJsonSchema: schema,
    });
  });

  it("says that a request is too long for the model", async () => {
    const message = "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).";
    const { client } = setUp(() => json({ error: { code: 400, status: "INVALID_ARGUMENT", message } }, 400));
    await expect(client.generate("m", request())).rejects.toMatchObject({ kind: "too-long" });
  });

  it("streams text as it comes and puts the pieces together", async () => {
    const { client, sent } = setUp(() =>
      stream(
        candidate([{ text: "Hel" }]),
        candidate([{ text: "lo." }]),
        candidate([{ functionCall: { name: "x", args: {} } }], "STOP"),
      ),
    );
    const seen: string[] = [];
    const reply = await client.generate("m", request({ onText: (text) => seen.push(text) }));
    expect(sent[0]?.url).toContain(":streamGenerateContent?alt=sse");
    expect(seen).toEqual(["Hel", "lo."]);
    expect(reply.parts).toMatchObject([
      { type: "text", text: "Hello." },
      { type: "call", name: "x" },
    ]);
    expect(reply).toMatchObject({ finish: "stop", inputTokens: 7, outputTokens: 5 });
  });

  it.each([
    ["STOP", "stop"],
    ["MAX_TOKENS", "length"],
    ["SAFETY", "blocked"],
    ["PROHIBITED_CONTENT", "blocked"],
    ["MALFORMED_FUNCTION_CALL", "malformed-call"],
  ])("understands the finish reason %s as %s", async (reason, finish) => {
    const { client } = setUp(() => json(candidate([], reason)));
    expect(await client.generate("m", request())).toMatchObject({ finish });
  });

  it("reports a blocked prompt", async () => {
    const { client } = setUp(() => json({ promptFeedback: { blockReason: "SAFETY" } }));
    expect(await client.generate("m", request())).toMatchObject({ finish: "blocked", parts: [] });
  });

  it("treats an interrupted stream as a network failure", async () => {
    const { client } = setUp(() => stream(candidate([{ text: "Hel" }])));
    await expect(client.generate("m", request({ onText: () => {} }))).rejects.toMatchObject({ kind: "network" });
  });

  it("reads the delay from the header or from the error's details", async () => {
    const details = { error: { code: 429, status: "RESOURCE_EXHAUSTED", details: [{ retryDelay: "3s" }] } };
    const { client, sent } = setUp(
      () => json(details, 429, { "retry-after": "2" }),
      () => json(details, 429),
    );
    await expect(client.generate("m", request())).rejects.toMatchObject({ kind: "rate-limited", retryAfterMs: 2_000 });
    await expect(client.generate("m", request())).rejects.toMatchObject({ kind: "rate-limited", retryAfterMs: 3_000 });
    expect(sent).toHaveLength(2);
  });

  it.each([
    [503, "unavailable"],
    [500, "unavailable"],
    [400, "rejected"],
    [403, "rejected"],
  ])("treats %i as %s", async (status, kind) => {
    const body = { error: { code: status, status: "SOME_STATUS", message: "secret words of the request" } };
    const { client } = setUp(() => json(body, status));
    const failure = client.generate("m", request());
    await expect(failure).rejects.toMatchObject({ kind });
    await expect(failure).rejects.toThrow(
      expect.objectContaining({ message: expect.not.stringMatching(/secret words|the-key/) }),
    );
  });

  it("treats an unreachable address as a network failure, and an abort as a timeout", async () => {
    const { client } = setUp(() => Promise.reject(new TypeError("fetch failed")));
    await expect(client.generate("m", request())).rejects.toMatchObject({ kind: "network" });
    const aborted = AbortSignal.abort();
    await expect(client.generate("m", request({ signal: aborted }))).rejects.toMatchObject({ kind: "timeout" });
  });
});
