import { randomBytes, randomUUID } from "node:crypto";
import { isObject, type JsonObject, listOf, objectOf, textOf } from "../../json.ts";
import { parseRepetition, type Repetition } from "../webhook.ts";
import { isUserId, newWamid, whatsappEnvelope } from "./delivery.ts";
import type { MetaMediaStore } from "./media.ts";

/** Customers' messages in the control `POST /_sandbox/meta/inbound`. */
export interface MetaInbound {
  readonly url: string;
  readonly channel: "whatsapp" | "instagram";
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly secret: string | undefined;
  /** One webhook carries all of them. */
  readonly messages: readonly JsonObject[];
  readonly repetition: Repetition;
}

const kinds = ["text", "media", "buttonReply", "listReply", "quickReply", "postback", "location", "reaction", "fields"];

/**
 * Parses the messages, or returns an error message. A single message is given beside `url`, several under `messages`:
 * `text`; `media {type, data (base64), mimeType, caption, filename}`; `buttonReply {id, title}`; `listReply {id, title,
 * description}`; `quickReply {payload, title}` (a template's button, Instagram's quick reply); `postback {payload,
 * title}`; `location`; `reaction`; `fields` (any other fields). `id` is the message's id, `replyTo` the id of another
 * message, `secondsAgo` the message's age.
 */
export function parseMetaInbound(body: unknown): MetaInbound | string {
  if (!isObject(body)) return "The body must be a JSON object.";
  const { channel = "whatsapp" } = body;
  for (const name of ["url", "from", "to"]) if (textOf(body[name]) === "") return `${name} is required.`;
  if (!URL.canParse(textOf(body.url))) return "url must be the webhook's URL.";
  if (channel !== "whatsapp" && channel !== "instagram") return 'channel must be "whatsapp" or "instagram".';
  const messages = body.messages === undefined ? [body] : listOf(body.messages).filter(isObject);
  if (messages.length === 0 || messages.some((message) => !kinds.some((kind) => message[kind] !== undefined))) {
    return `Each message needs one of ${kinds.join(", ")}.`;
  }
  const repetition = parseRepetition(body);
  if (typeof repetition === "string") return repetition;
  return {
    url: textOf(body.url),
    channel,
    from:
      channel === "whatsapp" && !isUserId(textOf(body.from)) ? textOf(body.from).replace(/\D/g, "") : textOf(body.from),
    to: textOf(body.to),
    name: textOf(body.name) || "Customer",
    secret: textOf(body.secret) || undefined,
    messages,
    repetition,
  };
}

/** The webhook's body and the ids of its messages. */
export function inboundPayload(
  inbound: MetaInbound,
  media: MetaMediaStore,
  now: Date,
): { readonly ids: readonly string[]; readonly payload: unknown } {
  const withIds = inbound.messages.map((message) => ({
    message,
    id:
      textOf(message.id) ||
      (inbound.channel === "whatsapp" ? newWamid() : `m_${randomBytes(60).toString("base64url")}`),
    at: now.getTime() - Number(message.secondsAgo ?? 0) * 1_000,
  }));
  const ids = withIds.map(({ id }) => id);
  const { from, to, name } = inbound;
  if (inbound.channel === "whatsapp") {
    const contacts = [{ profile: { name }, ...(isUserId(from) ? { user_id: from } : { wa_id: from }) }];
    const messages = withIds.map(({ message, id, at }) => ({
      ...(message.replyTo === undefined ? {} : { context: { from: to, id: message.replyTo } }),
      ...(isUserId(from) ? { from_user_id: from } : { from }),
      id,
      timestamp: String(Math.floor(at / 1_000)),
      ...whatsappContent(message, media),
      ...objectOf(message.fields),
    }));
    return { ids, payload: whatsappEnvelope(to, { contacts, messages }) };
  }
  const messaging = withIds.map(({ message, id, at }) => ({
    sender: { id: from },
    recipient: { id: to },
    timestamp: at,
    ...instagramContent(message, id, media),
  }));
  return { ids, payload: { object: "instagram", entry: [{ id: to, time: now.getTime(), messaging }] } };
}

function storeMedia(message: JsonObject, media: MetaMediaStore) {
  const { type = "image", data, mimeType, ...told } = objectOf(message.media);
  const kind = textOf(type);
  const mime = textOf(mimeType) || (usualTypes[kind] ?? "application/octet-stream");
  const file = media.add(Buffer.from(textOf(data), "base64"), mime);
  return { kind, told, file };
}

const usualTypes: Readonly<Record<string, string>> = {
  image: "image/jpeg",
  document: "application/pdf",
  audio: "audio/ogg; codecs=opus",
  video: "video/mp4",
  sticker: "image/webp",
};

/** Meta docs, "Cloud API webhooks: messages". */
function whatsappContent(message: JsonObject, media: MetaMediaStore): JsonObject {
  const { text, buttonReply, listReply, quickReply, location, reaction } = message;
  if (message.media !== undefined) {
    const { kind, told, file } = storeMedia(message, media);
    return { type: kind, [kind]: { ...told, mime_type: file.mimeType, sha256: file.sha256, id: file.id } };
  }
  if (buttonReply !== undefined) {
    return { type: "interactive", interactive: { type: "button_reply", button_reply: buttonReply } };
  }
  if (listReply !== undefined)
    return { type: "interactive", interactive: { type: "list_reply", list_reply: listReply } };
  if (quickReply !== undefined) {
    const { payload, title } = objectOf(quickReply);
    return { type: "button", button: { payload, text: title } };
  }
  if (location !== undefined) return { type: "location", location };
  if (reaction !== undefined) return { type: "reaction", reaction };
  return { type: "text", text: { body: text } };
}

/** Meta docs, "Instagram messaging: webhooks". */
function instagramContent(message: JsonObject, mid: string, media: MetaMediaStore): JsonObject {
  const { text, quickReply, buttonReply, postback, reaction, replyTo } = message;
  if (postback !== undefined) return { postback: { mid, ...objectOf(postback) } };
  if (reaction !== undefined) return { reaction };
  const choice = objectOf(quickReply ?? buttonReply);
  const chosen = quickReply !== undefined || buttonReply !== undefined;
  const shared = message.media === undefined ? undefined : storeMedia(message, media);
  return {
    message: {
      mid,
      ...(text === undefined ? {} : { text }),
      ...(chosen ? { text: choice.title, quick_reply: { payload: choice.payload ?? choice.id } } : {}),
      ...(shared
        ? { attachments: [{ type: shared.kind, payload: { url: media.publicAddress(shared.file.id) } }] }
        : {}),
      ...(replyTo === undefined ? {} : { reply_to: { mid: replyTo } }),
      ...objectOf(message.fields),
    },
  };
}

/** Verifies a webhook as Meta does during app setup (Meta docs, "Webhooks: verification requests"). */
export async function verifyWebhook(url: string, verifyToken: string, signal: AbortSignal): Promise<unknown> {
  const challenge = String(randomUUID()).replace(/\D/g, "").slice(0, 10);
  const address = new URL(url);
  address.searchParams.set("hub.mode", "subscribe");
  address.searchParams.set("hub.challenge", challenge);
  address.searchParams.set("hub.verify_token", verifyToken);
  try {
    const response = await fetch(address, { signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]) });
    const body = await response.text();
    return { status: response.status, body, verified: response.status === 200 && body === challenge };
  } catch {
    return { status: null, body: "", verified: false };
  }
}
