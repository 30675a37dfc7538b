import { contactText } from "../../../../shared/channels/details/contact-text.ts";
import { placeText } from "../../../../shared/channels/details/place-text.ts";
import { mediaAddress } from "../../../../shared/channels/providers/meta-media.ts";
import { readShortIds } from "../../../../shared/channels/sending/report-ids.ts";
import type { Referral } from "../../../../shared/events/index.ts";
import { jsonOf } from "../../../../shared/schema/json-of.ts";
import { reaction } from "../reaction.ts";
import { type ReadContent, type ReadMessage, unreadContent, withDetails } from "../read-content.ts";
import { readFlowAnswer } from "./content/flow-answer.ts";
import { readOrder } from "./content/order.ts";
import type { WhatsappStatus } from "./payload.ts";
import type { WhatsappContent, WhatsappMessage } from "./whatsapp-message.ts";

/** Reads a customer's message; null for kinds without content, such as a changed number, and for a deletion. */
export function readWhatsapp(message: WhatsappMessage): ReadMessage | null {
  const { type } = message;
  if (silentTypes.has(type) || (type === "revoke" && message.revoke)) return null;
  if (type === "reaction") return reaction(message.reaction?.emoji, message.reaction?.message_id);
  return withDetails(readContent(message.edit?.message ?? message), { referral: referralOf(message.referral) });
}

function readContent(message: WhatsappContent): ReadMessage {
  const said = (content: ReadContent, choiceId: string | null = null): ReadMessage => ({
    ...content,
    choiceId,
    attachments: [],
  });
  const { text, button, interactive, location, contacts, order, type } = message;
  if (text) return said({ text: text.body });
  if (button) return said({ text: button.text }, button.payload ?? null);
  const reply = interactive?.button_reply ?? interactive?.list_reply;
  if (reply) return said({ text: reply.title }, reply.id);
  if (interactive?.nfm_reply) return said(readFlowAnswer(interactive.nfm_reply));
  const file = fileOf(message);
  if (file) {
    const attachment = { url: mediaAddress(file.id), contentType: file.mime_type ?? "application/octet-stream" };
    return { text: file.caption ?? "", choiceId: null, attachments: [attachment] };
  }
  if (location) return said(readPlace(location));
  if (contacts?.length) return said(readContacts(contacts));
  if (order) return said(readOrder(order));
  return unreadContent(type === "interactive" && interactive?.type ? interactive.type : type);
}

/** `system` reports a changed number, and `request_welcome` an opened chat. A deletion has an event of its own. */
const silentTypes = new Set(["system", "request_welcome"]);

function fileOf({ image, document, audio, video, sticker }: WhatsappContent) {
  return image ?? document ?? audio ?? video ?? sticker;
}

function readPlace({ name, address, latitude, longitude }: NonNullable<WhatsappContent["location"]>): ReadContent {
  const place = { latitude, longitude, name: name ?? "", address: address ?? "" };
  return { text: placeText(place), details: { place } };
}

function readContacts(cards: NonNullable<WhatsappContent["contacts"]>): ReadContent {
  const contacts = cards.slice(0, mostContacts).map(({ name, phones }) => ({
    name: name?.formatted_name ?? "",
    phones: phones.flatMap(({ phone }) => phone ?? []),
  }));
  return { text: contacts.map(contactText).join("\n"), details: { contacts } };
}

const mostContacts = 50;

/** The ad or post whose button the customer pressed (Meta docs, "Messages webhook: referral"). */
function referralOf(referral: WhatsappMessage["referral"]): Referral | undefined {
  if (!referral) return undefined;
  return {
    headline: referral.headline,
    text: referral.body,
    url: referral.source_url ?? null,
    sourceType: referral.source_type ?? null,
    sourceId: referral.source_id ?? null,
    clickId: referral.ctwa_clid ?? null,
  };
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
  // Another product on the same number may have sent it.
  const ids = readShortIds(jsonOf(report.biz_opaque_callback_data ?? ""));
  const status = Object.hasOwn(states, report.status) ? states[report.status] : undefined;
  if (ids === undefined || status === undefined) return undefined;
  const [error] = report.errors ?? [];
  return { ...ids, providerMessageId: report.id, status, errorCode: error ? String(error.code) : null };
}
