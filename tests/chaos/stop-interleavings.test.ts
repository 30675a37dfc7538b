import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { inboundEvents } from "../../functions/endpoints/webhooks/publishing/publish.ts";
import { conversations, type StoredConversation } from "../../functions/engines/conversation/conversations.ts";
import { takeOptOutStep } from "../../functions/engines/conversation/features/opt-out/take-opt-out.ts";
import { stepDependencies } from "../../functions/engines/conversation/step-dependencies.ts";
import { dependenciesWith } from "../../functions/engines/conversation/testing/given.ts";
import { turnStep } from "../../functions/engines/conversation/turn/turn.ts";
import { createAgent } from "../../shared/agent/graph.ts";
import { channelMessageKind } from "../../shared/channels/sending/channel-message.ts";
import { minimalConfig } from "../../shared/config/minimal-config.fixture.ts";
import { customers } from "../../shared/customers/customer.ts";
import { optOutReported } from "../../shared/events/index.ts";
import type { Models } from "../../shared/models/model.ts";
import type { BusDelivery, Envelope } from "../../shared/platform/bus.ts";
import type { Documents } from "../../shared/platform/documents.ts";
import { openEmbedded } from "../../shared/platform/embedded/platform.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { TenantId } from "../../shared/platform/tenant.ts";
import { testIds, withTestIds } from "../../shared/platform/tenant-ids.fixture.ts";
import type { Sender } from "../../shared/runtime/outbox.ts";
import type { Owned } from "../../shared/runtime/owned-document.ts";
import { createRunner, type Runner } from "../../shared/runtime/runner.ts";
import type { AnyStep, Step } from "../../shared/runtime/step.ts";
import { createLogger } from "../../shared/telemetry/log.ts";

/** A customer says STOP at any await point of an answer: at every read, commit, send and model token. */

const tenantId = TenantId.parse("client_1");
const account = "+15550100012";
const config = minimalConfig(`  channels:
    input:
      - { type: sms, config: { phone_number: "${account}" } }
      - { type: whatsapp, config: { phone_number: "${account}" } }
  integrations:
    available:
      - { name: twilio_whatsapp, type: messaging, config: { account_sid: "\${SID}", auth_token: "\${TOKEN}", phone_number: "${account}" } }
  conversation: { burst_window_ms: 0 }
`);
const log = createLogger({ level: "silent" });
let folder: string;
let platform: Platform;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stop-interleavings-"));
  platform = withTestIds(openEmbedded({ dataDir: folder }));
});

afterAll(async () => {
  await platform.close(1_000);
  rmSync(folder, { recursive: true });
});

/** A customer's message, the await point before which it arrives, and its number of deliveries. */
interface Written {
  readonly text: string;
  readonly point: number;
  readonly times: number;
}

interface Arriving extends Written {
  readonly id: string;
}

let customerCount = 0;

/** Simulates one customer to the end and returns the messages sent to them, in order. */
async function simulate(channel: "sms" | "whatsapp", written: readonly Written[]): Promise<readonly string[]> {
  customerCount += 1;
  const customerAddress = `+9198${String(10_000_000 + customerCount)}`;
  let clockMs = Date.parse("2026-11-22T10:00:00.000Z");
  const now = () => new Date(clockMs);
  const sent: { readonly text: string; readonly unwanted: boolean }[] = [];
  let passed = 0;
  const waiting: Arriving[] = written.map((each, index) => ({ ...each, id: `SM${customerCount}x${index}` }));
  let turnsDone = Promise.resolve();
  let silent = false;
  /** For every message, whether it was decided while the customer was opted out. */
  const decided = new Map<string, boolean>();

  const point = async () => {
    passed += 1;
    clockMs += 10;
    for (;;) {
      const index = waiting.findIndex((each) => each.point <= passed);
      const [due] = index === -1 ? [] : waiting.splice(index, 1);
      if (!due) return;
      await arrive(due);
    }
  };
  const watched: Documents = {
    ids: platform.documents.ids,
    query: (...call) => platform.documents.query(...call),
    overdue: (...call) => platform.documents.overdue(...call),
    watch: (...call) => platform.documents.watch(...call),
    close: async () => undefined,
    get: (...call) => platform.documents.get(...call),
    async commit(tenant, writes) {
      const versions = await platform.documents.commit(tenant, writes);
      for (const write of writes) {
        if (write.type !== "put" || write.collection.name !== conversations.collection.name) continue;
        const { recent, optOut } = (write.data as Owned<StoredConversation>).state;
        for (const { id, role } of recent) if (role === "agent" && !decided.has(id)) decided.set(id, silent);
        // On SMS until START. Other channels answer messages written after the confirmation.
        silent = optOut !== null && (channel === "sms" || optOut.saidAt !== null);
      }
      return versions;
    },
  };
  const documents: Documents = {
    ...watched,
    async get(...call) {
      await point();
      return watched.get(...call);
    },
    async commit(...call) {
      await point();
      const versions = await watched.commit(...call);
      await point();
      return versions;
    },
  };
  const models: Models = {
    async generate({ primary }, { messages }) {
      await point();
      const text = `An answer to ${messages.length} messages.`;
      await point();
      return {
        model: primary,
        served: primary,
        parts: [{ type: "text", text }],
        finish: "stop",
        inputTokens: 1,
        outputTokens: 1,
      };
    },
  };
  const send: Sender = async ({ id, payload }) => {
    await point();
    const { messageId, content } = payload as { messageId: string; content: { text: string } };
    sent.push({ text: content.text, unwanted: decided.get(messageId) ?? true });
    return { messageId, status: "sent", providerMessageId: id, errorCode: null };
  };
  const senders = { [channelMessageKind]: send };
  const runnerOn = (on: Documents) =>
    createRunner({ platform: { ...platform, documents: on, close: async () => undefined }, senders, log, now });
  const [turns, ingressRunner] = [runnerOn(documents), runnerOn(watched)];
  const activeConfig = async () => ({ name: "main", version: 1 });
  const turn = turnStep({
    ...dependenciesWith(config),
    platform: { ...platform, documents },
    agent: createAgent(),
    models,
    activeConfig,
  });
  const takeOptOut = takeOptOutStep(stepDependencies({ platform: { documents: watched }, activeConfig }));

  /**
   * Delivers like the bus: a conversation's turns one after the other, other steps concurrently, each until it is done.
   */
  async function arrive({ text, times, id }: Arriving): Promise<void> {
    const said = { text, attachments: [], choiceId: null, thread: null, configName: null, customerName: null };
    const from = {
      provider: "twilio",
      channel,
      accountAddress: account,
      customerAddress,
      ids: testIds(tenantId),
      at: now(),
    };
    for (const envelope of inboundEvents({ ...from, ...said, providerMessageId: id }))
      for (let time = 0; time < times; time += 1)
        if (envelope.type === optOutReported.type) await deliver(ingressRunner, takeOptOut, envelope);
        else turnsDone = turnsDone.then(() => deliver(turns, turn, envelope));
  }
  async function deliver<T, D, G>(runner: Runner, step: Step<T, D, G>, envelope: Envelope): Promise<void> {
    for (let attempt = 1; attempt < 20; attempt += 1) {
      const outcome = await runner.handle(step as unknown as AnyStep, { envelope, attempt } as BusDelivery);
      if (outcome.type === "done") return;
      if (outcome.type === "dead") throw new Error(outcome.cause);
    }
    throw new Error("The event failed twenty times.");
  }

  await point();
  for (let awaited: unknown; awaited !== turnsDone || waiting.length > 0; ) {
    awaited = turnsDone;
    await awaited;
    const [late] = waiting.splice(0, 1);
    if (late) await arrive(late);
  }

  const [{ id: conversationId, state } = { id: "", state: undefined }] = await conversationsOf(customerAddress);
  const person = state && (await platform.documents.get(tenantId, customers.collection, state.customer.id));
  const keywords = written.filter(({ text }) => text !== question);
  // Every customer message is stored once.
  expect([conversationId, state?.recent.filter(({ role }) => role === "customer").length]).toEqual([
    conversationId,
    written.length,
  ]);
  // Nothing is decided between a STOP and its confirmation, and nothing is confirmed twice.
  expect(sent.filter(({ text, unwanted }) => unwanted && text.startsWith("An answer"))).toEqual([]);
  expect(sent.filter(({ text }) => text.includes("no more messages")).length).toBeLessThanOrEqual(keywords.length);
  // Each STOP is recorded once as the customer's refusal.
  const refusals = person?.data.state.consents.filter(({ granted }) => !granted) ?? [];
  expect(refusals).toHaveLength(keywords.length);
  if (keywords.length > 0) expect(person?.data.state.optOuts[channel]).toBeDefined();
  return sent.map(({ text }) => text);
}

async function conversationsOf(address: string) {
  const page = await platform.documents.query(tenantId, conversations.collection, {
    orderBy: { field: "state.updatedAt", direction: "desc" },
    limit: 200,
  });
  return page.items
    .filter(({ data }) => data.state.customer.address === address)
    .map(({ id, data }) => ({ id, state: data.state }));
}

const question = "What do you sell?";
// A word unknown to Twilio, so that on SMS too the product sends the confirmation.
const stop = "stop all";

test.each(["whatsapp", "sms"] as const)("STOP silences an answer on %s at each of its points", async (channel) => {
  const silenced: number[] = [];
  for (let point = 1; point <= 20; point += 1) {
    const sent = await simulate(channel, [
      { text: question, point: 1, times: 1 },
      { text: question, point: 1, times: 1 },
      { text: stop, point, times: 1 },
    ]);
    const answers = sent.filter((text) => text.startsWith("An answer")).length;
    if (answers < 2) silenced.push(point);
    // On SMS only earlier sends leave. In both cases the confirmation is the last message.
    expect([point, sent.at(-1)]).toEqual([point, expect.stringContaining("no more messages")]);
    expect([point, sent.length]).toEqual([point, answers + 1]);
  }
  // Up to the second answer's commit. A committed answer is sent.
  expect(silenced).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
});

test("STOP is honoured at once and confirmed once, at any time and any number of times", async () => {
  const anyWritten = fc.record({
    text: fc.constantFrom(question, stop),
    point: fc.integer({ min: 1, max: 40 }),
    times: fc.constantFrom(1, 10),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("sms" as const, "whatsapp" as const),
      fc.array(anyWritten, { minLength: 1, maxLength: 4 }),
      async (channel, written) => {
        await simulate(channel, written);
      },
    ),
    { seed: 20_261_122, numRuns: 60 },
  );
});
