import { type TurnMeasures, turnMeasures } from "../../../../shared/contracts/conversation/turn-measures.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { RawConversation } from "./expected.ts";
import { type Script, zones } from "./script.ts";

/** Every stored turn, by conversation and in its order. */
export async function rawRecords(documents: Documents, script: Script): Promise<ReadonlyMap<string, RawConversation>> {
  const turns: TurnMeasures[] = [];
  for (const tenantId of Object.keys(zones) as TenantId[]) {
    let cursor: string | undefined;
    do {
      const page = await documents.query(tenantId, turnMeasures, {
        orderBy: { field: "state.at", direction: "asc" },
        limit: 300,
        cursor,
      });
      turns.push(...page.items.map(({ data }) => data.state));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }
  const byConversation = Map.groupBy(turns, ({ conversationId }) => conversationId);
  return new Map(
    script.conversations.flatMap(({ id, tenantId, channel }) => {
      const own = byConversation.get(id);
      if (!own) return [];
      return [[id, { tenantId, channel, turns: own.toSorted((one, other) => one.index - other.index) }] as const];
    }),
  );
}
