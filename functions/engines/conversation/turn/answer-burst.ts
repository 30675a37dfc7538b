import { burstEnded, messageRequested, turnFailed } from "../../../../shared/events/index.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import type { Conversation } from "../conversation.ts";
import { conversations } from "../conversations.ts";
import type { ConversationDependencies } from "../dependencies.ts";
import { agentMayAnswer } from "../handoff/customer-wrote.ts";
import { answerCache } from "../summary/answer-cache.ts";
import { askAgent, type TurnAnswer, type TurnProgress } from "./ask-agent.ts";
import { decideRecordBurst, decideReply } from "./decide.ts";
import { featuredReplyPublishes, featuredReplySchedules } from "./reply-events.ts";

/** Runs when a burst's window ends. Answers all of the customer's messages in it once. */
export function answerBurstStep(dependencies: ConversationDependencies) {
  const answerOnce = answerCache<TurnAnswer>();
  return step<{ conversationId: string; burstId: string }, Conversation, TurnAnswer | undefined, TurnProgress>({
    name: "conversation-answer-burst",
    on: burstEnded,
    // Tools request messages.
    publishes: [...featuredReplyPublishes, messageRequested, turnFailed],
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
      return answerOnce(event, conversation, () => askAgent(dependencies, question, ctx));
    },

    decide(conversation, event, answer, now) {
      if (!conversation || conversation.burst?.id !== event.data.burstId) return undefined;
      if (answer) return decideReply(conversation, { tenantId: event.tenantId, turnId: event.id, answer, now });
      return decideRecordBurst(conversation, { turnId: event.id, now });
    },
  });
}
