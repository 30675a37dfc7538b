import { route } from "../../../../shared/http/route.ts";
import type { DraftDependencies } from "../drafts/open-draft.ts";
import { requireConversation } from "../require-conversation.ts";
import { InspectedTurn, inspectedTurn } from "./inspected-turn.ts";
import { NamedTurn, requireTurn } from "./named-turn.ts";
import { rerunRoutes } from "./rerun/rerun-route.ts";

/** One turn with everything that led to its answer, and what another version would answer. */
export function turnRoutes(dependencies: DraftDependencies) {
  const { documents } = dependencies.platform;
  return [
    route({
      method: "GET",
      path: "/v1/conversations/:id/turns/:turn",
      operationId: "inspectTurn",
      summary: "See how a turn came to its answer",
      description:
        "The turn as it is recorded, and every request to a model as it was sent: the prompt, the messages, the tools, and what was answered. It is kept for `conversation.shown_to_model_days` of the configuration, 30 unless set, and goes with its customer or with a message in it that the customer deletes.",
      problems: { 404: ["conversation-not-found", "turn-not-found"] },
      tag: "Conversations",
      permission: "conversations:read",
      params: NamedTurn,
      reply: InspectedTurn,
      async handle({ identity: { tenantId }, params }) {
        const conversation = await requireConversation(documents, tenantId, params.id);
        const turn = await requireTurn(documents, tenantId, { conversationId: conversation.id, named: params.turn });
        return { status: 200, body: await inspectedTurn(documents, tenantId, turn) };
      },
    }),
    ...rerunRoutes(dependencies),
  ];
}
