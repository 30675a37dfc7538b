import type { Answer } from "../../http.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf } from "../../json.ts";
import { isUserId } from "./delivery.ts";
import { invalidParameter, invalidValue, missingParameter } from "./errors.ts";
import { type Templates, templateRefusal } from "./templates.ts";

/** The state that the validation of a message needs. */
export interface Known {
  readonly templates: Templates;
  hasMedia(id: string): boolean;
}

const mediaTypes = ["image", "document", "audio", "video", "sticker"];

/** WhatsApp's error for an invalid message, or null if it is valid (Meta docs, "Cloud API messages"). */
export function whatsappRefusal(body: JsonObject, known: Known): Answer | null {
  if (body.messaging_product !== "whatsapp") return invalidParameter("The parameter messaging_product is required.");
  const [to, userId] = [textOf(body.to), textOf(body.recipient)];
  if (to === "" && userId === "") return invalidParameter("The parameter to is required.");
  // With both, Meta takes the number (Meta docs, "Business-scoped user IDs: messages").
  if (to === "" && !isUserId(userId)) return invalidValue("Recipient user id is not valid");
  if (to !== "" && !/^\d{7,15}$/.test(to.replace(/[+\s()-]/g, "")))
    return invalidValue("Recipient phone number is not valid");
  const type = textOf(body.type) || "text";
  const content = body[type];
  if (!isObject(content)) {
    return takenTypes.includes(type)
      ? invalidParameter(`The parameter ${type} is required.`)
      : invalidParameter(`Param type must be one of {${takenTypes.join(", ").toUpperCase()}} - got "${type}".`);
  }
  if (type === "text") return textRefusal(content);
  if (type === "interactive") return interactiveRefusal(content);
  if (type === "template") return templateRefusal(content, known.templates);
  if (type === "reaction") return reactionRefusal(content);
  return mediaRefusal(type, content, known);
}

const takenTypes = ["text", "interactive", "template", "reaction", ...mediaTypes];

function textRefusal(text: JsonObject): Answer | null {
  const body = textOf(text.body);
  if (body.trim() === "") return invalidParameter("The parameter text['body'] is required.");
  return length(body) > 4_096 ? invalidParameter("Param text['body'] must be at most 4096 characters long.") : null;
}

function mediaRefusal(type: string, media: JsonObject, known: Known): Answer | null {
  const [id, link, caption] = [textOf(media.id), textOf(media.link), textOf(media.caption)];
  if (id === "" && link === "") return invalidParameter(`The parameter ${type}['id'] or ${type}['link'] is required.`);
  if (id !== "" && !known.hasMedia(id)) {
    return invalidParameter(`Param ${type}['id'] is not a valid whatsapp business account media attachment ID`);
  }
  if (id === "" && !/^https?:\/\//.test(link)) return invalidParameter(`Param ${type}['link'] is not a valid URI.`);
  if (caption !== "" && (type === "audio" || type === "sticker")) {
    return invalidParameter(`Unexpected key "caption" on param "${type}".`);
  }
  return length(caption) > 1_024
    ? invalidParameter(`Param ${type}['caption'] must be at most 1024 characters long.`)
    : null;
}

function reactionRefusal(reaction: JsonObject): Answer | null {
  if (textOf(reaction.message_id) === "") return invalidParameter("The parameter reaction['message_id'] is required.");
  return typeof reaction.emoji === "string" ? null : missingParameter("Parameter of type emoji is missing");
}

/** Reply buttons and lists (Meta docs, "Interactive reply buttons messages", "Interactive list messages"). */
function interactiveRefusal(interactive: JsonObject): Answer | null {
  const type = textOf(interactive.type);
  if (type !== "button" && type !== "list") {
    return invalidParameter("Param interactive['type'] must be one of {BUTTON, LIST}.");
  }
  const { text } = objectOf(interactive.body);
  const header = objectOf(interactive.header);
  const action = objectOf(interactive.action);
  return (
    lengthRefusal("Body text", text, type === "list" ? 4_096 : 1_024) ??
    (header.type === "text" ? lengthRefusal("Header text", header.text, 60) : null) ??
    (interactive.footer === undefined ? null : lengthRefusal("Footer text", objectOf(interactive.footer).text, 60)) ??
    (type === "button" ? buttonsRefusal(action) : listRefusal(action))
  );
}

function buttonsRefusal(action: JsonObject): Answer | null {
  const buttons = listOf(action.buttons).filter(isObject);
  if (buttons.length < 1 || buttons.length > 3) {
    return invalidValue("Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3");
  }
  if (buttons.some(({ type }) => type !== "reply")) return invalidValue("Button type must be reply");
  const replies = buttons.map(({ reply }) => objectOf(reply));
  const lengths = replies.map(
    ({ title, id }) => lengthRefusal("Button title", title, 20) ?? lengthRefusal("Button id", id, 256),
  );
  return firstOf(lengths) ?? repeated("Button title", replies, "title") ?? repeated("Button id", replies, "id");
}

function listRefusal(action: JsonObject): Answer | null {
  const sections = listOf(action.sections).filter(isObject);
  if (sections.length < 1 || sections.length > 10) {
    return invalidValue("Invalid sections count. Min allowed sections: 1, Max allowed sections: 10");
  }
  const rows = sections.flatMap((section) => listOf(section.rows).filter(isObject));
  if (rows.length === 0) return invalidValue("Section rows are required");
  if (rows.length > 10) return invalidValue("Total row count exceed max allowed count: 10");
  const titles = sections.map(({ title }) =>
    title === undefined && sections.length === 1 ? null : lengthRefusal("Section title", title, 24),
  );
  const lengths = rows.map(
    ({ id, title, description = "-" }) =>
      lengthRefusal("Row id", id, 200) ??
      lengthRefusal("Row title", title, 24) ??
      lengthRefusal("Row description", description, 72),
  );
  return (
    lengthRefusal("List button", action.button, 20) ??
    firstOf(titles) ??
    firstOf(lengths) ??
    repeated("Row id", rows, "id")
  );
}

function lengthRefusal(what: string, value: unknown, maximum: number): Answer | null {
  const text = textOf(value);
  if (text.trim() !== "" && length(text) <= maximum) return null;
  return invalidValue(`${what} length invalid. Min length: 1, Max length: ${maximum}`);
}

function repeated(what: string, items: readonly JsonObject[], key: string): Answer | null {
  const values = items.map((item) => item[key]);
  return new Set(values).size < values.length ? invalidValue(`${what} must be unique`) : null;
}

function firstOf(refusals: readonly (Answer | null)[]): Answer | null {
  return refusals.find((refusal) => refusal !== null) ?? null;
}

/** Counts characters as Meta does, not UTF-16 units. */
function length(text: string): number {
  return [...text].length;
}
