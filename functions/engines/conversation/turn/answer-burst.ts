import {
  burstEnded,
  labOrderPlaced,
  messageRequested,
  replySent,
  ticketCreated,
  turnFailed,
} from "../../../../shared/events/index.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import type { Conversation } from "../conversation.ts";
import { conversations } from "../conversations.ts";
import type { ConversationDependencies } from "../dependencies.ts";
import { agentMayAnswer } from "../handoff/customer-wrote.ts";
import { withNotices } from "../outbound/notices.ts";
import { answerCache } from "../summary/answer-cache.ts";
import { askAgent, type TurnAnswer, type TurnProgress } from "./ask-agent.ts";
import { decideRecordBurst, decideReply } from "./decide.ts";
import { featuredReplyPublishes, featuredReplySchedules } from "./reply/reply-events.ts";

interface Gathered {
  readonly answer: TurnAnswer;
  /** Whether the tenant has a server that is told. */
  readonly isTold: boolean;
}

/** Runs when a burst's window ends. Answers all of the customer's messages in it once. */
export function answerBurstStep(dependencies: ConversationDependencies) {
  const answerOnce = answerCache<TurnAnswer>();
  return step<{ conversationId: string; burstId: string }, Conversation, Gathered | undefined, TurnProgress>({
    name: "conversation-answer-burst",
    on: burstEnded,
    // Tools request messages.
    publishes: [...featuredReplyPublishes, messageRequested, replySent, ticketCreated, labOrderPlaced],
    publishesAfterFailure: [turnFailed],
    schedules: featuredReplySchedules,
    sends: true,
    document: conversations,
    documentId: (event) => event.data.conversationId,

    afterFailure({ key, data }) {
      return data ? [newEvent(turnFailed, key, { conversationId: data.conversationId, message: null })] : [];
    },

    async gather(conversation, event, ctx) {
      if (!conversation || conversation.burst?.id !== event.data.burstId || !agentMayAnswer(conversation))
        return undefined;
      const { name, version } = conversation.config;
      const config = await dependencies.config(event.tenantId, name, version);
      const question = {
        tenantId: event.tenantId,
        turnId: event.id,
        conversation,
        inbound: conversation.pending,
        config,
      };
      const answer = await answerOnce(event, conversation, () => askAgent(dependencies, question, ctx));
      return { answer, isTold: await dependencies.hasWebhookReceivers(event.tenantId) };
    },

    decide(conversation, event, gathered, now) {
      if (!conversation || conversation.burst?.id !== event.data.burstId) return undefined;
      if (!gathered) return decideRecordBurst(conversation, { turnId: event.id, now });
      const { answer, isTold } = gathered;
      const decision = decideReply(conversation, { tenantId: event.tenantId, turnId: event.id, answer, now });
      return isTold ? withNotices(decision, event.id, { reply: true, opened: false }) : decision;
    },
  });
}
