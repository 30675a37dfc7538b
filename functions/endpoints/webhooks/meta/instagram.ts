import { deriveId } from "../../../../shared/runtime/ids.ts";
import { reaction } from "../reaction.ts";
import type { InstagramEvent } from "./payload.ts";
import type { ReadMessage } from "./whatsapp.ts";

export interface InstagramMessage extends ReadMessage {
  readonly id: string;
}

/** Reads a customer's message; null for echoes of our messages, deletions and read receipts. */
export function readInstagram(event: InstagramEvent): InstagramMessage | null {
  const { message, postback, sender, timestamp, reaction: mark } = event;
  if (mark) {
    const id = deriveId("reaction", sender.id, String(timestamp), mark.mid, mark.action ?? "");
    return { id, ...reaction(mark.action === "unreact" ? undefined : (mark.emoji ?? mark.reaction ?? "❤"), mark.mid) };
  }
  if (postback) {
    const id = postback.mid ?? deriveId("postback", sender.id, String(timestamp), postback.payload ?? "");
    return { id, text: postback.title, choiceId: postback.payload ?? null, attachments: [] };
  }
  if (!message || message.is_echo) return null;
  return contentOf(message);
}

/** Reads what left the tenant's own account: the product's message, or a colleague's in the Instagram app. */
export function readInstagramEcho({ message }: InstagramEvent): InstagramMessage | null {
  return message?.is_echo ? contentOf(message) : null;
}

function contentOf(message: NonNullable<InstagramEvent["message"]>): InstagramMessage | null {
  if (message.is_deleted) return null;
  const files = (message.attachments ?? []).flatMap(({ type, payload }) =>
    payload?.url === undefined
      ? []
      : [{ url: payload.url, contentType: usualTypes.get(type) ?? "application/octet-stream" }],
  );
  const text = message.text ?? (files.length === 0 ? "[A message that cannot be shown here]" : "");
  return { id: message.mid, text, choiceId: message.quick_reply?.payload ?? null, attachments: files };
}

/** Instagram sends kinds instead of content types. The real type is detected when the file is read. */
const usualTypes: ReadonlyMap<string, string> = new Map([
  ["image", "image/jpeg"],
  ["video", "video/mp4"],
  ["audio", "audio/mp4"],
]);
