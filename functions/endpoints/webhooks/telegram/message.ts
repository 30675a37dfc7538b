import { placeText } from "../../../../shared/channels/details/place-text.ts";
import { telegramFileAddress } from "../../../../shared/channels/providers/telegram-provider.ts";
import { choiceIdIn } from "../../../../shared/channels/telegram.ts";
import type { Attachment, MessageDetails, MessageReceived } from "../../../../shared/events/index.ts";
import { reaction } from "../reaction.ts";
import { unreadContent } from "../read-content.ts";
import type { TelegramCallback, TelegramMessage, TelegramReaction } from "./update.ts";

export interface SaidOnTelegram {
  readonly details?: MessageDetails;
  readonly text: string;
  readonly choiceId: string | null;
  readonly attachments: readonly Attachment[];
  readonly unanswered?: MessageReceived["unanswered"];
  readonly reactsTo?: MessageReceived["reactsTo"];
}

/** Reads what the customer says with a message. Null for messages without content, such as a pinned message. */
export function readTelegram(message: TelegramMessage): SaidOnTelegram | null {
  const said = (text: string): SaidOnTelegram => ({ text, choiceId: null, attachments: [] });
  if (message.text !== undefined) return said(commandText(message.text));
  const attachment = attachmentOf(message);
  if (attachment) return { text: message.caption ?? "", choiceId: null, attachments: [attachment] };
  const { venue, location } = message;
  const where = venue?.location ?? location;
  if (where) {
    const coordinates = { latitude: String(where.latitude), longitude: String(where.longitude) };
    const place = { ...coordinates, name: venue?.title ?? "", address: venue?.address ?? "" };
    return { ...said(placeText(place)), details: { place } };
  }
  if (message.contact) return said(contactText(message));
  const [kind] = message.kinds;
  return kind === undefined ? null : unreadContent(kind);
}

/** Menus write `/stop` as `/stop@clinic_bot`. A deep link's parameter stays behind `/start`. */
function commandText(text: string): string {
  return text.replace(/^(\/\w+)@\w+/, "$1");
}

/**
 * A shared contact is the customer's own only when Telegram identifies it as the sender's. Their own number is read as
 * if typed. Any other contact is read as a contact, as on WhatsApp.
 */
function contactText({ contact, from }: TelegramMessage): string {
  if (!contact) return "";
  const { first_name, last_name, user_id } = contact;
  const number = contact.phone_number.replace(/^(?=\d)/, "+");
  if (user_id !== undefined && user_id === from?.id) return number;
  return `[Contact] ${[first_name, last_name].filter(Boolean).join(" ")}, ${number}`;
}

function attachmentOf(message: TelegramMessage): Attachment | undefined {
  const { photo, document, voice, audio, video, video_note, animation, sticker } = message;
  const largest = photo?.toSorted((one, other) => other.width - one.width)[0];
  const [file, usualType] = [
    [largest, "image/jpeg"] as const,
    [animation, "video/mp4"] as const,
    [document, "application/octet-stream"] as const,
    [voice, "audio/ogg"] as const,
    [audio, "audio/mpeg"] as const,
    [video, "video/mp4"] as const,
    [video_note, "video/mp4"] as const,
    [sticker, "image/webp"] as const,
  ].find(([each]) => each !== undefined) ?? [undefined, ""];
  return file && { url: telegramFileAddress(file.file_id), contentType: file.mime_type ?? usualType };
}

/** Reads a pressed button. Its label is what the customer says. */
export function readCallback({ data = "", message }: TelegramCallback): SaidOnTelegram {
  const buttons = message?.reply_markup?.inline_keyboard.flat() ?? [];
  const label = buttons.find(({ callback_data }) => callback_data === data)?.text;
  const choiceId = choiceIdIn(data);
  // If the message is no longer accessible, only the button's position or id remains.
  return { text: label ?? choiceId ?? data.slice(1), choiceId, attachments: [] };
}

/** Reads a reaction to a message. A custom emoji has no sign of its own. */
export function readTelegramReaction({ chat, message_id, new_reaction: marks }: TelegramReaction): SaidOnTelegram {
  const sign = marks.map(({ emoji = "❤" }) => emoji).join(" ");
  return reaction(sign || undefined, `${chat.id}:${message_id}`);
}
