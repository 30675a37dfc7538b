import { answeredWith, chunk, json, llama as model, request, stream } from "./compatible.fixture.ts";

describe("the answers of OpenAI-compatible servers", () => {
  it.each([
    ["length", "length"],
    ["content_filter", "blocked"],
    ["something_new", "blocked"],
  ])("ends with %s as %s", async (finish_reason, finish) => {
    const { client } = answeredWith(() => json({ choices: [{ message: { content: "Hi" }, finish_reason }] }));
    expect(await client.generate(model, request())).toMatchObject({
      finish,
      served: "meta-llama/llama-3.3-70b-instruct",
    });
  });

  it.each([
    ["an error in place of an answer", () => json({ error: { code: 502, message: "upstream" } }), "unavailable"],
    [
      "an error in the middle",
      () => stream(chunk({ content: "Hel" }), 'data: {"error":{"code":429,"message":"slow"}}\n\n'),
      "rate-limited",
    ],
    ["a stream that ends in an error", () => stream(chunk({ content: "Hel" }), chunk({}, "error")), "unavailable"],
    ["a stream without an end", () => stream(chunk({ content: "Hel" })), "network"],
    ["a page of HTML", () => new Response("<html>", { headers: { "content-type": "text/html" } }), "unavailable"],
    ["choices of another shape", () => json({ choices: "none" }), "unavailable"],
  ])("fails with %s", async (_name, answer, kind) => {
    const { client, sent } = answeredWith(answer);
    const onText = { onText: () => undefined };
    const asking = request(answer().headers.get("content-type") === "text/event-stream" ? onText : {});
    await expect(client.generate(model, asking)).rejects.toMatchObject({ kind });
    expect(sent).toHaveLength(1);
  });

  it("keeps a model's thoughts from the customer", async () => {
    const pieces = ["\n<th", "ink>They want", " a price.</thi", "nk>\n\nIt costs ₹450."];
    const { client } = answeredWith(() => stream(...pieces.map((content) => chunk({ content })), chunk({}, "stop")));
    const seen: string[] = [];
    const { parts } = await client.generate(model, request({ onText: (text) => seen.push(text) }));
    expect([seen.join(""), parts]).toEqual(["It costs ₹450.", [{ type: "text", text: "It costs ₹450." }]]);
  });

  it("reads calls whose pieces have no index, and several at index 0", async () => {
    const call = (id: string, name: string, args: string) => ({ id, function: { name, arguments: args } });
    const events = [
      chunk({ tool_calls: [{ index: 0, ...call("a", "first", "{}") }] }),
      chunk({ tool_calls: [{ index: 0, ...call("b", "second", '{"n":') }] }),
      chunk({ tool_calls: [{ function: { arguments: "2}" } }] }),
      chunk({}, "tool_calls"),
    ];
    const { client } = answeredWith(() => stream(...events));
    expect((await client.generate(model, request({ onText: () => {} }))).parts).toMatchObject([
      { id: "chat-a", name: "first", args: {} },
      { id: "chat-b", name: "second", args: { n: 2 } },
    ]);
  });

  it("counts as unreachable when it is, and as late when the attempt is over", async () => {
    await expect(answeredWith().client.generate(model, request())).rejects.toMatchObject({ kind: "network" });
    const failure = answeredWith().client.generate(model, request({ signal: AbortSignal.abort() }));
    await expect(failure).rejects.toMatchObject({ kind: "timeout" });
  });

  it("is not waited for longer than an hour", async () => {
    const { client } = answeredWith(() =>
      json({ error: { message: "later" } }, 429, { "retry-after": "9".repeat(20) }),
    );
    await expect(client.generate(model, request())).rejects.toMatchObject({ retryAfterMs: 3_600_000 });
  });
});
