import { escalationFor } from "../../../../../shared/agent/signals/escalation.ts";
import type { Signals } from "../../../../../shared/agent/signals/signals.ts";
import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { type MessageReceived, type TurnFailed, textContent, turnFailed } from "../../../../../shared/events/index.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { type Event, step } from "../../../../../shared/runtime/step.ts";
import { boundedInbound } from "../../bounded-content.ts";
import { type Conversation, type Inbound, notSent } from "../../conversation.ts";
import { conversations } from "../../conversations.ts";
import type { ConversationDependencies } from "../../dependencies.ts";
import { conceal } from "../../features/apply.ts";
import { agentMayAnswer } from "../../handoff/customer-wrote.ts";
import { unsentTurn, withUnsent } from "../../outbound/unsent-answer.ts";
import { applyInbound, opensSession, sessionOwner } from "../../session/session.ts";
import { noUsage } from "../../voice-note.ts";
import { decideRecordBurst, decideReply } from "../decide.ts";
import { replyPublishes, replySchedules } from "../reply/reply-events.ts";

/**
 * Takes over a message that the turn failed to handle, or whose answer did not reach the customer: a mistake of ours, an
 * outage of an hour, a provider's refusal. The customer is told that a person answers, and the conversation goes to
 * people, once. No feature and no agent takes part, because one of them failed.
 */
export function takeFailedTurnStep(
  dependencies: Pick<ConversationDependencies, "platform" | "config" | "activeConfig">,
) {
  return step<TurnFailed, Conversation, Gathered | undefined>({
    name: "conversation-take-failed-turn",
    on: turnFailed,
    publishes: replyPublishes,
    schedules: replySchedules,
    sends: true,
    document: conversations,
    documentId: (event) => event.data.conversationId,

    async gather(stored, event, ctx) {
      const { message, refused } = event.data;
      const turnId = stored && unsentTurn(stored, event);
      if (stored && turnId !== undefined) {
        const conversation = withUnsent(stored, turnId, refused?.errorCode ?? notSent);
        return { unsent: true, conversation, own: [], config: await configOf(event.tenantId, conversation) };
      }
      if (stored && message && stored.recent.some(({ id }) => id === message.messageId)) return undefined;
      const conversation = await conversationOf(stored, event, ctx.now);
      if (!conversation) return undefined;
      const own = message ? await conceal(conversation, [inboundOf(message, event.occurredAt)]) : [];
      return { unsent: false, conversation, own, config: await configOf(event.tenantId, conversation) };
    },

    decide(_stored, event, gathered, now) {
      if (!gathered) return undefined;
      const { conversation, config, unsent, own } = gathered;
      // Whoever has or had the conversation sees that the message did not leave.
      if (unsent && conversation.status !== "active") return { document: conversation };
      const { message } = event.data;
      const waiting = conversation.pending.filter(({ id }) => id !== message?.messageId);
      const inbound = [...waiting, ...own];
      if (inbound.length === 0 && !unsent) return undefined;
      if (!agentMayAnswer(conversation))
        return decideRecordBurst({ ...conversation, pending: inbound }, { turnId: event.id, now });
      const { language } = conversation;
      const signals: Signals = { ...neutral, language, interaction_count: conversation.turnCount + 1 };
      const escalation = escalationFor(config, signals, "system_error");
      return decideReply(conversation, {
        tenantId: event.tenantId,
        turnId: event.id,
        answer: {
          inbound,
          signals,
          config,
          found: {},
          parts: [],
          durationMs: 0,
          outcome: {
            status: "escalate",
            ...escalation,
            toolCalls: [],
            context: conversation.context,
            guardFindings: [],
            usage: { ...noUsage, served: "none" },
          },
          content: textContent(escalation.text),
        },
        now,
      });
    },
  });

  function configOf(tenantId: TenantId, { config: { name, version } }: Conversation): Promise<TenantConfig> {
    return dependencies.config(tenantId, name, version);
  }

  async function conversationOf(
    stored: Conversation | undefined,
    event: Event<TurnFailed>,
    now: Date,
  ): Promise<Conversation | undefined> {
    const { message } = event.data;
    if (!message) return stored;
    const ids = await dependencies.platform.documents.ids(event.tenantId);
    const from = { channel: message.channel, address: message.customerAddress, claim: message.claim };
    const opened = opensSession(stored, now)
      ? await dependencies.activeConfig(event.tenantId, message.configName, sessionOwner(ids, stored, from))
      : null;
    return applyInbound(ids, stored, { ...event, data: message }, opened);
  }
}

interface Gathered {
  /** True when the turn is recorded, and its answer did not reach the customer. */
  readonly unsent: boolean;
  /** The message that failed, as operators may read it. */
  readonly own: readonly Inbound[];
  readonly conversation: Conversation;
  readonly config: TenantConfig;
}

const neutral = {
  sentiment_score: 0.5,
  complexity_score: 0,
  customer_type: "standard",
  flags: [],
} satisfies Partial<Signals>;

function inboundOf(message: MessageReceived, at: string): Inbound {
  const { messageId: id, text, attachments, choiceId, original } = message;
  return boundedInbound({ id, text, attachments, choiceId, at, ...(original === undefined ? {} : { original }) });
}
