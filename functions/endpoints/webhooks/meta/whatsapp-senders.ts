import { z } from "zod";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { isRecord } from "../../../../shared/schema/records.ts";
import { LooseText, lenient, readEach } from "../lenient.ts";
import { MessageId, WhatsappMessage } from "./whatsapp-message.ts";

export const WhatsappContact = z.object({
  wa_id: LooseText.catch(""),
  user_id: lenient(LooseText),
  profile: lenient(z.object({ name: lenient(LooseText) })),
});
export type WhatsappContact = z.infer<typeof WhatsappContact>;

/**
 * The messages of a change, each with its sender as far as the message and the contacts tell it. `strays` are entries that
 * are no messages at all. A message without an id gets one that depends on its content, so that a repeated request gives
 * the same.
 */
export function readMessages(
  given: unknown,
  contacts: readonly WhatsappContact[],
): { readonly messages: WhatsappMessage[]; readonly strays: readonly unknown[] } {
  const { read, odd } = readEach(z.preprocess(withId, WhatsappMessage), given);
  return { messages: read.map((message) => withSender(message, contacts)), strays: odd };
}

function withId(entry: unknown): unknown {
  if (!isRecord(entry) || MessageId.safeParse(entry.id).success) return entry;
  return { ...entry, id: deriveId("whatsapp-without-id", JSON.stringify(entry)) };
}

/** A message without its sender is the only contact's. A number found beside a user id belongs to it. */
function withSender(message: WhatsappMessage, contacts: readonly WhatsappContact[]): WhatsappMessage {
  const { from, from_user_id: userId } = message;
  const [only] = contacts.length === 1 ? contacts : [];
  const contact =
    contacts.find(
      ({ wa_id, user_id }) => (from !== "" && wa_id === from) || (userId !== undefined && user_id === userId),
    ) ?? (from === "" && userId === undefined ? only : undefined);
  if (!contact) return message;
  const told = WhatsappMessage.safeParse({ id: message.id, from: contact.wa_id, from_user_id: contact.user_id });
  return { ...message, from: from || (told.data?.from ?? ""), from_user_id: userId ?? told.data?.from_user_id };
}

/** The name that the customer gave themselves. */
export function nameOf(message: WhatsappMessage, contacts: readonly WhatsappContact[]): string | null {
  const { from, from_user_id: userId } = message;
  const contact = contacts.find(
    ({ wa_id, user_id }) => (from !== "" && wa_id === from) || (userId !== undefined && user_id === userId),
  );
  return contact?.profile?.name ?? null;
}

/** The address of the customer's conversation: their number, else their id for this business. */
export function addressOf({
  from,
  from_user_id: userId,
}: Pick<WhatsappMessage, "from" | "from_user_id">): string | undefined {
  return from === "" ? userId : `+${from}`;
}
