import { clip } from "../../../../shared/contracts/conversation/conversation-summary.ts";
import type { RecordedCall } from "../../../../shared/contracts/lifecycle/recorded-calls.ts";
import { recentConversations } from "../../../../shared/contracts/recent-conversations.ts";
import { type ReplayedTurn, replayedTurns } from "../../../../shared/contracts/replayed-turns.ts";
import { mayBeReused } from "../../../../shared/customers/may-contact.ts";
import { readCustomerOf } from "../../../../shared/customers/store.ts";
import type { ChannelType } from "../../../../shared/events/conversation/conversation.ts";
import { maskPersonal } from "../../../../shared/knowledge/mask-personal.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { recordedCallsIn } from "./recorded-calls.ts";

/** The first messages of a session that are said again. */
const mostTurns = 8;
const turnsRead = 60;
const saidCharacters = 1_000;
const pageSize = 40;
/** Conversations that are looked at: many may be without words of their own, or their customers may not want it. */
const mostRead = 200;

/** A conversation of a customer, with what they said, masked. */
export interface ChosenConversation {
  readonly conversationId: string;
  readonly channel: ChannelType;
  readonly says: readonly string[];
  /** What its tools answered. */
  readonly recordedCalls: readonly RecordedCall[];
}

/** The newest sessions with words that an agent answered, of customers who have not refused that their data is kept. */
export async function chooseConversations(
  documents: Documents,
  tenantId: TenantId,
  { count, now }: { readonly count: number; readonly now: Date },
): Promise<readonly ChosenConversation[]> {
  const chosen: ChosenConversation[] = [];
  let cursor: string | undefined;
  let read = 0;
  while (chosen.length < count && read < mostRead) {
    const page = await documents.query(tenantId, recentConversations, {
      orderBy: { field: "state.updatedAt", direction: "desc" },
      limit: pageSize,
      cursor,
    });
    for (const { data } of page.items) {
      if (chosen.length === count) break;
      const { id: conversationId, channel, customer } = data.state;
      const known = await readCustomerOf(documents, tenantId, { channel, customer }, now);
      if (!mayBeReused(known.state, channel)) continue;
      const names = [customer.name, known.state.name].flatMap((name) => name ?? []);
      const turns = await lastSession(documents, tenantId, conversationId);
      const says = saidIn(turns, names);
      if (says.length > 0) chosen.push({ conversationId, channel, says, recordedCalls: recordedCallsIn(turns, names) });
    }
    read += page.items.length;
    cursor = page.nextCursor;
    if (cursor === undefined) break;
  }
  return chosen;
}

/** The turns of the newest session, oldest first. */
async function lastSession(
  documents: Pick<Documents, "query">,
  tenantId: TenantId,
  conversationId: string,
): Promise<readonly ReplayedTurn[]> {
  const { items } = await documents.query(tenantId, replayedTurns, {
    where: [["state.conversationId", "==", conversationId]],
    orderBy: { field: "state.index", direction: "desc" },
    limit: turnsRead,
  });
  const turns = items.map(({ data }) => data.state);
  const sessionAt = turns[0]?.sessionAt;
  return turns.filter((turn) => turn.sessionAt === sessionAt).toReversed();
}

/** What the customer said before a person took over. Ends at a message without words: a file cannot be said again. */
function saidIn(turns: readonly ReplayedTurn[], names: readonly string[]): readonly string[] {
  const taken = turns.findIndex(({ by, escalationReason }) => by !== null || escalationReason !== null);
  const agents = (taken < 0 ? turns : turns.slice(0, taken + 1)).filter(
    ({ by, inbound }) => by === null && inbound.length > 0,
  );
  const texts = agents.slice(0, mostTurns).map(({ inbound }) => inbound.map(({ text }) => text.trim()).join("\n"));
  const wordless = texts.findIndex((text) => text.trim() === "");
  return (wordless < 0 ? texts : texts.slice(0, wordless)).map((text) =>
    maskPersonal(clip(text, saidCharacters), names),
  );
}
