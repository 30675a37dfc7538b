import { TenantId } from "../../shared/platform/tenant.ts";
import { echo, openTestEndpoint, type TestClient } from "./endpoint.fixture.ts";

let endpoint: Awaited<ReturnType<typeof openTestEndpoint>>;
afterEach(() => endpoint.close());

const chat = { type: "start", version: 1, mode: "chat" };
const id = "0123456789abcdef";

async function startedChat(sessionId = "visitor-1"): Promise<TestClient> {
  const client = endpoint.connect();
  await client.send({ ...chat, token: await endpoint.visitorToken(sessionId) });
  await client.frame("started");
  return client;
}

describe("a chat over a socket", () => {
  it("answers a visitor's message with the chat's events, and ends", async () => {
    endpoint = await openTestEndpoint();
    const client = endpoint.connect({ headers: { origin: "https://shop.example" } });
    await client.send({ ...chat, token: await endpoint.visitorToken() });
    expect(await client.frame("started")).toMatchObject({
      version: 1,
      mode: "chat",
      conversation_id: "conversation-of-visitor-1",
      expires_at: expect.stringMatching(/^20/),
    });
    await client.send({ type: "message", id, text: "Hello" });
    await client.frame("done");
    expect(client.frames.map(({ type }) => type)).toEqual(["started", "token", "message", "done"]);
    expect(client.frames[2]).toMatchObject({ message: { message_id: `${id}-answer`, text: "Hello" } });
    await client.send({ type: "end" });
    expect(await client.frame("ended")).toEqual({ type: "ended", reason: "client-ended" });
    expect(await client.closed()).toEqual({ code: 1000, reason: "client-ended" });
  });

  it("takes the API's tokens and keys, in a header or in the message", async () => {
    endpoint = await openTestEndpoint();
    const token = await endpoint.token();
    const byHeader = endpoint.connect({ headers: { authorization: `Bearer ${token}` } });
    await byHeader.send({ ...chat, session_id: "s1" });
    const byKey = endpoint.connect({ headers: { "x-api-key": "a key" } });
    await byKey.send({ ...chat, session_id: "s2" });
    const byMessage = endpoint.connect();
    await byMessage.send({ ...chat, session_id: "s3", token, client_id: "client_1" });
    expect(await byHeader.frame("started")).toMatchObject({ conversation_id: "conversation-of-s1" });
    expect(await byKey.frame("started")).toMatchObject({ conversation_id: "conversation-of-s2", expires_at: null });
    expect(await byMessage.frame("started")).toMatchObject({ conversation_id: "conversation-of-s3" });
  });

  it("sends what follows later where the client asks for it", async () => {
    endpoint = await openTestEndpoint();
    const client = endpoint.connect();
    await client.send({ ...chat, token: await endpoint.visitorToken(), follow_after: 4 });
    expect(await client.frame("turn")).toMatchObject({ after: 5, messages: [{ text: "A colleague here." }] });
  });

  it("tells a failed turn and goes on", async () => {
    endpoint = await openTestEndpoint({
      chat: {
        ...echo,
        say: async function* (...args) {
          if (args[1].text === "fail") throw new Error("the database password is hunter2");
          yield* echo.say(...args);
        },
      },
    });
    const client = await startedChat();
    await client.send({ type: "message", text: "fail" });
    expect(await client.problem()).toMatchObject({ fatal: false, status: 500, code: "internal-error" });
    expect(JSON.stringify(client.frames)).not.toContain("hunter2");
    await client.send({ type: "message", text: "Hello" });
    await client.frame("done");
  });
});

describe("who may come in", () => {
  const refused = async (start: object, headers: Record<string, string> = {}) => {
    const client = endpoint.connect({ headers });
    await client.send({ ...chat, ...start });
    const problem = await client.problem();
    expect(problem.fatal).toBe(true);
    expect((await client.closed()).code).toBe(1008);
    return problem.code;
  };

  it("is nobody without a valid identity", async () => {
    endpoint = await openTestEndpoint();
    const token = await endpoint.token();
    expect(await refused({ session_id: "s" })).toBe("identity-missing");
    expect(await refused({ session_id: "s", token: "garbage" })).toBe("token-invalid");
    expect(await refused({ session_id: "s", token: `${token.slice(0, -4)}AAAA` })).toBe("token-invalid");
    expect(await refused({ session_id: "s", token }, { "x-api-key": "a key" })).toBe("identity-ambiguous");
    expect(await refused({ session_id: "s" }, { "x-api-key": "another" })).toBe("api-key-invalid");
    expect(await refused({ session_id: "s", token: await endpoint.token(["viewer"]) })).toBe("permission-missing");
    expect(await refused({ token })).toBe("message-invalid");
  });

  it("is nobody with another tenant's token, another session's or another page's", async () => {
    endpoint = await openTestEndpoint();
    const other = TenantId.parse("client_2");
    const token = await endpoint.visitorToken();
    expect(
      await refused({ session_id: "s", client_id: "client_1", token: await endpoint.token(["service"], other) }),
    ).toBe("client-not-found");
    expect(await refused({ client_id: "client_1", token: await endpoint.visitorToken("v", other) })).toBe(
      "client-not-found",
    );
    expect(await refused({ token, session_id: "visitor-2" })).toBe("session-not-yours");
    expect(await refused({ token, config_id: "hidden" })).toBe("config-not-yours");
    expect(await refused({ token }, { origin: "https://evil.example" })).toBe("origin-not-allowed");
  });

  it("is nobody with an expired token", async () => {
    endpoint = await openTestEndpoint();
    const token = await endpoint.visitorToken();
    endpoint.clock.now = new Date(endpoint.clock.now.getTime() + 31 * 60_000);
    expect(await refused({ token })).toBe("token-expired");
  });
});

describe("bad frames", () => {
  it.each([
    ["text that is no JSON", "hello", "message-not-json"],
    ["an unknown type", '{"type":"shout"}', "message-invalid"],
    ["an array", "[]", "message-invalid"],
    ["a newer protocol", '{"type":"start","version":2,"mode":"chat"}', "message-invalid"],
    ["a misspelt field", '{"type":"start","version":1,"mode":"chat","tokn":"x"}', "message-invalid"],
    ["a message before start", '{"type":"message","text":"Hello"}', "start-missing"],
  ])("refuse %s at the beginning", async (_, frame, code) => {
    endpoint = await openTestEndpoint();
    const client = endpoint.connect();
    await client.send(frame);
    expect(await client.problem()).toMatchObject({ code, fatal: true });
    expect((await client.closed()).code).toBe(1008);
  });

  it("name the field and the remedy", async () => {
    endpoint = await openTestEndpoint();
    const client = endpoint.connect();
    await client.send({ type: "start", version: 1, mode: "chat", tokn: "x" });
    expect((await client.problem()).detail).toMatch(/\/tokn: Unknown field.*token/);
  });

  it("refuse sound before start, and in a chat", async () => {
    endpoint = await openTestEndpoint();
    const early = endpoint.connect();
    await early.send(Buffer.alloc(640));
    expect(await early.problem()).toMatchObject({ code: "start-missing", fatal: true });
    const client = await startedChat();
    await client.send(Buffer.alloc(640));
    expect(await client.problem()).toMatchObject({ code: "audio-unexpected", fatal: false });
    await client.send({ type: "message", text: "Hello" });
    await client.frame("done");
  });

  it("close the connection when they are too long", async () => {
    endpoint = await openTestEndpoint();
    const client = await startedChat();
    await client.send({ type: "message", text: "x".repeat(70_000) });
    expect((await client.closed()).code).toBe(1009);
  });

  it("end the session after twenty", async () => {
    endpoint = await openTestEndpoint();
    const client = await startedChat();
    for (let sent = 0; sent < 21; sent += 1) await client.send("no JSON");
    expect((await client.closed()).code).toBe(1008);
    expect(client.frames.filter(({ fatal }) => fatal === true)).toHaveLength(1);
  });

  it("end the session when they flood it", async () => {
    endpoint = await openTestEndpoint();
    const client = await startedChat();
    for (let sent = 0; sent < 300; sent += 1) await client.send({ type: "key", key: "1" });
    expect((await client.closed()).code).toBe(1008);
  });
});
