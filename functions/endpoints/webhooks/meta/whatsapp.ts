import { mediaAddress } from "../../../../shared/channels/providers/meta-media.ts";
import { readShortIds } from "../../../../shared/channels/sending/report-ids.ts";
import type { Attachment, MessageReceived } from "../../../../shared/events/index.ts";
import { reaction } from "../reaction.ts";
import type { WhatsappMessage, WhatsappStatus } from "./payload.ts";

export interface ReadMessage {
  readonly text: string;
  readonly choiceId: string | null;
  readonly attachments: readonly Attachment[];
  readonly unanswered?: MessageReceived["unanswered"];
  readonly reactsTo?: MessageReceived["reactsTo"];
}

/** Reads a customer's message; null for kinds without content, such as a changed number. */
export function readWhatsapp(message: WhatsappMessage): ReadMessage | null {
  const { type } = message;
  if (silentTypes.has(type)) return null;
  if (type === "reaction") return reaction(message.reaction?.emoji, message.reaction?.message_id);
  const textMessage = (text: string, choiceId: string | null = null): ReadMessage => ({
    text,
    choiceId,
    attachments: [],
  });
  if (message.text) return textMessage(message.text.body);
  if (message.button) return textMessage(message.button.text, message.button.payload ?? null);
  const reply = message.interactive?.button_reply ?? message.interactive?.list_reply;
  if (reply) return textMessage(reply.title, reply.id);
  const file = fileOf(message);
  if (file) {
    const attachment = { url: mediaAddress(file.id), contentType: file.mime_type ?? "application/octet-stream" };
    return { text: file.caption ?? "", choiceId: null, attachments: [attachment] };
  }
  if (message.location) return textMessage(placeText(message.location));
  if (message.contacts?.length) return textMessage(message.contacts.map(contactText).join("\n"));
  return textMessage(`[A message of the kind "${type.slice(0, 40)}", which cannot be shown here]`);
}

/** `system` reports a changed number, `request_welcome` an opened chat. */
const silentTypes = new Set(["system", "request_welcome"]);

function fileOf({ image, document, audio, video, sticker }: WhatsappMessage) {
  return image ?? document ?? audio ?? video ?? sticker;
}

export function placeText(place: NonNullable<WhatsappMessage["location"]>): string {
  const { name, address, latitude, longitude } = place;
  const where = [name, address, `${latitude},${longitude}`].filter((part) => part !== undefined && part !== "");
  return `[Location] ${where.join(", ")}`;
}

function contactText({ name, phones }: NonNullable<WhatsappMessage["contacts"]>[number]): string {
  const numbers = phones.flatMap(({ phone }) => phone ?? []);
  return `[Contact] ${[name?.formatted_name ?? "", ...numbers].filter((part) => part !== "").join(", ")}`;
}

const states: Readonly<Record<string, "sent" | "delivered" | "read" | "failed">> = {
  sent: "sent",
  delivered: "delivered",
  read: "read",
  played: "read",
  failed: "failed",
};

/** Reads a delivery report; undefined for another product's message or an unknown status. */
export function readWhatsAppStatus(report: WhatsappStatus) {
  const ids = readShortIds(parseJson(report.biz_opaque_callback_data));
  const status = Object.hasOwn(states, report.status) ? states[report.status] : undefined;
  if (ids === undefined || status === undefined) return undefined;
  const [error] = report.errors ?? [];
  return { ...ids, providerMessageId: report.id, status, errorCode: error ? String(error.code) : null };
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined; // sent by another product on the same number
  }
}
