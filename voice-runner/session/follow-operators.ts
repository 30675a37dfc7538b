import { type SpokenTurn, spokenTurns } from "../../shared/contracts/calls/call-transcript.ts";
import type { Documents } from "../../shared/platform/documents.ts";
import type { TenantId } from "../../shared/platform/tenant.ts";

/** More than an operator writes between two looks. */
const mostNew = 10;

/**
 * Tells what operators write in a conversation from now on, in order and once, until the returned function is called: the
 * caller can only hear it.
 */
export function followOperators(
  documents: Pick<Documents, "watch" | "query">,
  tenantId: TenantId,
  conversationId: string,
  follower: { onReply(text: string): void; onFault(error: unknown): void },
): () => void {
  const newest = {
    where: [["state.conversationId", "==", conversationId]],
    orderBy: { field: "state.index", direction: "desc" },
    limit: mostNew,
  } as const;
  let seen: number | undefined;
  let reading: Promise<void> = Promise.resolve();

  async function read(): Promise<void> {
    const { items } = await documents.query(tenantId, spokenTurns, newest);
    const turns = items.map(({ data }) => data.state).reverse();
    const since = seen;
    seen = turns.at(-1)?.index ?? seen ?? 0;
    if (since === undefined) return;
    for (const turn of turns)
      if (turn.index > since && turn.by !== null && !turn.spoken)
        for (const text of textsOf(turn)) follower.onReply(text);
  }

  return documents.watch(tenantId, spokenTurns, newest, {
    changed() {
      reading = reading.then(read).catch(follower.onFault);
    },
    failed: follower.onFault,
  });
}

function textsOf({ reply, more }: SpokenTurn): readonly string[] {
  return [...(reply ? [reply] : []), ...more].map(({ text }) => text).filter((text) => text !== "");
}
