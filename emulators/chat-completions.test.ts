import OpenAI, { BadRequestError } from "openai";
import { type Message, model, openWithGenuineClient, say } from "./chat-completions/genuine-client.fixture.ts";
import { startChatCompletions } from "./chat-completions.ts";

const { url, client, script, asked, ask } = await openWithGenuineClient();
const { completions } = client.chat;

type Chunk = OpenAI.ChatCompletionChunk;

const slots: OpenAI.ChatCompletionTool = {
  type: "function",
  function: {
    name: "check_slots",
    description: "Finds free slots",
    parameters: { type: "object", properties: { date: { type: "string" } }, required: ["date"] },
  },
};

async function streamed(content: string, more = {}): Promise<readonly Chunk[]> {
  const chunks: Chunk[] = [];
  const request = { model, messages: say(content), stream: true as const, ...more };
  for await (const chunk of await completions.create(request)) chunks.push(chunk);
  return chunks;
}

const textOf = (chunks: readonly Chunk[]) => chunks.map(({ choices }) => choices[0]?.delta.content ?? "").join("");

describe("an answer", () => {
  it("comes from the policy, with the model that serves it and its usage", async () => {
    const system = "You are Mira.\n<knowledge>\n[hours] Opening hours: We open at 9 AM.\n</knowledge>";
    const messages: Message[] = [{ role: "system", content: system }, ...say("What are your opening hours?")];
    const { choices, usage, model: served, object } = await completions.create({ model, messages });
    expect(choices).toMatchObject([{ index: 0, finish_reason: "stop", message: { content: "We open at 9 AM." } }]);
    expect({ served, object }).toEqual({ served: "embedded-policy-1", object: "chat.completion" });
    expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0));
  });

  it("comes from scripts first, in order, each once", async () => {
    await script({ text: "first" }, { json: { ok: true } }, { text: "cut", finishReason: "SAFETY" });
    const contents = [await ask("x"), await ask("x"), await ask("x")].map(({ choices }) => choices[0]);
    expect(contents.map((choice) => choice?.message.content)).toEqual(["first", '{"ok":true}', "cut"]);
    expect(contents[2]?.finish_reason).toBe("content_filter");
    expect((await ask("hello")).choices[0]?.message.content).toContain("How can I help");
  });

  it("ends at max_completion_tokens", async () => {
    const { choices } = await ask("hello", { max_completion_tokens: 2 });
    expect(choices).toMatchObject([{ finish_reason: "length", message: { content: "Hello, I" } }]);
  });

  it("answers with the schema of response_format", async () => {
    const schema = {
      type: "object",
      properties: { score: { type: "integer", minimum: 0, maximum: 10 }, urgent: { type: "boolean" } },
      required: ["score", "urgent"],
      additionalProperties: false,
    };
    const response_format = { type: "json_schema", json_schema: { name: "judgement", strict: true, schema } };
    const { choices } = await ask("Urgent! Score 7.", { response_format });
    expect(JSON.parse(choices[0]?.message.content ?? "")).toEqual({ score: 7, urgent: true });
  });

  it("takes any key when none is set, as Ollama does", async () => {
    const open = await startChatCompletions({ port: 0 });
    const stranger = new OpenAI({ apiKey: "whatever", baseURL: `${open.url}/v1` });
    const { choices } = await stranger.chat.completions.create({ model, messages: say("hello") });
    await open.close();
    expect(choices).toHaveLength(1);
  });
});

describe("a stream", () => {
  it("joins to the whole answer, and ends with the usage when it was asked for", async () => {
    const text = "One two three four five,\nsix  seven eight nine.";
    await script({ text }, { text });
    const chunks = await streamed("x", { stream_options: { include_usage: true } });
    expect(chunks.length).toBeGreaterThan(4);
    expect(textOf(chunks)).toBe(text);
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe("stop");
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) } });
    expect((await streamed("x")).some(({ usage }) => usage)).toBe(false);
  });

  it("begins with a comment, which keeps the connection alive, and ends with [DONE]", async () => {
    const response = await fetch(`${url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: "Bearer right", "content-type": "application/json" },
      body: JSON.stringify({ model, messages: say("hello"), stream: true }),
    });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const events = (await response.text()).split("\n\n");
    expect(events[0]).toMatch(/^: /);
    expect(events.slice(1, -2).every((event) => event.startsWith("data: {"))).toBe(true);
    expect(events.slice(-2)).toEqual(["data: [DONE]", ""]);
  });

  it("brings a tool's arguments in pieces", async () => {
    const chunks = await streamed("which slots are free on 2026-12-01?", { tools: [slots] });
    const deltas = chunks.flatMap(({ choices }) => choices[0]?.delta.tool_calls ?? []);
    expect(deltas[0]).toMatchObject({ index: 0, id: expect.any(String), function: { name: "check_slots" } });
    expect(deltas.length).toBeGreaterThan(2);
    const pieces = deltas.map((delta) => delta.function?.arguments ?? "");
    expect(JSON.parse(pieces.join(""))).toEqual({ date: "2026-12-01" });
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe("tool_calls");
  });

  it("breaks in the middle when it is told to", async () => {
    await script(
      { text: "one two three four five six seven eight nine", truncate: true },
      { truncate: true, text: "x" },
    );
    await expect(streamed("x")).rejects.toThrow();
    await expect(ask("x")).rejects.toThrow();
  });
});

describe("tools", () => {
  const call = {
    id: "call_1",
    type: "function" as const,
    function: { name: "check_slots", arguments: '{"date":"x"}' },
  };
  const called: Message[] = [...say("slots?"), { role: "assistant", content: null, tool_calls: [call] }];

  it("are called, and their results told", async () => {
    const first = await ask("which slots are free on 2026-12-01?", { tools: [slots] });
    const message = first.choices[0]?.message;
    expect(first.choices[0]?.finish_reason).toBe("tool_calls");
    expect(message).toMatchObject({ content: null, tool_calls: [{ type: "function" }] });
    const id = message?.tool_calls?.[0]?.id ?? "";
    const messages: Message[] = [
      ...say("which slots are free on 2026-12-01?"),
      { role: "assistant", content: null, tool_calls: message?.tool_calls ?? [] },
      { role: "tool", tool_call_id: id, content: '[{"time":"10:00","place":"Main Street"}]' },
    ];
    const second = await completions.create({ model, messages, tools: [slots] });
    expect(second.choices[0]?.message.content).toContain("10:00, Main Street");
  });

  it("are called when the choice requires it, and not when it forbids it", async () => {
    const required = await ask("hello", { tools: [slots], tool_choice: "required" });
    expect(required.choices[0]?.message.tool_calls).toHaveLength(1);
    const none = await ask("which slots are free on 2026-12-01?", { tools: [slots], tool_choice: "none" });
    expect(none.choices[0]?.message.tool_calls).toBeUndefined();
  });

  it("may be called with unfinished arguments when a script says so", async () => {
    await script({ malformed: true });
    const [tool] = (await ask("x")).choices[0]?.message.tool_calls ?? [];
    expect(() => JSON.parse(tool?.type === "function" ? tool.function.arguments : "{}")).toThrow();
  });

  it.each<[string, Message[], RegExp]>([
    [
      "a call without its result",
      [...called, { role: "user", content: "well?" }],
      /did not have response messages: call_1/,
    ],
    ["a result without its call", [{ role: "tool", tool_call_id: "call_9", content: "x" }], /must be a response/],
    ["a message without content", [{ role: "assistant", content: null }], /expected a string, got null/],
  ])("refuse %s", async (_name, messages, said) => {
    const refused = completions.create({ model, messages, tools: [slots] });
    await expect(refused).rejects.toThrow(said);
    await expect(refused).rejects.toBeInstanceOf(BadRequestError);
  });

  it("refuse a name that OpenAI does not take", async () => {
    const tools = [{ ...slots, function: { ...slots.function, name: "check.slots" } }];
    await expect(ask("x", { tools })).rejects.toMatchObject({ status: 400, param: "tools[0].function.name" });
  });
});

describe("embeddings", () => {
  const embed = (input: string | string[], more = {}) => client.embeddings.create({ model, input, ...more });

  it("are unit vectors of the size asked for, close for common words, and the same in both encodings", async () => {
    const input = ["What does a blood test cost?", "price of the blood test", "The weather in Paris"];
    const { data, usage } = await embed(input, { dimensions: 256 });
    const [a = [], b = [], c = []] = data.map(({ embedding }) => embedding);
    const dot = (x: number[], y: number[]) => x.reduce((sum, value, index) => sum + value * (y[index] ?? 0), 0);
    expect(a).toHaveLength(256);
    expect(dot(a, a)).toBeCloseTo(1);
    expect(dot(a, b)).toBeGreaterThan(dot(a, c) + 0.3);
    expect(usage.total_tokens).toBeGreaterThan(0);
    const plain = await embed(input, { dimensions: 256, encoding_format: "float" });
    expect(plain.data[0]?.embedding[0]).toBeCloseTo(a[0] ?? Number.NaN);
  });

  it.each([
    ["no input", [], {}],
    ["an empty text", ["a", ""], {}],
    ["no size", "a", { dimensions: 0 }],
  ])("refuse %s", async (_name, input, more) => {
    await expect(embed(input, more)).rejects.toMatchObject({ status: 400 });
  });
});

describe("models", () => {
  it("are listed, and each is described", async () => {
    const ids: string[] = [];
    for await (const { id } of client.models.list()) ids.push(id);
    expect(ids).toEqual(["stand-in-chat", "stand-in-embedding"]);
    expect(await client.models.retrieve("qwen/qwen3-32b")).toMatchObject({ id: "qwen/qwen3-32b", object: "model" });
  });
});

it("drops a late answer when the client has gone", async () => {
  await script({ delayMs: 60_000, text: "never" });
  const leaving = new AbortController();
  const dropped = completions.create({ model, messages: say("x") }, { signal: leaving.signal });
  while ((await asked()).length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
  leaving.abort();
  await expect(dropped).rejects.toThrow();
  expect((await ask("hello")).choices).toHaveLength(1);
});

it("lists what it was asked, with the key", async () => {
  await ask("remember me");
  expect(await asked()).toMatchObject([
    { n: 1, path: "/v1/chat/completions", authorization: "Bearer right", body: { messages: say("remember me") } },
  ]);
});
