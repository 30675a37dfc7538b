import { AuthenticationError, BadRequestError, NotFoundError, RateLimitError } from "openai";
import { model, openWithGenuineClient, say } from "./genuine-client.fixture.ts";

const { url, client, clientWith, script, ask } = await openWithGenuineClient();

describe("an error", () => {
  it("is 401 for a wrong key, on every route", async () => {
    const stranger = clientWith("wrong");
    const calls = [
      () => stranger.chat.completions.create({ model, messages: say("x") }),
      () => stranger.embeddings.create({ model, input: "x" }),
      () => stranger.models.list(),
    ];
    for (const call of calls) {
      const refused = await call().catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(AuthenticationError);
      expect(refused).toMatchObject({ status: 401, code: "invalid_api_key" });
    }
  });

  it("is 429 with Retry-After, and the client's next try is answered", async () => {
    await script({ status: 429, retryAfter: 7, code: "rate_limit_exceeded" });
    const refused = await ask("x").catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(RateLimitError);
    expect(refused).toMatchObject({ code: "rate_limit_exceeded", type: "rate_limit_error" });
    expect(refused instanceof RateLimitError && refused.headers.get("retry-after")).toBe("7");
    await script({ status: 429, retryAfter: 0 }, { text: "now" });
    const patient = clientWith("right", 1);
    const { choices } = await patient.chat.completions.create({ model, messages: say("x") });
    expect(choices[0]?.message.content).toBe("now");
  });

  it("says when the request is longer than the context", async () => {
    await expect(ask("word ".repeat(2_000))).rejects.toMatchObject({
      status: 400,
      code: "context_length_exceeded",
      param: "messages",
      message: expect.stringContaining("2000 tokens"),
    });
  });

  it.each([
    ["max_tokens", { max_tokens: 5 }, "unsupported_parameter"],
    ["a temperature", { temperature: 0.3 }, "unsupported_value"],
  ])("is 400 for %s with a reasoning model", async (_name, more, code) => {
    await expect(ask("x", { model: "gpt-5-mini", ...more })).rejects.toMatchObject({ status: 400, code });
    await expect(ask("x", more)).resolves.toBeDefined();
  });

  it.each([
    ["no messages", { messages: [] }],
    ["no model", { model: "" }],
    ["an unknown role", { messages: [{ role: "robot", content: "x" }] }],
  ])("is 400 for %s", async (_name, more) => {
    await expect(ask("x", more)).rejects.toBeInstanceOf(BadRequestError);
  });

  it("is 404 for an unknown path, and 400 for a body that is no JSON", async () => {
    await expect(client.get("/nowhere")).rejects.toBeInstanceOf(NotFoundError);
    const headers = { authorization: "Bearer right" };
    const broken = await fetch(`${url}/v1/chat/completions`, { method: "POST", headers, body: "{" });
    expect(broken.status).toBe(400);
  });
});
