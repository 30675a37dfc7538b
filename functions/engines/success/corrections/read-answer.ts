import { type FinishedTurn, finishedTurns } from "../../../../shared/contracts/conversation/finished-turns.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";

const pageSize = 60;
/** The newest turns of a conversation in which a message is looked for. */
const mostRead = 600;

/** A message that was sent to the customer, with its turn. Undefined: the conversation has no such message. */
export async function readAnswer(
  documents: Pick<Documents, "query">,
  tenantId: TenantId,
  { conversationId, messageId }: { readonly conversationId: string; readonly messageId: string },
): Promise<{ readonly turn: FinishedTurn; readonly text: string } | undefined> {
  let cursor: string | undefined;
  let read = 0;
  do {
    const page = await documents.query(tenantId, finishedTurns, {
      where: [["state.conversationId", "==", conversationId]],
      orderBy: { field: "state.index", direction: "desc" },
      limit: pageSize,
      cursor,
    });
    for (const { data } of page.items) {
      const turn = data.state;
      const said = [...(turn.reply === null ? [] : [turn.reply]), ...turn.more];
      const message = said.find((each) => each.messageId === messageId);
      if (message) return { turn, text: message.text };
    }
    read += page.items.length;
    cursor = page.nextCursor;
  } while (cursor !== undefined && read < mostRead);
  return undefined;
}
