import { z } from "zod";
import type { Collection, Documents } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { type ReplayedTurn, replayedTurns } from "../replayed-turns.ts";
import { ownerOfDocuments } from "../sandbox-owner.ts";

/** What a tool answered in a conversation that is replayed. */
export const RecordedCall = z.object({
  name: z.string(),
  /** JSON, without what names the customer. */
  arguments: z.string(),
  /** JSON: the same with every number and code masked, as the customer's messages are in a replay. */
  masked: z.string(),
  /** JSON, without what names the customer. Null: the call failed. */
  result: z.string().nullable(),
  /** Why it failed. */
  error: z.string().nullable(),
});
export type RecordedCall = z.infer<typeof RecordedCall>;

const Recorded = z.object({ recordedCalls: z.array(RecordedCall).default([]) });

/** The calls of a replayed conversation, by its session in the sandbox. The automation engine owns these documents. */
export const replayedConversationCalls: Collection<z.infer<typeof Recorded>> = {
  name: "automation-replayed-conversations",
  schema: Recorded,
  indexes: [],
  confidential: true,
  personal: "declared-by-owner",
};

const rerunPrefix = "rerun-";
/** More turns than a conversation's notes and messages go back. */
const turnsOfRerun = 30;

/** The session in which one turn of a customer is answered again. It names the turn, whose calls are known then. */
export function rerunSession(turnId: string): string {
  return `${rerunPrefix}${turnId}`;
}

/** Undefined where nothing is replayed: in a test chat, a scenario, a demo, and outside of sandboxes. */
export async function recordedCallsOf(
  documents: Pick<Documents, "get" | "query">,
  { tenantId, session }: { readonly tenantId: TenantId; readonly session: string },
): Promise<readonly RecordedCall[] | undefined> {
  const owner = await ownerOfDocuments(documents, tenantId);
  if (owner === tenantId) return undefined;
  if (session.startsWith(rerunPrefix)) return callsUntil(documents, owner, session.slice(rerunPrefix.length));
  return (await documents.get(owner, replayedConversationCalls, session))?.data.recordedCalls;
}

/** The calls of a turn and of those before it, newest first: of two that are the same, the newer one is repeated. */
async function callsUntil(
  documents: Pick<Documents, "get" | "query">,
  owner: TenantId,
  turnId: string,
): Promise<readonly RecordedCall[]> {
  const turn = (await documents.get(owner, replayedTurns, turnId))?.data.state;
  if (turn === undefined) return [];
  const { items } = await documents.query(owner, replayedTurns, {
    where: [
      ["state.conversationId", "==", turn.conversationId],
      ["state.index", "<=", turn.index],
    ],
    orderBy: { field: "state.index", direction: "desc" },
    limit: turnsOfRerun,
  });
  return items.flatMap(({ data }) => data.state.toolCalls.toReversed().map(callAsRecorded));
}

/** Nothing is masked: the sandbox is told the customer's own words. */
function callAsRecorded({
  name,
  arguments: args,
  status,
  result,
  error,
}: ReplayedTurn["toolCalls"][number]): RecordedCall {
  const given = JSON.stringify(args);
  const isDone = status === "completed";
  return {
    name,
    arguments: given,
    masked: given,
    result: isDone ? (JSON.stringify(result) ?? "null") : null,
    error: isDone ? null : (error ?? ""),
  };
}
