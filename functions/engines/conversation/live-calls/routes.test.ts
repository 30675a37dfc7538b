import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeJwt } from "jose";
import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { callStandings } from "../../../../shared/contracts/calls/call-standing.ts";
import { readEnvironment } from "../../../../shared/environment.ts";
import type { Problem } from "../../../../shared/http/problem.ts";
import type { ApiRequest } from "../../../../shared/http/route.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { openEmbedded } from "../../../../shared/platform/embedded/platform.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { withTestIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { runnerWith } from "../../../../shared/runtime/runner-fixture.ts";
import { auditEntries } from "../../../../shared/security/audit.ts";
import { conversations, type StoredConversation } from "../conversations.ts";
import { operateStep } from "../handoff/actions/operate.ts";
import { handoffLog } from "../handoff/log.ts";
import { aConversation } from "../testing/fixtures.ts";
import { liveCallRoutes } from "./routes.ts";

const tenantId = TenantId.parse("client_1");
const now = new Date("2026-11-29T06:00:00.000Z");
const open = { id: "call-1", status: "open", room: "room-1", conversationId: "c1" } as const;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function stage(
  call: object = open,
  how: { readonly LIVEKIT_URL?: string } = { LIVEKIT_URL: "wss://calls.example" },
) {
  const dataDir = mkdtempSync(join(tmpdir(), "live-calls-"));
  const platform = withTestIds(openEmbedded({ dataDir, secrets: () => "s".repeat(40) }));
  closing.push(async () => {
    await platform.close(1_000);
    rmSync(dataDir, { recursive: true });
  });
  const { documents } = platform;
  const bus = { ...platform.bus, publish: async () => undefined };
  const runner = runnerWith({ ...platform, bus }, {}, () => now);
  await documents.commit(tenantId, [
    put(callStandings, "call-1", newOwned(call) as never),
    put(conversations.collection, "c1", newOwned(aConversation({ channel: "web_voice" }))),
  ]);
  const environment = readEnvironment({ NODE_ENV: "test", ...how });
  const operate = operateStep({ config: async () => minimalConfig() });
  const routes = liveCallRoutes({ platform, documents, runner, operate, environment, now: () => now });

  async function ask(operationId: string, body: object, who: { subject?: string; tenant?: TenantId } = {}) {
    const route = routes.find((each) => each.operationId === operationId);
    if (!route) throw new Error(`There is no operation ${operationId}.`);
    const { subject = "asha", tenant = tenantId } = who;
    const identity = { subject, tenantId: tenant, roles: ["operator"], rateKey: subject };
    const request = { params: { id: "call-1" }, query: {}, body, identity } as unknown as ApiRequest<
      never,
      never,
      never
    >;
    const reply = await route.handle(request);
    if (!("body" in reply)) throw new Error("The route streams.");
    return reply.body as Record<string, string>;
  }

  return {
    ask,
    refusal: (operationId: string, body: object, who?: Parameters<typeof ask>[2]) =>
      ask(operationId, body, who).then(
        () => undefined,
        ({ status, code }: Problem) => `${status} ${code}`,
      ),
    conversation: async () =>
      (await documents.get(tenantId, conversations.collection, "c1"))?.data.state as StoredConversation,
    log: async () => (await page(handoffLog, "at")).map(({ kind, operator, text }) => ({ kind, operator, text })),
    audit: async () => (await page(auditEntries, "at")).map(({ actor, action, target }) => ({ actor, action, target })),
  };

  async function page<T>(collection: Parameters<typeof documents.query<T>>[1], field: string) {
    const found = await documents.query(tenantId, collection, {
      where: [],
      orderBy: { field, direction: "asc" },
      limit: 10,
    });
    return found.items.map(({ data }) => data);
  }
}

const grantsOf = ({ token = "" }: Record<string, string>) => decodeJwt(token) as { video: object; attributes: object };

describe("joining a call", () => {
  it("to listen gives a token that nobody in the room sees and that publishes nothing, and is audited", async () => {
    const { ask, conversation, log, audit } = await stage();
    const joined = await ask("joinCall", { mode: "listen" });
    expect(joined).toMatchObject({
      url: "wss://calls.example",
      room: "room-1",
      expires_at: "2026-11-29T06:05:00.000Z",
    });
    expect(grantsOf(joined)).toMatchObject({
      attributes: { "call.role": "operator" },
      video: { room: "room-1", hidden: true, canPublish: false, canPublishData: false, canSubscribe: true },
    });
    expect(await conversation()).toMatchObject({ status: "active", handoff: null });
    expect(await log()).toEqual([{ kind: "listen", operator: "asha", text: null }]);
    expect(await audit()).toEqual([{ actor: "asha", action: "call-joined", target: "call-1" }]);
  });

  it("to speak takes the conversation over, and gives a microphone and no more", async () => {
    const { ask, conversation } = await stage();
    const joined = await ask("joinCall", { mode: "speak" });
    expect(grantsOf(joined).video).toMatchObject({
      hidden: false,
      canPublish: true,
      canPublishSources: ["microphone"],
    });
    expect(await conversation()).toMatchObject({
      status: "escalated",
      handoff: { stage: "with_operator", assignedTo: "asha" },
    });
  });

  it("to speak is refused while a colleague has the conversation; to listen is not", async () => {
    const { ask, refusal } = await stage();
    await ask("joinCall", { mode: "speak" });
    expect(await refusal("joinCall", { mode: "speak" }, { subject: "ravi" })).toBe("409 conversation-held");
    expect(await refusal("joinCall", { mode: "speak", force: true }, { subject: "ravi" })).toBe("403 force-forbidden");
    expect(await refusal("joinCall", { mode: "listen" }, { subject: "ravi" })).toBeUndefined();
  });

  it.each([
    ["404 call-not-found", open, { tenant: TenantId.parse("client_2") }],
    ["409 call-ended", { ...open, status: "ended" }, {}],
    ["409 call-not-open", { ...open, status: "dialling" }, {}],
    ["409 call-not-open", { ...open, conversationId: null }, {}],
    ["409 call-without-room", { ...open, room: null }, {}],
  ])("is refused with %s", async (refused, call, who) => {
    const { refusal, conversation } = await stage(call);
    expect(await refusal("joinCall", { mode: "speak" }, who)).toBe(refused);
    expect(await conversation()).toMatchObject({ status: "active" });
  });

  it("is refused without a LiveKit server, and takes nothing over", async () => {
    const { refusal, conversation } = await stage(open, {});
    expect(await refusal("joinCall", { mode: "speak" })).toBe("503 voice-not-configured");
    expect(await conversation()).toMatchObject({ status: "active" });
  });
});

describe("whispering", () => {
  it("waits in the conversation for the agent's next answer, and stands in the record", async () => {
    const { ask, conversation, log, audit } = await stage({ ...open, room: null });
    const whispered = await ask("whisperToAgent", { text: "Offer the home visit." });
    expect(whispered).toMatchObject({ operator: "asha", text: "Offer the home visit.", conversation_id: "c1" });
    expect(await conversation()).toMatchObject({
      status: "active",
      recent: [],
      whispers: [{ operator: "asha", text: "Offer the home visit." }],
    });
    expect(await log()).toEqual([{ kind: "whisper", operator: "asha", text: "Offer the home visit." }]);
    expect(await audit()).toEqual([{ actor: "asha", action: "call-whispered", target: "call-1" }]);
  });

  it("is refused for another tenant's call and for one that has ended", async () => {
    const wish = { text: "Hello" };
    const { refusal } = await stage();
    expect(await refusal("whisperToAgent", wish, { tenant: TenantId.parse("client_2") })).toBe("404 call-not-found");
    const after = await stage({ ...open, status: "ended" });
    expect(await after.refusal("whisperToAgent", wish)).toBe("409 call-ended");
  });
});
