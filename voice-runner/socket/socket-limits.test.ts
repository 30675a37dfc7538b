import { once } from "node:events";
import { echo, openTestEndpoint, type TestClient } from "./endpoint.fixture.ts";

let endpoint: Awaited<ReturnType<typeof openTestEndpoint>>;
afterEach(() => endpoint.close());

const chat = { type: "start", version: 1, mode: "chat" };

async function startedChat(sessionId = "visitor-1"): Promise<TestClient> {
  const client = endpoint.connect();
  await client.send({ ...chat, token: await endpoint.visitorToken(sessionId) });
  await client.frame("started");
  return client;
}

describe("limits", () => {
  it("refuse a third chat of one session with a clear problem", async () => {
    endpoint = await openTestEndpoint();
    await startedChat("one");
    await startedChat("one");
    const third = endpoint.connect();
    await third.send({ ...chat, token: await endpoint.visitorToken("one") });
    expect(await third.problem()).toMatchObject({ status: 409, code: "session-busy", fatal: true });
    await startedChat("other");
  });

  it("give a place back when a client is gone", async () => {
    endpoint = await openTestEndpoint();
    await startedChat("one");
    const second = await startedChat("one");
    second.socket.terminate();
    await second.closed();
    await second.until(
      "a free place",
      () => endpoint.logged.some((line) => line.includes("Socket session ended")) || undefined,
    );
    await startedChat("one");
  });

  it("count a visitor's messages as the widget does", async () => {
    endpoint = await openTestEndpoint();
    const client = await startedChat();
    // The start counts as one of the 20 a minute.
    for (let said = 0; said < 20; said += 1) {
      await client.send({ type: "message", text: `Message ${said}` });
      if (said < 19) await client.frame("done", said);
    }
    expect(await client.problem()).toMatchObject({ status: 429, code: "rate-limited", fatal: false });
  });

  it("close a connection that never starts", async () => {
    endpoint = await openTestEndpoint({ times: { start: 50, ping: 10_000, idle: 60_000 } });
    const client = endpoint.connect();
    expect(await client.problem()).toMatchObject({ code: "start-missing", fatal: true });
  });

  it("cut a client that answers no ping: half-open, or never reading", async () => {
    endpoint = await openTestEndpoint({ times: { start: 10_000, ping: 40, idle: 60_000 } });
    const dead = endpoint.connect({ autoPong: false });
    await dead.send({ ...chat, token: await endpoint.visitorToken("dead") });
    await dead.frame("started");
    const alive = await startedChat("alive");
    expect((await dead.closed()).code).toBe(1006);
    expect(alive.socket.readyState).toBe(alive.socket.OPEN);
  });

  it("end a session that nobody uses", async () => {
    endpoint = await openTestEndpoint({ times: { start: 10_000, ping: 30, idle: 100 } });
    const client = await startedChat();
    expect(await client.frame("ended")).toMatchObject({ reason: "client-idle" });
  });
});

describe("a token that expires in the middle", () => {
  it("ends the session, unless the client renews it", async () => {
    endpoint = await openTestEndpoint({ times: { start: 10_000, ping: 30, idle: 60_000 } });
    const [renews, forgets] = [await startedChat("renews"), await startedChat("forgets")];
    const begun = endpoint.clock.now;
    endpoint.clock.now = new Date(begun.getTime() + 20 * 60_000);
    await renews.send({ type: "renew", token: await endpoint.visitorToken("renews") });
    await renews.frame("renewed");
    endpoint.clock.now = new Date(begun.getTime() + 31 * 60_000);
    expect(await forgets.problem()).toMatchObject({ status: 401, code: "token-expired" });
    expect(await forgets.frame("ended")).toMatchObject({ reason: "token-expired" });
    await renews.send({ type: "message", text: "Still here" });
    await renews.frame("done");
  });

  it("is not renewed by somebody else's token", async () => {
    endpoint = await openTestEndpoint();
    const client = await startedChat("one");
    await client.send({ type: "renew", token: await endpoint.visitorToken("other") });
    expect(await client.problem()).toMatchObject({ status: 403, code: "identity-changed", fatal: false });
  });
});

describe("draining", () => {
  it("lets the running answer finish, tells why, and takes nobody new", async () => {
    const answered = Promise.withResolvers<void>();
    endpoint = await openTestEndpoint({
      chat: {
        ...echo,
        say: async function* (...args) {
          await answered.promise;
          yield* echo.say(...args);
        },
      },
    });
    const client = await startedChat();
    await client.send({ type: "message", text: "Hello" });
    const ping = once(client.socket, "pong");
    client.socket.ping();
    await ping;
    const drained = endpoint.endpoint.drain(5_000);
    const late = endpoint.connect();
    expect((await late.closed()).code).toBe(1006);
    answered.resolve();
    await client.frame("done");
    expect(await client.frame("ended")).toMatchObject({ reason: "shutdown" });
    expect((await client.closed()).code).toBe(1001);
    await drained;
  });

  it("cuts what does not end in time", async () => {
    endpoint = await openTestEndpoint({
      chat: {
        ...echo,
        say: async function* () {
          await new Promise(() => undefined);
        },
      },
    });
    const client = await startedChat();
    await client.send({ type: "message", text: "Hello" });
    const ping = once(client.socket, "pong");
    client.socket.ping();
    await ping;
    await endpoint.endpoint.drain(100);
    expect((await client.closed()).code).toBe(1006);
  });
});
