import { conversationSummaries } from "../../../../shared/contracts/conversation/conversation-summary.ts";
import { type TurnMeasures, turnMeasures } from "../../../../shared/contracts/conversation/turn-measures.ts";
import type { Documents, Stored } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { Owned } from "../../../../shared/runtime/owned-document.ts";
import { type Meter, meters } from "./documents.ts";

/** Turns of one commit, at most about this many conversations of them. */
const batch = 150;
const mostPages = 40;

export interface UncountedTurns {
  readonly conversations: readonly {
    readonly stored: Stored<Owned<Meter>> | undefined;
    readonly meter: Meter;
    readonly turns: readonly TurnMeasures[];
  }[];
  /** The time up to which every turn that is in its place was seen. Null: to the end. */
  readonly until: string | null;
  readonly read: number;
}

/**
 * The turns since a time that are not counted yet. A turn's number within its conversation says whether it is, and a gap
 * in the numbers is filled: what a clock that is behind has hidden is found with the conversation's next turn.
 */
export async function uncountedTurns(documents: Documents, tenantId: TenantId, from: string): Promise<UncountedTurns> {
  let cursor: string | undefined;
  let read = 0;
  for (let page = 0; page < mostPages; page += 1) {
    const found = await documents.query(tenantId, turnMeasures, {
      where: [["state.at", ">=", from]],
      orderBy: { field: "state.at", direction: "asc" },
      limit: batch,
      cursor,
    });
    read += found.items.length;
    const turns = found.items.map(({ data }) => data.state);
    const conversations = await uncountedOf(documents, tenantId, turns);
    const until = found.nextCursor === undefined ? null : (turns.at(-1)?.at ?? null);
    if (conversations.length > 0 || until === null || page === mostPages - 1) return { conversations, until, read };
    cursor = found.nextCursor;
  }
  return { conversations: [], until: null, read };
}

async function uncountedOf(documents: Documents, tenantId: TenantId, turns: readonly TurnMeasures[]) {
  const byConversation = [...Map.groupBy(turns, ({ conversationId }) => conversationId)];
  const found = await Promise.all(
    byConversation.map(async ([conversationId, seen]) => {
      const stored = await documents.get(tenantId, meters.collection, conversationId);
      const counted = stored?.data.state.counted ?? 0;
      const newer = seen.filter(({ index }) => index > counted).sort((one, other) => one.index - other.index);
      if (newer.length === 0) return [];
      const meter = stored?.data.state ?? (await newMeter(documents, tenantId, conversationId));
      if (meter === undefined) return [];
      const isWhole = newer.every(({ index }, place) => index === counted + 1 + place);
      return [{ stored, meter, turns: isWhole ? newer : await turnsAfter(documents, tenantId, meter) }];
    }),
  );
  return found.flat();
}

/** Undefined: the conversation was erased, and its turns with it. */
async function newMeter(documents: Documents, tenantId: TenantId, id: string): Promise<Meter | undefined> {
  const conversation = await documents.get(tenantId, conversationSummaries, id);
  if (!conversation) return undefined;
  const { channel } = conversation.data.state;
  return { conversationId: id, channel, counted: 0, session: null, checkAt: null, costNanoUsd: 0 };
}

async function turnsAfter(
  documents: Documents,
  tenantId: TenantId,
  { conversationId, counted }: Meter,
): Promise<readonly TurnMeasures[]> {
  const turns: TurnMeasures[] = [];
  let cursor: string | undefined;
  do {
    const page = await documents.query(tenantId, turnMeasures, {
      where: [
        ["state.conversationId", "==", conversationId],
        ["state.index", ">", counted],
      ],
      orderBy: { field: "state.index", direction: "asc" },
      limit: 200,
      cursor,
    });
    turns.push(...page.items.map(({ data }) => data.state));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return turns;
}
