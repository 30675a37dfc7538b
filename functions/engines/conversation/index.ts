import type { OwnedDocument } from "../../../shared/runtime/owned-document.ts";
import type { Composition } from "../../app/compose.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { answering, recording, speaking } from "../../app/instances.ts";
import { features } from "./features/index.ts";

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
    registered("conversation-say", speaking, async (composition) =>
      (await import("./outbound/proactive-message.ts")).sayStep(composition),
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
    ...features.flatMap(({ steps = [] }) =>
      steps.map(({ name, instances, load }) =>
        registered(name, instances, async (composition) => load(await forFeatures(composition))),
      ),
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
    ...features.flatMap(({ routes = [] }) =>
      routes.map(({ under, open }) => ({
        under,
        open: async (composition: Composition) => open(await forFeatures(composition)),
      })),
    ),
  ],
  async personal() {
    const [{ conversationPersonal }, ...ofFeatures] = await Promise.all([
      import("./personal.ts"),
      ...features.map(({ personal }) => personal?.() ?? []),
    ]);
    return [...conversationPersonal, ...ofFeatures.flat()];
  },
  async documents() {
    const [{ conversations }, { turns }, { operators }] = await Promise.all([
      import("./conversations.ts"),
      import("./turn-record.ts"),
      import("./handoff/operator.ts"),
    ]);
    return [conversations, turns, operators] as unknown as readonly OwnedDocument<unknown>[];
  },
};

/** What operators' routes work with. */
async function operating(composition: Composition) {
  const { operateStep } = await import("./handoff/operate.ts");
  return { ...composition, documents: composition.platform.documents, operate: operateStep(composition) };
}

/** What the features' steps and routes work with. */
async function forFeatures(composition: Composition) {
  return (await import("./features/step-dependencies.ts")).stepDependencies(composition);
}
