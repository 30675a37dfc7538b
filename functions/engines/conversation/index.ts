import type { Composition } from "../../app/compose.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { answering, recording, speaking, summarising } from "../../app/instances.ts";
import { ownedCollection, plainCollection } from "../../app/stored-collection.ts";

/** A visitor's own conversation, for the chat on tenants' web pages. */
export async function openVisitorChat(composition: Composition) {
  const { runner, now, platform } = composition;
  const [{ turnStep }, { visitorChat }] = await Promise.all([
    import("./turn/turn.ts"),
    import("./routes/visitor-chat.ts"),
  ]);
  return visitorChat({ runner, documents: platform.documents, turn: turnStep(composition), now });
}

/** Answers customers, on whichever channel they write; hands over to people. */
export const conversationEngine: Engine = {
  name: "conversation",
  steps: [
    registered("conversation-turn", answering, async (composition) =>
      (await import("./turn/turn.ts")).turnStep(composition),
    ),
    registered("conversation-answer-burst", answering, async (composition) =>
      (await import("./turn/answer-burst.ts")).answerBurstStep(composition),
    ),
    registered(
      "conversation-track-delivery",
      recording,
      async () => (await import("./outbound/track-delivery.ts")).trackDelivery,
    ),
    registered("conversation-say-by-template", speaking, async (composition) =>
      (await import("./outbound/say-by-template.ts")).sayByTemplateStep(composition),
    ),
    registered("conversation-call-back", speaking, async (composition) =>
      (await import("./features/callbacks/call-back.ts")).callBackStep(composition),
    ),
    registered("conversation-close-idle", recording, async (composition) =>
      (await import("./features/idle/close-idle.ts")).closeIdleStep(composition),
    ),
    registered("conversation-say", speaking, async (composition) =>
      (await import("./outbound/proactive-message.ts")).sayStep(composition),
    ),
    registered("conversation-take-opt-out", recording, async (composition) =>
      (await import("./features/opt-out/take-opt-out.ts")).takeOptOutStep(composition),
    ),
    registered(
      "conversation-note-payment",
      recording,
      async () => (await import("./features/payments/note-payment.ts")).notePayment,
    ),
    registered("conversation-start-survey", recording, async (composition) =>
      (await import("./features/surveys/start-survey.ts")).startSurveyStep(composition),
    ),
    registered("conversation-settle-survey", recording, async (composition) =>
      (await import("./features/surveys/settle-survey.ts")).settleSurveyStep(composition),
    ),
    registered("conversation-survey-at-end", recording, async (composition) =>
      (await import("./features/surveys/survey-at-end.ts")).surveyAtEndStep(composition),
    ),
    registered(
      "conversation-close-survey",
      recording,
      async () => (await import("./features/surveys/close-survey.ts")).closeSurvey,
    ),
    registered("conversation-summarise", summarising, async (composition) =>
      (await import("./summary/summarise.ts")).summariseStep(composition),
    ),
    registered("conversation-operate", recording, async (composition) =>
      (await import("./handoff/operate.ts")).operateStep(composition),
    ),
    registered("conversation-find-person", recording, async (composition) =>
      (await import("./handoff/find-person.ts")).findPersonStep(composition),
    ),
    registered("conversation-operators", recording, async ({ platform }) =>
      (await import("./handoff/operators-step.ts")).operatorsStep(platform),
    ),
  ],
  routes: [
    {
      under: ["/v1/chat"],
      async open(composition) {
        const [{ turnStep }, { chatRoute }] = await Promise.all([import("./turn/turn.ts"), import("./routes/chat.ts")]);
        const { runner, now, platform } = composition;
        return [chatRoute({ runner, documents: platform.documents, turn: turnStep(composition), now })];
      },
    },
    {
      under: ["/v1/conversations"],
      async open({ platform: { documents } }) {
        return (await import("./routes/conversations.ts")).conversationRoutes({ documents });
      },
    },
    {
      under: ["/v1/conversations", "/v1/handoffs"],
      async open(composition) {
        return (await import("./handoff/routes.ts")).handoffRoutes(await operating(composition));
      },
    },
    {
      under: ["/v1/operators"],
      async open(composition) {
        return (await import("./handoff/operator-routes.ts")).operatorRoutes(await operating(composition));
      },
    },
    {
      under: ["/v1/canned-replies"],
      async open(composition) {
        return (await import("./handoff/canned-routes.ts")).cannedReplyRoutes(await operating(composition));
      },
    },
  ],
  async personal() {
    return (await import("./personal.ts")).conversationPersonal;
  },
  async collections() {
    const [{ conversations }, { turns }, { operators }, { handoffLog }, { cannedReplies }] = await Promise.all([
      import("./conversation.ts"),
      import("./turn-record.ts"),
      import("./handoff/operator.ts"),
      import("./handoff/log.ts"),
      import("./handoff/canned-routes.ts"),
    ]);
    return [
      ownedCollection(conversations),
      ownedCollection(turns),
      ownedCollection(operators),
      plainCollection(handoffLog),
      plainCollection(cannedReplies),
    ];
  },
};

/** What operators' routes work with. */
async function operating(composition: Composition) {
  const { operateStep } = await import("./handoff/operate.ts");
  return { ...composition, documents: composition.platform.documents, operate: operateStep(composition) };
}
