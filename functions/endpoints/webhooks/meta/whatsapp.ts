import { readShortIds } from "../../../../shared/channels/report-ids.ts";
import type { Attachment } from "../../../../shared/events/index.ts";
import { mediaAddress } from "../../../../shared/tools/meta-media.ts";
import type { WhatsappMessage, WhatsappStatus } from "./payload.ts";

export interface ReadMessage {
  readonly text: string;
  readonly choiceId: string | null;
  readonly attachments: readonly Attachment[];
}

/** What the customer says with it; null for what says nothing, such as a reaction. */
export function readWhatsapp(message: WhatsappMessage): ReadMessage | null {
  const { type } = message;
  if (silentTypes.has(type)) return null;
  const said = (text: string, choiceId: string | null = null): ReadMessage => ({ text, choiceId, attachments: [] });
  if (message.text) return said(message.text.body);
  if (message.button) return said(message.button.text, message.button.payload ?? null);
  const reply = message.interactive?.button_reply ?? message.interactive?.list_reply;
  if (reply) return said(reply.title, reply.id);
  const file = fileOf(message);
  if (file) {
    const attachment = { url: mediaAddress(file.id), contentType: file.mime_type ?? "application/octet-stream" };
    return { text: file.caption ?? "", choiceId: null, attachments: [attachment] };
  }
  if (message.location) return said(placeText(message.location));
  if (message.contacts?.length) return said(message.contacts.map(contactText).join("\n"));
  return said(`[A message of the kind "${type.slice(0, 40)}", which cannot be shown here]`);
}

/** `system` tells of a changed number, `request_welcome` of an opened chat. */
const silentTypes = new Set(["reaction", "system", "request_welcome"]);

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

/** How far one of our messages has come; undefined for what is not ours, or says nothing of that. */
export function readWhatsAppStatus(report: WhatsappStatus) {
  const ids = readShortIds(parsed(report.biz_opaque_callback_data));
  const status = Object.hasOwn(states, report.status) ? states[report.status] : undefined;
  if (ids === undefined || status === undefined) return undefined;
  const [error] = report.errors ?? [];
  return { ...ids, providerMessageId: report.id, status, errorCode: error ? String(error.code) : null };
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined; // another product's words on the same number
  }
}
