import { z } from "zod";
import { conversationSessions } from "../../../../shared/contracts/conversation/conversation-standing.ts";
import { finishedTurns } from "../../../../shared/contracts/conversation/finished-turns.ts";
import { turnMeasures } from "../../../../shared/contracts/conversation/turn-measures.ts";
import type { Collection, Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { type PlannedConversation, type Script, tested, zones } from "./script.ts";
import type { StoredTurn } from "./turns.ts";

export interface RawConversation {
  readonly tenantId: string;
  readonly channel: string;
  readonly plan: PlannedConversation;
  /** The arm of the experiment to which the customer was dealt. */
  readonly arm: string | undefined;
  readonly turns: readonly StoredTurn[];
}

/** What a turn counts for, and what was said in it. */
const storedTurns: Collection<{ readonly state: StoredTurn }> = {
  name: turnMeasures.name,
  indexes: turnMeasures.indexes,
  confidential: true,
  personal: "declared-by-owner",
  schema: z.intersection(turnMeasures.schema, finishedTurns.schema),
};

/** Every stored turn, by conversation and in its order. */
export async function rawRecords(documents: Documents, script: Script): Promise<ReadonlyMap<string, RawConversation>> {
  const turns: StoredTurn[] = [];
  for (const tenantId of Object.keys(zones) as TenantId[])
    for await (const { state } of allOf(documents, tenantId, storedTurns, "state.at")) turns.push(state);
  const byConversation = Map.groupBy(turns, ({ conversationId }) => conversationId);
  const records = script.conversations.map(async (plan) => {
    const { id, tenantId, channel } = plan;
    const own = byConversation.get(id);
    if (!own) return [];
    const stored = tenantId === tested ? await documents.get(tenantId, conversationSessions, id) : undefined;
    const arm = stored?.data.state.config.experiment?.arm;
    const inOrder = own.toSorted((one, other) => one.index - other.index);
    return [[id, { tenantId, channel, plan, arm, turns: inOrder }] as const];
  });
  return new Map((await Promise.all(records)).flat());
}

/** Every document of a collection. */
export async function* allOf<T>(
  documents: Documents,
  tenantId: TenantId,
  collection: Collection<T>,
  field: string,
): AsyncGenerator<T> {
  let cursor: string | undefined;
  do {
    const page = await documents.query(tenantId, collection, {
      orderBy: { field, direction: "asc" },
      limit: 300,
      cursor,
    });
    for (const { data } of page.items) yield data;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
