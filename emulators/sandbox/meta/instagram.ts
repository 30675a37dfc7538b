import type { Answer } from "../../http.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf } from "../../json.ts";
import { graphError, invalidParameter } from "./errors.ts";

const dayMs = 24 * 3_600_000;
const humanAgentMs = 7 * dayMs;

/** Instagram's error for an invalid message, or null if it is valid (Meta docs, "Instagram messaging: Send API"). */
export function instagramRefusal(body: JsonObject, sinceCustomerWroteMs: number | null): Answer | null {
  const recipient = textOf(objectOf(body.recipient).id);
  if (recipient === "") return invalidParameter("The parameter recipient is required");
  const { message, sender_action: action } = body;
  if (action !== undefined) {
    return ["typing_on", "typing_off", "mark_seen", "react", "unreact"].includes(textOf(action))
      ? null
      : invalidParameter("Param sender_action must be one of {TYPING_ON, TYPING_OFF, MARK_SEEN, REACT, UNREACT}.");
  }
  if (!isObject(message)) return invalidParameter("Param message must be non-empty.");
  return contentRefusal(message) ?? windowRefusal(body, sinceCustomerWroteMs);
}

function contentRefusal(message: JsonObject): Answer | null {
  const text = textOf(message.text);
  const attachment = objectOf(message.attachment);
  if (text === "" && message.attachment === undefined && message.attachments === undefined) {
    return invalidParameter("Param message must be non-empty.");
  }
  if (Buffer.byteLength(text) > 1_000)
    return invalidParameter("Length of param message[text] must be less than or equal to 1000");
  if (message.attachment !== undefined && textOf(attachment.type) === "") {
    return invalidParameter("The parameter message[attachment][type] is required");
  }
  const replies = listOf(message.quick_replies).filter(isObject);
  if (replies.length > 13) return invalidParameter("Param message[quick_replies] has too many elements.");
  const wrong = replies.some(
    ({ content_type, title, payload }) =>
      (content_type ?? "text") === "text" &&
      (textOf(title) === "" || [...textOf(title)].length > 20 || textOf(payload) === ""),
  );
  return wrong
    ? invalidParameter("Param message[quick_replies] needs a title of at most 20 characters and a payload.")
    : null;
}

/**
 * The window is 24 hours after the customer's last message, or 7 days for a person at the business (tag HUMAN_AGENT).
 */
function windowRefusal({ messaging_type, tag }: JsonObject, sinceMs: number | null): Answer | null {
  if (tag !== undefined && tag !== "HUMAN_AGENT") {
    return invalidParameter('Param tag must be one of {"HUMAN_AGENT"}.');
  }
  if (messaging_type === "MESSAGE_TAG" && tag === undefined) return invalidParameter("The parameter tag is required");
  const allowedMs = tag === "HUMAN_AGENT" ? humanAgentMs : dayMs;
  if (sinceMs !== null && sinceMs < allowedMs) return null;
  return graphError({
    status: 403,
    type: "IGApiException",
    code: 10,
    subcode: 2534022,
    message: "This message is sent outside of allowed window.",
  });
}
