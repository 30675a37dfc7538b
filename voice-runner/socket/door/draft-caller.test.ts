import { Problem } from "../../../shared/http/problem.ts";
import type { Call } from "../../../shared/voice/call.ts";
import type { OpenCall } from "../dependencies.ts";
import { draftSandbox, openTestEndpoint } from "../endpoint.fixture.ts";
import { toneCalls } from "../sessions/tone-call.fixture.ts";

let endpoint: Awaited<ReturnType<typeof openTestEndpoint>>;
afterEach(() => endpoint.close());

const voice = { type: "start", version: 1, mode: "voice" };

async function problemOf(start: object): Promise<string> {
  const client = endpoint.connect();
  await client.send(start);
  const { fatal, code } = await client.problem();
  expect(fatal).toBe(true);
  return code;
}

async function calling(token: string) {
  const client = endpoint.connect();
  await client.send({ ...voice, token });
  await client.frame("started");
  return client;
}

describe("a token for a test call", () => {
  it("opens a call of its session in the draft's sandbox", async () => {
    const opened: Call[] = [];
    const openCall: OpenCall = async (call) => {
      opened.push(call);
      throw new Problem(503, "no-lines", "All lines are down.");
    };
    endpoint = await openTestEndpoint({ openCall });
    expect(await problemOf({ ...voice, token: await endpoint.draftCallToken() })).toBe("no-lines");
    expect(opened).toMatchObject([{ tenantId: draftSandbox, customerAddress: "call-1", configName: null }]);
  });

  it("opens no chat, no other session and no other configuration, and nothing once it has expired", async () => {
    endpoint = await openTestEndpoint();
    const token = await endpoint.draftCallToken();
    expect(await problemOf({ ...voice, mode: "chat", token })).toBe("token-for-calls");
    expect(await problemOf({ ...voice, token, session_id: "call-2" })).toBe("session-not-yours");
    expect(await problemOf({ ...voice, token, config_id: "main" })).toBe("config-not-yours");
    expect(await problemOf({ ...voice, token, client_id: "client_1" })).toBe("client-not-found");
    endpoint.clock.now = new Date(endpoint.clock.now.getTime() + 5 * 60_000 + 1_000);
    expect(await problemOf({ ...voice, token })).toBe("token-expired");
  });

  it("has one line for each person and two for each client, so that customers have theirs", async () => {
    endpoint = await openTestEndpoint({ openCall: toneCalls().openCall });
    const tokenOf = (by: string, sessionId: string) => endpoint.draftCallToken({ by, sessionId });
    await calling(await tokenOf("asha", "call-1"));
    expect(await problemOf({ ...voice, token: await tokenOf("asha", "call-2") })).toBe("session-busy");
    const second = await calling(await tokenOf("ravi", "call-3"));
    expect(await problemOf({ ...voice, token: await tokenOf("mina", "call-4") })).toBe("tenant-full");
    await second.send({ type: "end" });
    await second.closed();
    await calling(await tokenOf("mina", "call-5"));
  });

  it("goes on with the person's next token, and with nobody else's", async () => {
    endpoint = await openTestEndpoint({ openCall: toneCalls().openCall });
    const caller = await calling(await endpoint.draftCallToken());
    await caller.send({ type: "renew", token: await endpoint.draftCallToken() });
    await caller.frame("renewed");
    await caller.send({ type: "renew", token: await endpoint.draftCallToken({ by: "ravi" }) });
    expect(await caller.problem()).toMatchObject({ code: "identity-changed", fatal: false });
  });
});
