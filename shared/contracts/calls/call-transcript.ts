import { z } from "zod";
import type { Documents } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { readModel } from "../read-model.ts";
import { turnDeliveries } from "../sending/delivery-progress.ts";

const Said = z.object({ text: z.string(), unheard: z.string().optional() });

const SpokenTurn = z.object({
  conversationId: z.string(),
  index: z.number().int(),
  at: z.string(),
  inbound: z.array(z.object({ text: z.string(), at: z.string() })),
  reply: Said.nullable(),
  more: z.array(Said),
  /** The operator who said it; null: the agent. */
  by: z.string().nullable(),
  /** The operator said it aloud. */
  spoken: z.boolean().optional(),
});
export type SpokenTurn = z.infer<typeof SpokenTurn>;

/** What was said in a conversation, turn by turn. The conversation engine owns these documents. */
export const spokenTurns = readModel<SpokenTurn>({
  name: turnDeliveries.name,
  state: SpokenTurn as unknown as z.ZodType<SpokenTurn>,
  indexes: [["conversationId", "index desc"]],
});

const pageSize = 100;
/** More turns than the longest call has. */
const mostPages = 20;

/** The turns of a conversation within a time (ISO), oldest first. */
export async function turnsBetween(
  documents: Pick<Documents, "query">,
  tenantId: TenantId,
  { conversationId, from, to }: { readonly conversationId: string; readonly from: string; readonly to: string },
): Promise<readonly SpokenTurn[]> {
  const found: SpokenTurn[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await documents.query(tenantId, spokenTurns, {
      where: [["state.conversationId", "==", conversationId]],
      orderBy: { field: "state.index", direction: "desc" },
      limit: pageSize,
      cursor,
    });
    const turns = page.items.map(({ data }) => data.state);
    found.push(...turns.filter(({ at }) => at >= from && at <= to));
    cursor = page.nextCursor;
    if (cursor === undefined || turns.some(({ at }) => at < from)) break;
  }
  return found.reverse();
}
