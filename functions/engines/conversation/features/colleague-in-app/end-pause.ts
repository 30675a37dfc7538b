import { type AppPauseEnded, appPauseEnded, operatorChanged } from "../../../../../shared/events/index.ts";
import { step } from "../../../../../shared/runtime/step.ts";
import { applyOperatorAction } from "../../handoff/actions/operator-action.ts";
import { colleagueInApp } from "../../handoff/outside-operator.ts";
import type { ConversationWith } from "../feature-state.ts";
import type { StepDependencies } from "../feature-step.ts";
import type { colleagueState } from "./state.ts";

/**
 * Gives the conversation back to the agent when the pause after a colleague's newest message in the app is over. An
 * operator who took it over meanwhile keeps it.
 */
export function endPauseStep({ conversations }: Pick<StepDependencies<typeof colleagueState>, "conversations">) {
  return step<AppPauseEnded, ConversationWith<typeof colleagueState>>({
    name: "conversation-end-app-pause",
    on: appPauseEnded,
    publishes: [operatorChanged],
    document: conversations,
    documentId: ({ data }) => data.conversationId,

    decide(conversation, { id: eventId, data }, _gathered, now) {
      if (conversation?.appPause?.id !== data.pauseId) return undefined;
      const over = { ...conversation, appPause: null };
      const { handoff, channel } = conversation;
      const operator = colleagueInApp(channel);
      if (handoff?.stage !== "with_operator" || handoff.assignedTo !== operator) return { document: over };
      const release = { conversationId: conversation.id, action: "release", operator, text: null } as const;
      const outcome = applyOperatorAction(over, { eventId, data: release, config: null, now });
      if (outcome.type !== "done") return { document: over };
      return { ...outcome.decision, document: { ...over, ...outcome.decision.document } };
    },
  });
}
