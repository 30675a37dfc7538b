import { readEach } from "../lenient.ts";
import type { MetaChannel } from "./accounts.ts";
import { deletedOnInstagram, readInstagram } from "./instagram.ts";
import { InstagramEvent } from "./instagram-event.ts";
import type { WhatsappValue } from "./payload.ts";
import { readWhatsapp } from "./whatsapp.ts";
import { addressOf, nameOf } from "./whatsapp-senders.ts";

interface Messages {
  readonly channel: MetaChannel;
  readonly whatsapp: readonly WhatsappValue[];
  readonly instagram: readonly InstagramEvent[];
}

/** Reads events one by one, so that an odd one does not cost its neighbours. */
export function readInstagramEvents(entries: unknown) {
  const { read, odd } = readEach(InstagramEvent, entries);
  return { instagram: read, strays: odd };
}

/** The customers' messages. Those without a known sender are left out. */
export function messagesOf({ whatsapp, instagram }: Messages) {
  const ofWhatsapp = whatsapp.flatMap(({ messages, contacts }) =>
    messages.flatMap((message) => {
      const read = readWhatsapp(message);
      const customerAddress = addressOf(message);
      if (!read || customerAddress === undefined) return [];
      const { id, timestamp, context, edit } = message;
      const links = { quotes: edit ? undefined : context?.id, replaces: edit?.original_message_id };
      const sender = { customerAddress, customerName: nameOf(message, contacts) };
      return [{ ...read, ...links, ...sender, id, at: timestamp * 1_000 }];
    }),
  );
  const ofInstagram = instagram.flatMap((event) => {
    const read = readInstagram(event);
    return read ? [{ ...read, at: event.timestamp, customerAddress: event.sender.id, customerName: null }] : [];
  });
  return [...ofWhatsapp, ...ofInstagram].map((message) => ({ ...message, attachments: [...message.attachments] }));
}

/** The messages that customers took back. */
export function deletionsOf({ whatsapp, instagram }: Messages) {
  const ofWhatsapp = whatsapp.flatMap(({ messages }) =>
    messages.flatMap((message) => {
      const customerAddress = addressOf(message);
      const id = message.type === "revoke" ? message.revoke?.original_message_id : undefined;
      return id === undefined || customerAddress === undefined ? [] : [{ id, customerAddress }];
    }),
  );
  const ofInstagram = instagram.flatMap((event) => {
    const id = deletedOnInstagram(event);
    return id === undefined ? [] : [{ id, customerAddress: event.sender.id }];
  });
  return [...ofWhatsapp, ...ofInstagram];
}
