import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { Conversation } from "../../functions/engines/conversation/conversation.ts";
import { conversations } from "../../functions/engines/conversation/conversations.ts";
import { operateStep, operatorConflicts } from "../../functions/engines/conversation/handoff/actions/operate.ts";
import { agentMayAnswer } from "../../functions/engines/conversation/handoff/customer-wrote.ts";
import { dependenciesWith } from "../../functions/engines/conversation/testing/given.ts";
import { turnStep } from "../../functions/engines/conversation/turn/turn.ts";
import { createAgent } from "../../shared/agent/graph.ts";
import { channelMessageKind } from "../../shared/channels/sending/channel-message.ts";
import { minimalConfig } from "../../shared/config/minimal-config.fixture.ts";
import { messageReceived, type OperatorActed, operatorActed } from "../../shared/events/index.ts";
import type { Models } from "../../shared/models/model.ts";
import type { Documents } from "../../shared/platform/documents.ts";
import { openEmbedded } from "../../shared/platform/embedded/platform.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { TenantId } from "../../shared/platform/tenant.ts";
import { withTestIds } from "../../shared/platform/tenant-ids.fixture.ts";
import { TerminalError } from "../../shared/runtime/failures/errors.ts";
import type { Sender } from "../../shared/runtime/outbox.ts";
import type { Owned } from "../../shared/runtime/owned-document.ts";
import { createRunner } from "../../shared/runtime/runner.ts";
import { createLogger } from "../../shared/telemetry/log.ts";

/** An operator acts at any await point of a turn: at every read, commit, send and model token. */

const tenantId = TenantId.parse("client_1");
const config = minimalConfig(`  channels:
    input: [{ type: sms, config: { phone_number: "+15550100012" } }]
  conversation: { burst_window_ms: 0 }
`);
const log = createLogger({ level: "silent" });
const at = "2026-11-22T10:00:00.000Z";
let folder: string;
let platform: Platform;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "interleavings-"));
  platform = withTestIds(openEmbedded({ dataDir: folder }));
});

afterAll(async () => {
  await platform.close(1_000);
  rmSync(folder, { recursive: true });
});

interface Act {
  /** The await point before which the operator acts. */
  readonly point: number;
  readonly action: OperatorActed["action"];
  readonly operator: string;
  /** Number of deliveries. */
  readonly times: number;
}

let conversationCount = 0;

async function simulate(texts: readonly string[], acts: readonly Act[], together: boolean): Promise<number> {
  conversationCount += 1;
  const conversationId = `c${conversationCount}`;
  const committed: Conversation[] = [];
  const sent: string[] = [];
  let passed = 0;
  const waiting = acts.map((act, index) => ({ ...act, id: `${conversationId}-act-${index}` }));

  /** Every await of the turn passes through here. Due actions run first, through their own runner. */
  const point = async () => {
    passed += 1;
    for (const due of waiting.filter((each) => each.point <= passed)) {
      waiting.splice(waiting.indexOf(due), 1);
      await operatorActs(due);
    }
  };
  const watched: Documents = {
    ids: platform.documents.ids,
    get: (...call) => platform.documents.get(...call),
    query: (...call) => platform.documents.query(...call),
    overdue: (...call) => platform.documents.overdue(...call),
    watch: (...call) => platform.documents.watch(...call),
    close: async () => undefined,
    async commit(tenant, writes) {
      const versions = await platform.documents.commit(tenant, writes);
      for (const write of writes)
        if (write.type === "put" && write.collection.name === conversations.collection.name)
          committed.push((write.data as Owned<Conversation>).state);
      return versions;
    },
  };
  const interrupted: Documents = {
    ...watched,
    async get(...call) {
      await point();
      const stored = await watched.get(...call);
      await point();
      return stored;
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
      const text = `An answer to ${messages.length} messages of ${conversationId}.`;
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
    sent.push(id);
    const { messageId } = payload as { messageId: string };
    return { messageId, status: "sent", providerMessageId: id, errorCode: null };
  };
  const runnerOn = (documents: Documents) =>
    createRunner({
      platform: { ...platform, documents, close: async () => undefined },
      senders: { [channelMessageKind]: send },
      log,
      now: () => new Date(at),
    });
  const [customers, operators] = [runnerOn(interrupted), runnerOn(watched)];
  const operate = operateStep({ config: async () => config });
  const turn = turnStep({
    ...dependenciesWith(config),
    platform: { ...platform, documents: interrupted },
    agent: createAgent(),
    models,
    activeConfig: async () => ({ name: "main", version: 1 }),
  });

  async function operatorActs({ id, action, operator, times }: Act & { readonly id: string }): Promise<void> {
    const text = action === "reply" || action === "note" ? `${operator} says ${id}` : null;
    const data = { conversationId, action, operator, text, to: { operator: null, department: "support" } };
    const event = {
      id,
      type: operatorActed.type,
      tenantId,
      key: conversationId,
      causationId: null,
      occurredAt: at,
      data,
    };
    for (let time = 0; time < times; time += 1)
      await operators.run(operate, event).catch((error: unknown) => {
        const refused = [...operatorConflicts, "conversation-not-found"];
        if (!(error instanceof TerminalError) || !refused.includes(error.code)) throw error;
      });
  }

  const write = (text: string, index: number) =>
    customers.run(turn, {
      id: `${conversationId}-turn-${index}`,
      type: messageReceived.type,
      tenantId,
      key: conversationId,
      causationId: null,
      occurredAt: at,
      data: {
        conversationId,
        messageId: `${conversationId}-m${index}`,
        channel: "sms",
        accountAddress: "+15550100012",
        customerAddress: "+919812345678",
        customerName: null,
        text,
        attachments: [],
        choiceId: null,
        thread: null,
        configName: null,
      },
    });
  if (together) await Promise.all(texts.map(write));
  else for (const [index, text] of texts.entries()) await write(text, index);
  for (const late of waiting.splice(0)) await operatorActs(late);

  const last = (await platform.documents.get(tenantId, conversations.collection, conversationId))?.data.state;
  const recent = last?.recent ?? [];
  const ids = (role: string) => recent.filter((message) => message.role === role).map(({ id }) => id);
  // Every customer message is stored once.
  expect([...ids("customer")].sort()).toEqual(texts.map((_, index) => `${conversationId}-m${index}`).sort());
  // Nothing is said twice, and the stored messages equal the sent ones.
  const said = [...ids("agent"), ...ids("operator")];
  expect(new Set(said).size).toBe(said.length);
  expect([...sent].sort()).toEqual(said.map((id) => `${id}.0`).sort());
  // After an operator's takeover is committed, the agent sends nothing.
  for (const [index, state] of committed.entries()) {
    const before = committed[index - 1];
    if (!before || agentMayAnswer(before) || before.status === "resolved") continue;
    const known = new Set(before.recent.map(({ id }) => id));
    expect(state.recent.filter(({ id, role }) => role === "agent" && !known.has(id))).toEqual([]);
  }
  return ids("agent").length;
}

const act = fc.record<Act>({
  point: fc.integer({ min: 1, max: 30 }),
  action: fc.constantFrom("takeover", "reply", "release", "resolve", "note", "transfer"),
  operator: fc.constantFrom("asha", "ravi"),
  times: fc.constantFrom(1, 2),
});

test("a takeover silences the agent at each point of a turn", async () => {
  const silenced: number[] = [];
  for (let point = 1; point <= 20; point += 1) {
    const takeover = { point, action: "takeover", operator: "asha", times: 1 } as const;
    if ((await simulate(["Hello there", "And how are you?"], [takeover], false)) === 1) silenced.push(point);
  }
  // From the first answer's commit to the second's: its read, the model's tokens, and the commit itself.
  expect(silenced).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14]);
});

test("operators' actions at any point of any turn lose and duplicate nothing, and the agent never speaks over them", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom("Hello there", "What do you sell?", "I want to talk to a human"), {
        minLength: 1,
        maxLength: 3,
      }),
      fc.array(act, { maxLength: 6 }),
      fc.boolean(),
      async (...played) => {
        await simulate(...played);
      },
    ),
    { seed: 20_261_122, numRuns: 150 },
  );
});
