import type { OwnedDocument } from "../../shared/runtime/owned-document.ts";
import { type Engine, steps } from "../engine.ts";
import { answerBurstStep } from "./answer-burst.ts";
import { chatRoute } from "./chat.ts";
import { conversations } from "./conversation.ts";
import { operate } from "./operate.ts";
import { conversationRoutes } from "./routes.ts";
import { trackDelivery } from "./track-delivery.ts";
import { turnStep } from "./turn.ts";
import { turns } from "./turn-record.ts";

/** Answers customers, on whichever channel they write; hands over to people. */
export const conversationEngine: Engine = {
  name: "conversation",
  steps: (composition) => steps(turnStep(composition), answerBurstStep(composition), trackDelivery, operate),
  routes({ platform, runner, now, ...composition }) {
    const { documents } = platform;
    const turn = turnStep(composition);
    return [chatRoute({ runner, documents, turn, now }), ...conversationRoutes({ runner, documents, now })];
  },
  documents: [conversations, turns] as unknown as readonly OwnedDocument<unknown>[],
};
