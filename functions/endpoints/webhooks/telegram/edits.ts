import { conversationIdOf } from "../../../../shared/channels/addresses/recipient.ts";
import { conversationMessages, keptText } from "../../../../shared/contracts/conversation/conversation-summary.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import type { TelegramBot } from "./accounts.ts";
import { readTelegram, type SaidOnTelegram } from "./message.ts";
import type { TelegramMessage } from "./update.ts";

const mark = "[Edited] ";

/**
 * The text of an edit, which becomes a new message. Null when the words are unchanged. Telegram also reports edits
 * without new words, such as a link's preview (Telegram Bot API, "edited_message") or a live location that moves.
 */
export async function editNote(
  documents: Documents,
  { tenantId }: TelegramBot,
  message: TelegramMessage,
  id: string,
): Promise<SaidOnTelegram | null> {
  const said = readTelegram(message);
  if (!said || message.location !== undefined) return null;
  const conversationId = conversationIdOf(
    await documents.ids(tenantId),
    "telegram",
    String(message.from?.id ?? message.chat.id),
  );
  const known = await knownVersions(documents, {
    tenantId,
    conversationId,
    messageId: deriveId("telegram", tenantId, id),
  });
  const note = mark + said.text;
  const newest = known.at(-1);
  const isUnchanged = newest === keptText(said.text) || newest === keptText(note);
  return isUnchanged ? null : { ...said, text: note };
}

/** The original message and its possible later edits, as far as the conversation still holds them. */
async function knownVersions(
  documents: Documents,
  {
    tenantId,
    conversationId,
    messageId,
  }: {
    readonly tenantId: TelegramBot["tenantId"];
    readonly conversationId: string;
    readonly messageId: string;
  },
): Promise<readonly string[]> {
  const state = (await documents.get(tenantId, conversationMessages, conversationId))?.data.state;
  const said = [...(state?.recent.filter(({ role }) => role === "customer") ?? []), ...(state?.pending ?? [])];
  const from = said.findIndex((each) => each.id === messageId);
  if (from === -1) return [];
  return said.slice(from).flatMap(({ text }, index) => (index === 0 || text.startsWith(mark) ? [text] : []));
}
