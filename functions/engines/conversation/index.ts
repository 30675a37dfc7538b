import type { Composition } from "../../app/compose.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { answering, calling, closing, recording, speaking, summarising } from "../../app/instances.ts";
import type { RecordReports } from "./outbound/record-reports.ts";

const instancesOf = { calling, recording, speaking };

/** The conversation of one customer's session, for the chat widget on tenants' pages and for the socket. */
export async function openVisitorChat(composition: Composition) {
  const { now, platform } = composition;
  const [{ openTurns }, { visitorChat }] = await Promise.all([
    import("./turn/open-turns.ts"),
    import("./routes/visitor-chat.ts"),
  ]);
  return visitorChat({ turns: openTurns(composition), documents: platform.documents, now });
}

/** Records delivery reports within a webhook's request. */
export async function openReportRecorder(platform: Pick<Composition["platform"], "documents">): Promise<RecordReports> {
  return (await import("./outbound/record-reports.ts")).reportRecorder(platform);
}

/** Answers customers on every channel and hands conversations over to people. */
export const conversationEngine: Engine = {
  name: "conversation",
  steps: async () => [
    registered("conversation-turn", answering, async (composition) =>
      (await import("./turn/turn.ts")).turnStep(composition),
    ),
    registered("conversation-answer-burst", answering, async (composition) =>
      (await import("./turn/answer-burst.ts")).answerBurstStep(composition),
    ),
    registered("conversation-take-failed-turn", speaking, async (composition) =>
      (await import("./turn/failed/take-failed-turn.ts")).takeFailedTurnStep(composition),
    ),
    registered("conversation-record-heard", recording, async (composition) =>
      (await import("./turn/spoken/record-heard.ts")).recordHeardStep(composition),
    ),
    registered("conversation-record-spoken", recording, async (composition) =>
      (await import("./turn/spoken/record-spoken.ts")).recordSpokenStep(composition),
    ),
    registered("conversation-forget-message", recording, async (composition) =>
      (await import("./turn/edits/forget-message.ts")).forgetMessageStep(composition),
    ),
    registered(
      "conversation-track-delivery",
      recording,
      async () => (await import("./outbound/track-delivery.ts")).trackDelivery,
    ),
    registered("conversation-say-by-template", speaking, async (composition) =>
      (await import("./outbound/say-by-template.ts")).sayByTemplateStep(composition),
    ),
    registered("conversation-say", speaking, async (composition) =>
      (await import("./outbound/proactive-message.ts")).sayStep(composition),
    ),
    registered("conversation-follow-number", recording, async (composition) =>
      (await import("./turn/moves/follow-number.ts")).followNumberStep(composition),
    ),
    registered(
      "conversation-open-draft",
      recording,
      async () => (await import("./drafts/open-draft-step.ts")).openDraftStep,
    ),
    registered("conversation-close-draft", closing, async ({ platform: { documents, blobs }, collections }) =>
      (await import("./drafts/close-draft-step.ts")).closeDraftStep({ documents, blobs, collections }),
    ),
    registered("conversation-summarise", summarising, async (composition) =>
      (await import("./summary/summarise.ts")).summariseStep(composition),
    ),
    registered("conversation-index-words", recording, async (composition) =>
      (await import("./search/index-words.ts")).indexWordsStep(composition),
    ),
    registered("conversation-operate", recording, async (composition) =>
      (await import("./handoff/operate.ts")).operateStep(composition),
    ),
    registered("conversation-end-snooze", recording, async (composition) =>
      (await import("./inbox/end-snooze.ts")).endSnoozeStep(composition),
    ),
    registered(
      "conversation-limit-saved-file",
      recording,
      async () => (await import("./files/saved-file-term.ts")).limitSavedFileStep,
    ),
    registered("conversation-forget-saved-file", closing, async ({ platform: { documents, blobs } }) =>
      (await import("./files/forget-saved-file.ts")).forgetSavedFileStep({ documents, blobs }),
    ),
    registered("conversation-find-person", recording, async (composition) =>
      (await import("./handoff/assignment/find-person.ts")).findPersonStep(composition),
    ),
    registered("conversation-operators", recording, async (composition) =>
      (await import("./handoff/operators/operators-step.ts")).operatorsStep(composition),
    ),
    registered("conversation-return-to-owner", recording, async (composition) =>
      (await import("./turn/moves/return-to-owner.ts")).returnToOwnerStep(composition),
    ),
    ...(await allFeatures()).flatMap(({ steps = [] }) =>
      steps.map(({ name, instances, load }) =>
        registered(name, instancesOf[instances], async (composition) => load(await featureDependencies(composition))),
      ),
    ),
  ],
  routes: async () => [
    {
      under: ["/v1/chat"],
      async open(composition) {
        const [{ openTurns }, { chatRoute }] = await Promise.all([
          import("./turn/open-turns.ts"),
          import("./routes/chat.ts"),
        ]);
        return [
          chatRoute({ turns: openTurns(composition), documents: composition.platform.documents, now: composition.now }),
        ];
      },
    },
    {
      under: ["/v1/drafts"],
      async open(composition) {
        return (await import("./drafts/routes.ts")).draftRoutes(composition);
      },
    },
    {
      under: ["/v1/conversations"],
      async open({ platform: { documents } }) {
        return (await import("./routes/conversations.ts")).conversationRoutes({ documents });
      },
    },
    {
      under: ["/v1/conversations"],
      async open(composition) {
        return (await import("./inspect/turn-routes.ts")).turnRoutes(composition);
      },
    },
    {
      under: ["/v1/conversations", "/v1/handoffs"],
      async open(composition) {
        return (await import("./handoff/routes.ts")).handoffRoutes(await operatorDependencies(composition));
      },
    },
    {
      under: ["/v1/conversations"],
      async open(composition) {
        const [{ translateReplyRoute, translateRoute }, dependencies] = await Promise.all([
          import("./live-calls/translate.ts"),
          operatorDependencies(composition),
        ]);
        return [translateRoute(dependencies), translateReplyRoute(dependencies)];
      },
    },
    {
      under: ["/v1/calls"],
      async open(composition) {
        return (await import("./live-calls/routes.ts")).liveCallRoutes(await operatorDependencies(composition));
      },
    },
    {
      under: ["/v1/conversations"],
      async open(composition) {
        return (await import("./inbox/inbox-routes.ts")).inboxRoutes(await operatorDependencies(composition));
      },
    },
    {
      under: ["/v1/conversations"],
      async open(composition) {
        const [{ fileRoutes }, { fileTranscriptRoute }, dependencies] = await Promise.all([
          import("./files/file-routes.ts"),
          import("./files/file-transcript.ts"),
          operatorDependencies(composition),
        ]);
        return [...fileRoutes(dependencies), fileTranscriptRoute(dependencies)];
      },
    },
    {
      under: ["/v1/saved-files", "/v1/conversations"],
      async open(composition) {
        return (await import("./files/saved-file-routes.ts")).savedFileRoutes(await operatorDependencies(composition));
      },
    },
    {
      under: ["/v1/inbox"],
      async open(composition) {
        return (await import("./inbox/several-routes.ts")).severalRoutes(await operatorDependencies(composition));
      },
    },
    {
      under: ["/v1/inbox"],
      async open({ platform: { documents } }) {
        return (await import("./inbox/mentions/mention-routes.ts")).mentionRoutes({ documents });
      },
    },
    {
      under: ["/v1/inbox-views"],
      async open({ platform: { documents } }) {
        return (await import("./inbox/saved-views.ts")).savedViewRoutes({ documents });
      },
    },
    {
      under: ["/v1/macros"],
      async open(composition) {
        return (await import("./inbox/macro-routes.ts")).macroRoutes(await operatorDependencies(composition));
      },
    },
    {
      under: ["/v1/labels"],
      async open({ platform: { documents } }) {
        return (await import("./inbox/label-routes.ts")).labelRoutes({ documents });
      },
    },
    {
      under: ["/v1/operators"],
      async open(composition) {
        return (await import("./handoff/operators/operator-routes.ts")).operatorRoutes(
          await operatorDependencies(composition),
        );
      },
    },
    {
      under: ["/v1/canned-replies"],
      async open(composition) {
        return (await import("./handoff/operators/canned-routes.ts")).cannedReplyRoutes(
          await operatorDependencies(composition),
        );
      },
    },
    ...(await allFeatures()).flatMap(({ routes = [] }) =>
      routes.map(({ under, open }) => ({
        under,
        open: async (composition: Composition) => open(await featureDependencies(composition)),
      })),
    ),
  ],
  async collections() {
    return (await import("./stored-collections.ts")).storedCollections();
  },
};

/** Dependencies of the operators' routes. */
async function operatorDependencies(composition: Composition) {
  const { operateStep } = await import("./handoff/operate.ts");
  return { ...composition, documents: composition.platform.documents, operate: operateStep(composition) };
}

/** Loads the features only on demand: their state is made of schemas. */
async function allFeatures() {
  return (await import("./features/index.ts")).features;
}

/** Dependencies of the features' steps and routes. */
async function featureDependencies(composition: Composition) {
  return (await import("./features/step-dependencies.ts")).stepDependencies(composition);
}
