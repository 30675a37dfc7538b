import { z } from "zod";
import { Problem } from "../../../../shared/http/problem.ts";
import { route } from "../../../../shared/http/route.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { requireConversation } from "../routes/require-conversation.ts";
import { type Turn, turns } from "../turn-record.ts";
import { InspectedTurn, inspectedTurn } from "./inspected-turn.ts";

/** One turn with everything that led to its answer. */
export function turnRoutes({ documents }: { readonly documents: Documents }) {
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
      params: z.object({
        id: z.string().min(1).max(64).describe("The conversation's id."),
        turn: z.string().min(1).max(200).describe("The turn's `turn_id`, which its messages have, or its `index`."),
      }),
      reply: InspectedTurn,
      async handle({ identity: { tenantId }, params }) {
        const conversation = await requireConversation(documents, tenantId, params.id);
        const turn = await turnOf(tenantId, conversation.id, params.turn);
        if (turn === undefined) throw new Problem(404, "turn-not-found", "This conversation has no such turn.");
        return { status: 200, body: await inspectedTurn(documents, tenantId, turn) };
      },
    }),
  ];

  async function turnOf(tenantId: TenantId, conversationId: string, named: string): Promise<Turn | undefined> {
    const byId = (await documents.get(tenantId, turns.collection, named))?.data.state;
    if (byId?.conversationId === conversationId) return byId;
    if (!/^\d{1,9}$/.test(named)) return undefined;
    const page = await documents.query(tenantId, turns.collection, {
      where: [
        ["state.conversationId", "==", conversationId],
        ["state.index", ">=", Number(named)],
      ],
      orderBy: { field: "state.index", direction: "asc" },
      limit: 1,
    });
    const next = page.items[0]?.data.state;
    return next?.index === Number(named) ? next : undefined;
  }
}
