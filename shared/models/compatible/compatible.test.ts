import { startChatCompletions } from "../../../emulators/chat-completions.ts";
import { lendFetchDispatcher } from "../../../emulators/jest-fetch.ts";
import { TenantId } from "../../platform/tenant.ts";
import type { ModelMessage } from "../model.ts";
import { compatibleClientWith, json, llama as model, request, said } from "./compatible.fixture.ts";
import type { CompatibleOptions } from "./compatible-endpoint.ts";

lendFetchDispatcher();

const standIn = await startChatCompletions({ port: 0, contextTokens: 500 });
const url = `${standIn.url}/v1`;
afterAll(() => standIn.close());
beforeEach(() => post("reset"));

async function post(path: string, body: unknown = {}) {
  await fetch(`${standIn.url}/_standin/${path}`, { method: "POST", body: JSON.stringify(body) });
}
const script = (...responses: readonly unknown[]) => post("script", { match: {}, responses });
const asked = async (): Promise<readonly { path: string; authorization: string | null; body: Sent }[]> =>
  (await fetch(`${standIn.url}/_standin/requests`)).json();
type Sent = Readonly<Record<string, unknown>> & { readonly messages: readonly unknown[] };

const clientWith = (changes: Partial<CompatibleOptions> = {}) => compatibleClientWith({ url, ...changes });
const slots = {
  name: "calendar.free:slots",
  description: "Free slots",
  parameters: { type: "object", properties: { day: { type: "string" } } },
};

describe("an OpenAI-compatible endpoint", () => {
  it("is asked with instructions, tools and limits, and says what answered and what it cost", async () => {
    await script({ text: "Good morning." });
    const reply = await clientWith().generate(model, request({ tools: [slots] }));
    expect(reply).toEqual({
      model,
      served: "embedded-policy-1",
      parts: [{ type: "text", text: "Good morning." }],
      finish: "stop",
      inputTokens: expect.any(Number),
      outputTokens: 4,
    });
    const [{ path, authorization, body } = { path: "", authorization: "", body: {} }] = await asked();
    expect([path, authorization]).toEqual(["/v1/chat/completions", "Bearer platform-key"]);
    expect(body).toMatchObject({
      model: "meta-llama/llama-3.3-70b-instruct",
      messages: [
        { role: "system", content: "You are Asha." },
        { role: "user", content: "Hello" },
      ],
      temperature: 0.5,
      max_tokens: 100,
      tools: [{ type: "function", function: { name: "calendar_free_slots", parameters: slots.parameters } }],
    });
    expect(body).not.toHaveProperty("stream");
  });

  it("streams text and calls in pieces, past the comments that keep a connection alive", async () => {
    await script({
      text: "One two three four five six.",
      functionCalls: [{ name: "calendar_free_slots", args: { day: "सोमवार" } }],
    });
    const pieces: string[] = [];
    const reply = await clientWith().generate(model, request({ tools: [slots], onText: (text) => pieces.push(text) }));
    expect(pieces).toEqual(["One two three four", " five six."]);
    expect(reply.parts).toEqual([
      { type: "text", text: "One two three four five six." },
      { type: "call", id: expect.stringMatching(/^chat-call_/), name: "calendar.free:slots", args: { day: "सोमवार" } },
    ]);
    expect(reply).toMatchObject({ finish: "stop", inputTokens: expect.any(Number), outputTokens: expect.any(Number) });
    expect(reply.inputTokens).toBeGreaterThan(0);
  });

  it("takes the results of calls that two vendors made, each by its own id", async () => {
    const messages: ModelMessage[] = [
      said("When?"),
      ...(["call-0", "call-0"] as const).flatMap((id, round): ModelMessage[] => [
        { role: "model", parts: [{ type: "call", id, name: slots.name, args: { round }, signature: "google's" }] },
        { role: "user", parts: [{ type: "result", id, name: slots.name, content: { free: round } }] },
      ]),
    ];
    const reply = await clientWith().generate(model, request({ messages, tools: [slots] }));
    expect(reply.finish).toBe("stop");
    const [last] = await asked();
    expect(last?.body.messages.slice(2)).toMatchObject([
      { role: "assistant", tool_calls: [{ id: "call00001", function: { arguments: '{"round":0}' } }] },
      { role: "tool", tool_call_id: "call00001", content: '{"free":0}' },
      { role: "assistant", tool_calls: [{ id: "call00002", function: { arguments: '{"round":1}' } }] },
      { role: "tool", tool_call_id: "call00002", content: '{"free":1}' },
    ]);
  });

  it("takes pictures, documents and voice notes, and refuses what the protocol has no place for", async () => {
    const blob = (contentType: string): ModelMessage => ({
      role: "user",
      parts: [{ type: "blob", contentType, base64: "AAAA" }],
    });
    await script({ text: "a" }, { text: "b" }, { text: "c" });
    for (const type of ["image/png", "application/pdf", "audio/mpeg"])
      await clientWith().generate(model, request({ messages: [blob(type)] }));
    expect((await asked()).map(({ body }) => body.messages.at(-1))).toMatchObject([
      { content: [{ type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } }] },
      { content: [{ type: "file", file: { file_data: "data:application/pdf;base64,AAAA" } }] },
      { content: [{ type: "input_audio", input_audio: { data: "AAAA", format: "mp3" } }] },
    ]);
    const refused = clientWith().generate(model, request({ messages: [blob("video/mp4")] }));
    await expect(refused).rejects.toMatchObject({ kind: "rejected" });
  });

  it("answers JSON of a schema", async () => {
    const schema = { type: "object", properties: { amount: { type: "number" } }, required: ["amount"] };
    const messages = [said("The amount is 450 rupees")];
    const { parts } = await clientWith().generate(model, request({ messages, json: { name: "bill", schema } }));
    expect(parts).toEqual([{ type: "text", text: '{"amount":450}' }]);
  });

  it("is sent no parameter again that the model has refused", async () => {
    const client = clientWith();
    for (const _ of [1, 2]) await client.generate("openai_compatible/gpt-5-mini", request());
    const bodies = (await asked()).map(({ body }) => [body.temperature, body.max_tokens, body.max_completion_tokens]);
    expect(bodies).toEqual([
      [0.5, 100, undefined],
      [0.5, undefined, 100],
      [undefined, undefined, 100],
      [undefined, undefined, 100],
    ]);
  });

  it("is asked without a key when none is set", async () => {
    await clientWith({ apiKey: async () => undefined }).generate(model, request());
    expect((await asked())[0]?.authorization).toBeNull();
  });

  it.each([
    [
      { status: 429, retryAfter: 3 },
      { kind: "rate-limited", retryAfterMs: 3_000 },
    ],
    [{ status: 429, code: "insufficient_quota" }, { kind: "rejected" }],
    [{ status: 402 }, { kind: "rejected" }],
    [{ status: 401, code: "invalid_api_key" }, { kind: "rejected" }],
    [{ status: 404, message: 'model "x" not found, try pulling it first' }, { kind: "rejected" }],
    [{ status: 400, message: "This model's maximum context length is 8192 tokens." }, { kind: "too-long" }],
    [{ status: 503 }, { kind: "unavailable" }],
    [{ truncate: true, text: "half of it" }, { kind: "network" }],
  ])("fails once with %j as %j", async (response, failure) => {
    await script(response);
    const error: unknown = await clientWith()
      .generate(model, request({ onText: () => {} }))
      .catch((thrown) => thrown);
    expect(error).toMatchObject({ name: "ModelFailure", ...failure });
    expect(String(error)).not.toMatch(/pulling|platform-key/);
    expect(await asked()).toHaveLength(1);
  });

  it("has no room for a request that is longer than its context", async () => {
    const failure = clientWith().generate(model, request({ messages: [said("long ".repeat(1_000))] }));
    await expect(failure).rejects.toMatchObject({ kind: "too-long" });
  });

  it("reports arguments that are no JSON as a malformed call", async () => {
    await script({ malformed: true });
    expect(await clientWith().generate(model, request())).toMatchObject({ finish: "malformed-call" });
  });
});

describe("a tenant's own endpoint", () => {
  const own = { tenantId: TenantId.parse("clinic_1"), url: "https://models.clinic.test/v1", apiKeyName: "MODEL_KEY" };
  const answer = () => json({ choices: [{ message: { content: "Hi" }, finish_reason: "stop" }] });

  it("is asked at its address with the tenant's key, and follows no redirect", async () => {
    const sent: (readonly [string, RequestInit | undefined])[] = [];
    const client = clientWith({
      fetch: (async (input: unknown, init?: RequestInit) => {
        sent.push([String(input), init]);
        return answer();
      }) as typeof fetch,
      secret: async (tenantId, name) => (tenantId === "clinic_1" && name === "MODEL_KEY" ? "the-clinic's" : undefined),
    });
    await client.generate(model, request(), own);
    expect(sent.map(([address]) => address)).toEqual(["https://models.clinic.test/v1/chat/completions"]);
    expect(sent[0]?.[1]).toMatchObject({ redirect: "error" });
    const headers = new Headers(sent[0]?.[1]?.headers);
    expect(Object.fromEntries(headers)).toEqual({
      accept: "application/json",
      "content-type": "application/json",
      authorization: "Bearer the-clinic's",
    });
  });

  it.each([
    ["whose host is private", { isPublicHost: async () => false }, own, "rejected"],
    ["without https", {}, { ...own, url: "http://models.clinic.test/v1" }, "rejected"],
    ["whose key is not set", {}, own, "rejected"],
    ["whose host has no address", { isPublicHost: () => Promise.reject(new Error("ENOTFOUND")) }, own, "network"],
  ])("%s is not asked, and the platform's key is not sent", async (_name, changes, endpoint, kind) => {
    const failure = clientWith(changes).generate(model, request(), endpoint);
    await expect(failure).rejects.toMatchObject({ kind });
    expect(await asked()).toEqual([]);
  });
});

it("is refused when the platform has no endpoint", async () => {
  const failure = clientWith({ url: undefined }).generate(model, request());
  await expect(failure).rejects.toMatchObject({
    kind: "rejected",
    message: expect.stringContaining("OPENAI_COMPATIBLE_URL"),
  });
});
