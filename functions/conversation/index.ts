import type { OwnedDocument } from "../../shared/runtime/owned-document.ts";
import { type Engine, registered } from "../engine.ts";
import { answering, recording } from "../instances.ts";

/** Answers customers, on whichever channel they write; hands over to people. */
export const conversationEngine: Engine = {
  name: "conversation",
  steps: [
    registered("conversation-turn", answering, async (composition) =>
      (await import("./turn.ts")).turnStep(composition),
    ),
    registered("conversation-answer-burst", answering, async (composition) =>
      (await import("./answer-burst.ts")).answerBurstStep(composition),
    ),
    registered(
      "conversation-track-delivery",
      recording,
      async () => (await import("./track-delivery.ts")).trackDelivery,
    ),
    registered("conversation-say-by-template", answering, async (composition) =>
      (await import("./say-by-template.ts")).sayByTemplateStep(composition),
    ),
    registered("conversation-call-back", answering, async (composition) =>
      (await import("./call-back.ts")).callBackStep(composition),
    ),
    registered("conversation-close-idle", recording, async (composition) =>
      (await import("./idle-close.ts")).closeIdleStep(composition),
    ),
    registered("conversation-say", answering, async (composition) => (await import("./say.ts")).sayStep(composition)),
    registered("conversation-take-opt-out", recording, async (composition) =>
      (await import("./take-opt-out.ts")).takeOptOutStep(composition),
    ),
    registered("conversation-note-payment", recording, async () => (await import("./note-payment.ts")).notePayment),
    registered("conversation-start-survey", recording, async (composition) =>
      (await import("./survey-start.ts")).startSurveyStep(composition),
    ),
    registered("conversation-settle-survey", recording, async (composition) =>
      (await import("./survey-settle.ts")).settleSurveyStep(composition),
    ),
    registered("conversation-survey-at-end", recording, async (composition) =>
      (await import("./survey-at-end.ts")).surveyAtEndStep(composition),
    ),
    registered("conversation-close-survey", recording, async () => (await import("./survey-close.ts")).closeSurvey),
    registered("conversation-operate", recording, async (composition) =>
      (await import("./operate.ts")).operateStep(composition),
    ),
    registered("conversation-find-person", recording, async (composition) =>
      (await import("./handoff/find-person.ts")).findPersonStep(composition),
    ),
    registered("conversation-operators", recording, async ({ platform }) =>
      (await import("./handoff/operators-step.ts")).operatorsStep(platform),
    ),
  ],
  async routes(composition) {
    const { runner, now, platform } = composition;
    const { documents } = platform;
    const [{ turnStep }, { chatRoute }, { conversationRoutes }, { operateStep }, handoff, operators, canned] =
      await Promise.all([
        import("./turn.ts"),
        import("./chat.ts"),
        import("./routes.ts"),
        import("./operate.ts"),
        import("./handoff/routes.ts"),
        import("./handoff/operator-routes.ts"),
        import("./handoff/canned-routes.ts"),
      ]);
    const turn = turnStep(composition);
    const operating = { ...composition, documents, operate: operateStep(composition) };
    return [
      chatRoute({ runner, documents, turn, now }),
      ...conversationRoutes({ documents }),
      ...handoff.handoffRoutes(operating),
      ...operators.operatorRoutes(operating),
      ...canned.cannedReplyRoutes(operating),
    ];
  },
  async documents() {
    const [{ conversations }, { turns }, { operators }] = await Promise.all([
      import("./conversation.ts"),
      import("./turn-record.ts"),
      import("./handoff/operator.ts"),
    ]);
    return [conversations, turns, operators] as unknown as readonly OwnedDocument<unknown>[];
  },
};
