import type { MessageDetails, Referral } from "../../../../shared/events/index.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { reaction } from "../reaction.ts";
import { type ReadMessage, unreadContent, withDetails } from "../read-content.ts";
import { contentId, type InstagramEvent, type InstagramReferral } from "./instagram-event.ts";

export interface InstagramMessage extends ReadMessage {
  readonly id: string;
  /** The id of the quoted message. */
  readonly quotes?: string | undefined;
  /** The id of the message whose wording this one replaces. */
  readonly replaces?: string;
}

/** Reads a customer's message; null for echoes of our messages, deletions and read receipts. */
export function readInstagram(event: InstagramEvent): InstagramMessage | null {
  const { message, message_edit: edit, postback, sender, timestamp, reaction: mark, unread } = event;
  if (unread !== undefined) return { id: contentId(event), ...unreadContent(unread) };
  if (mark) {
    const id = deriveId("reaction", sender.id, String(timestamp), mark.mid ?? "", mark.action ?? "");
    return { id, ...reaction(mark.action === "unreact" ? undefined : (mark.emoji ?? mark.reaction ?? "❤"), mark.mid) };
  }
  if (postback) {
    const id = postback.mid ?? deriveId("postback", sender.id, String(timestamp), postback.payload ?? "");
    const said = { id, text: postback.title, choiceId: postback.payload ?? null, attachments: [] };
    return withDetails(said, { referral: referralOf(postback.referral ?? event.referral) });
  }
  if (edit) {
    const id = deriveId("edit", edit.mid, String(edit.num_edit ?? ""), edit.text);
    return { id, text: edit.text, choiceId: null, attachments: [], replaces: edit.mid };
  }
  if (!message || message.is_echo) return null;
  const read = contentOf(message);
  if (!read) return null;
  const quotes = message.reply_to?.mid;
  return {
    ...withDetails(read, { referral: referralOf(message.referral ?? event.referral), story: storyOf(message) }),
    ...(quotes === undefined ? {} : { quotes }),
  };
}

/** The id of a message that the customer took back (Meta docs, "Instagram messaging: unsend"). */
export function deletedOnInstagram({ message }: InstagramEvent): string | undefined {
  return message?.is_deleted && !message.is_echo ? message.mid : undefined;
}

/** Reads what left the tenant's own account: the product's message, or a colleague's in the Instagram app. */
export function readInstagramEcho({ message }: InstagramEvent): InstagramMessage | null {
  return message?.is_echo ? contentOf(message) : null;
}

function contentOf(message: NonNullable<InstagramEvent["message"]>): InstagramMessage | null {
  if (message.is_deleted) return null;
  const { mid: id, attachments, text } = message;
  const files = attachments.flatMap(({ type, payload }) =>
    payload?.url === undefined
      ? []
      : [{ url: payload.url, contentType: usualTypes.get(type) ?? "application/octet-stream" }],
  );
  if (text === undefined && files.length === 0)
    return { id, ...unreadContent(attachments[0]?.type ?? (message.is_unsupported ? "unsupported" : "message")) };
  return { id, text: text ?? "", choiceId: message.quick_reply?.payload ?? null, attachments: files };
}

/** Meta docs, "Instagram messaging: story replies" and "story mentions". */
function storyOf({ reply_to: replyTo, attachments }: NonNullable<InstagramEvent["message"]>): MessageDetails["story"] {
  if (replyTo?.story) return { kind: "reply", url: replyTo.story.url ?? null };
  const mention = attachments.find(({ type }) => type === "story_mention");
  return mention && { kind: "mention", url: mention.payload?.url ?? null };
}

/** Meta docs, "Click to Direct ads": the ad's title; an `ig.me` link has only its reference. */
function referralOf(referral: InstagramReferral | undefined): Referral | undefined {
  if (!referral) return undefined;
  return {
    headline: referral.ads_context_data?.ad_title ?? "",
    text: "",
    url: referral.referer_uri ?? null,
    sourceType: referral.source ?? referral.type ?? null,
    sourceId: referral.ad_id ?? referral.ref ?? null,
    clickId: null,
  };
}

/** Instagram sends kinds instead of content types. The real type is detected when the file is read. */
const usualTypes: ReadonlyMap<string, string> = new Map([
  ["image", "image/jpeg"],
  ["video", "video/mp4"],
  ["audio", "audio/mp4"],
]);
