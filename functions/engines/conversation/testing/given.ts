import type { AgentOutcome } from "../../../../shared/agent/agent.ts";
import type { ChannelMessage } from "../../../../shared/channels/sending/channel-message.ts";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { testIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import type { Owned } from "../../../../shared/runtime/owned-document.ts";
import type { Decision, Event, Step, StepContext } from "../../../../shared/runtime/step.ts";
import { createLogger } from "../../../../shared/telemetry/log.ts";
import type { Conversation, Inbound } from "../conversation.ts";
import type { StoredConversation } from "../conversations.ts";
import type { ConversationDependencies } from "../dependencies.ts";
import { engagementOf } from "../features/all-features.ts";
import type { StateShape } from "../features/feature-state.ts";
import type { Consequences, FeaturePorts, FeatureTurn, Preparation, TurnPart } from "../features/turn-part.ts";
import { type Turn, turns } from "../turn-record.ts";
import { anInbound, anOutcome, neutralSignals } from "./fixtures.ts";

/** The default time of these tests. */
export const testNow = new Date("2026-11-22T10:00:00.000Z");
export const testTenant = TenantId.parse("client_1");

/** A step's decision, and the parts of it that tests inspect. */
export interface TestDecision<D> {
  readonly decision: Decision<D> | undefined;
  /** The turn's record, if one is written. */
  readonly record: Turn | undefined;
  /** The texts sent to the channel, in order. */
  readonly texts: readonly string[];
  /** Types of the published events. */
  readonly published: readonly string[];
}

/** Given a conversation, when an event arrives, then returns the step's decision. */
export function given(before: StoredConversation | undefined) {
  return {
    /** `gathered` replaces the step's `gather`. Without it the step uses its dependencies. */
    async when<T, D extends Conversation, G>(
      step: Step<T, D, G>,
      data: T,
      {
        gathered,
        now = testNow,
        id = "e1",
        causationId = null,
      }: {
        readonly gathered?: G;
        readonly now?: Date;
        readonly id?: string;
        readonly causationId?: string | null;
      } = {},
    ): Promise<TestDecision<D>> {
      const occurredAt = now.toISOString();
      const envelope = { id, type: step.on.type, tenantId: testTenant, key: "c1", causationId, occurredAt };
      const event: Event<T> = { ...envelope, data };
      const conversation = before as Conversation | undefined as D | undefined;
      const found = gathered ?? (await step.gather?.(conversation, event, contextAt(now)));
      return testDecisionOf(step.decide(conversation, event, found as G, now));
    },
  };
}

/** Given a conversation, when its customer writes, then returns what a feature prepares and concludes. */
export function givenTurn<S extends StateShape>(
  part: TurnPart<S>,
  turn: Pick<FeatureTurn<S>, "conversation" | "config"> & Partial<FeatureTurn<S>>,
  ports: Partial<FeaturePorts> = {},
) {
  const { now = testNow } = ports;
  return {
    async whenCustomerWrites(
      messages: readonly (string | Inbound)[],
      {
        outcome = anOutcome(),
        next = turn.conversation,
      }: Partial<{ outcome: AgentOutcome; next: typeof turn.conversation }> = {},
    ): Promise<{ readonly prepared: Preparation | undefined; readonly concluded: Consequences<S> | undefined }> {
      const inbound = messages.map((each, index) =>
        typeof each === "string" ? { ...anInbound, id: `m${index}`, text: each } : each,
      );
      const whole = { tenantId: testTenant, turnId: "t1", inbound, signals: neutralSignals, ...turn };
      const engagement = engagementOf(turn.conversation, now);
      const prepared = await part.prepare?.(whole, { ...contextAt(now), documents: noDocuments, engagement, ...ports });
      const end = { outcome, next, engagement: engagementOf(next, now), found: prepared?.found, now };
      return { prepared, concluded: part.conclude?.(whole, end) };
    },
  };
}

/** Dependencies with an agent that answers with this outcome, for a tenant with this configuration and no documents. */
export function dependenciesWith(
  config: TenantConfig,
  { outcome, documents = noDocuments }: { readonly outcome?: AgentOutcome; readonly documents?: Documents } = {},
): ConversationDependencies {
  return {
    platform: { documents },
    models: { generate: () => Promise.reject(new Error("The test must not ask a model.")) } as never,
    agent: {
      async run() {
        if (!outcome) throw new Error("The test must not ask the agent.");
        return outcome;
      },
    },
    activeConfig: async () => ({ name: "default", version: 3 }),
    config: async () => config,
    tools: async () => ({ tools: [], unavailable: [] }),
    knowledge: async () => ({ search: async () => [] }),
    readAttachment: () => Promise.reject(new Error("The test must not read a file.")),
    hasWebhookReceivers: async () => false,
    hasAnalytics: async () => false,
  };
}

const noDocuments = {
  ids: async (tenantId: TenantId) => testIds(tenantId),
  get: async () => undefined,
  query: async () => ({ items: [] }),
} as unknown as Documents;

function contextAt(now: Date): StepContext {
  return {
    log: createLogger({ level: "silent" }),
    now,
    signal: new AbortController().signal,
    attempt: 1,
    watched: false,
    effect: (_key, run) => run("key"),
    keep: async () => {},
    recall: async () => undefined,
    progress: () => {},
  };
}

function testDecisionOf<D>(decision: Decision<D> | undefined): TestDecision<D> {
  const record = decision?.writes?.find(({ collection }) => collection.name === turns.collection.name);
  return {
    decision,
    record: record?.type === "put" ? (record.data as Owned<Turn>).state : undefined,
    texts: (decision?.send ?? []).map(({ payload }) => textOf((payload as ChannelMessage).content)),
    published: (decision?.publish ?? []).map(({ type }) => type),
  };
}

function textOf(content: ChannelMessage["content"]): string {
  return "text" in content ? content.text : content.type;
}
