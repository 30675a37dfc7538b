import { z } from "zod";
import { Problem } from "../../../../shared/http/problem.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { type Turn, turns } from "../turn-record.ts";

/** A turn of a conversation in a path. */
export const NamedTurn = z.object({
  id: z.string().min(1).max(64).describe("The conversation's id."),
  turn: z.string().min(1).max(200).describe("The turn's `turn_id`, which its messages have, or its `index`."),
});

/**
 * A turn by its id or by its number in the conversation.
 * @throws Problem 404 `turn-not-found`
 */
export async function requireTurn(
  documents: Documents,
  tenantId: TenantId,
  { conversationId, named }: { readonly conversationId: string; readonly named: string },
): Promise<Turn> {
  const byId = (await documents.get(tenantId, turns.collection, named))?.data.state;
  const turn = byId?.conversationId === conversationId ? byId : await turnNumbered();
  if (turn === undefined) throw new Problem(404, "turn-not-found", "This conversation has no such turn.");
  return turn;

  async function turnNumbered(): Promise<Turn | undefined> {
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
