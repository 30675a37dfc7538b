import type { OwnedDocument } from "../../shared/runtime/owned-document.ts";
import type { Composition } from "../compose.ts";
import { type Engine, registered } from "../engine.ts";
import { answering, recording, speaking } from "../instances.ts";

/** A visitor's own conversation, for the chat on tenants' web pages. */
export async function openVisitorChat(composition: Composition) {
  const { runner, now, platform } = composition;
  const [{ turnStep }, { visitorChat }] = await Promise.all([import("./turn.ts"), import("./visitor-chat.ts")]);
  return visitorChat({ runner, documents: platform.documents, turn: turnStep(composition), now });
}

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
    registered("conversation-say-by-template", speaking, async (composition) =>
      (await import("./say-by-template.ts")).sayByTemplateStep(composition),
    ),
    registered("conversation-call-back", speaking, async (composition) =>
      (await import("./call-back.ts")).callBackStep(composition),
    ),
    registered("conversation-close-idle", recording, async (composition) =>
      (await import("./idle-close.ts")).closeIdleStep(composition),
    ),
    registered("conversation-say", speaking, async (composition) => (await import("./say.ts")).sayStep(composition)),
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
  routes: [
    {
      under: ["/v1/chat"],
      async open(composition) {
        const [{ turnStep }, { chatRoute }] = await Promise.all([import("./turn.ts"), import("./chat.ts")]);
        const { runner, now, platform } = composition;
        return [chatRoute({ runner, documents: platform.documents, turn: turnStep(composition), now })];
      },
    },
    {
      under: ["/v1/conversations"],
      async open({ platform: { documents } }) {
        return (await import("./routes.ts")).conversationRoutes({ documents });
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
  async documents() {
    const [{ conversations }, { turns }, { operators }] = await Promise.all([
      import("./conversation.ts"),
      import("./turn-record.ts"),
      import("./handoff/operator.ts"),
    ]);
    return [conversations, turns, operators] as unknown as readonly OwnedDocument<unknown>[];
  },
};

/** What operators' routes work with. */
async function operating(composition: Composition) {
  const { operateStep } = await import("./operate.ts");
  return { ...composition, documents: composition.platform.documents, operate: operateStep(composition) };
}
