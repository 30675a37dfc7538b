import { extname } from "node:path";
import { isObject, type JsonObject, listOf, objectOf, textOf } from "../../json.ts";
import { type Chats, messageObject } from "./chats.ts";
import type { BotFiles } from "./files.ts";

/**
 * A customer's action in the control `POST /customer`: `text`; `choice {id, label, number}`, pressed if the bot has
 * shown it as a button and typed as a number otherwise; `files [{base64, contentType, filename}]`, with the text as
 * caption. `fields` replaces them: any message fields (`contact`, `location`, `chat`, …), `edit` (the new text of the
 * customer's last message), `ownNumber` (shares their own contact), `block` (true or false).
 */
export interface CustomerAct {
  readonly chat: number;
  readonly name: string;
  readonly text: string;
  readonly choice: JsonObject | undefined;
  readonly files: readonly JsonObject[];
  readonly fields: JsonObject;
}

export function parseAct(body: JsonObject): CustomerAct | string {
  const chat = Number(body.address);
  if (!Number.isSafeInteger(chat)) return "address must be the customer's id at Telegram, digits only.";
  return {
    chat,
    name: textOf(body.name) || "Customer",
    text: textOf(body.text),
    choice: isObject(body.choice) ? body.choice : undefined,
    files: listOf(body.files).filter(isObject),
    fields: objectOf(body.fields),
  };
}

/** Telegram Bot API, "Update", without its id. `last` is the customer's newest message, which an edit changes. */
export function updateOf(
  act: CustomerAct,
  {
    chats,
    files,
    last,
    now,
  }: { readonly chats: Chats; readonly files: BotFiles; readonly last: JsonObject; readonly now: Date },
): JsonObject {
  const { chat: id, name, text, choice, fields } = act;
  const [first_name = "", ...others] = name.split(" ");
  const last_name = others.length === 0 ? {} : { last_name: others.join(" ") };
  const from = { id, is_bot: false, first_name, ...last_name, language_code: "en" };
  const chat = { id, type: "private", first_name, ...last_name };
  const date = Math.floor(now.getTime() / 1_000);
  const { edit, block, ownNumber, ...more } = fields;
  if (typeof block === "boolean") {
    chats.block(id, block);
    const member = (status: string) => ({ user: { id: 1, is_bot: true, first_name: "Bot" }, status });
    const [before, after] = block ? ["member", "kicked"] : ["kicked", "member"];
    return { my_chat_member: { chat, from, date, old_chat_member: member(before), new_chat_member: member(after) } };
  }
  chats.open(id);
  if (edit !== undefined) return { edited_message: { ...last, text: edit, edit_date: date } };
  const pressed = choice && chats.buttonFor(id, choice);
  if (pressed) {
    const callback = { id: String(chats.nextId()), from, chat_instance: String(id), data: pressed.data };
    return { callback_query: { ...callback, message: messageObject(pressed.message) } };
  }
  const contact = ownNumber === undefined ? {} : { contact: { phone_number: ownNumber, first_name, user_id: id } };
  const content = Object.keys(fields).length > 0 ? { ...contact, ...more } : contentOf(act, files, choice);
  return { message: { message_id: chats.nextId(), from, chat, date, ...content } };

  function contentOf({ files: sent }: CustomerAct, kept: BotFiles, picked: JsonObject | undefined): JsonObject {
    const [file] = sent;
    if (file) return { ...fileContent(file, kept), ...(text === "" ? {} : { caption: text }) };
    const typed = picked ? String(picked.number) : text;
    const command = /^\/\w+(?:@\w+)?/.exec(typed)?.[0];
    const entities = command ? { entities: [{ type: "bot_command", offset: 0, length: command.length }] } : {};
    return { text: typed, ...entities };
  }
}

function fileContent({ base64, contentType, filename }: JsonObject, kept: BotFiles): JsonObject {
  const bytes = Buffer.from(textOf(base64), "base64");
  const type = textOf(contentType);
  const file_id = kept.add(bytes, extname(textOf(filename)));
  const file = { file_id, file_unique_id: file_id.slice(-12), file_size: bytes.length };
  if (type.startsWith("image/")) {
    const thumbnail = { ...file, file_id: `${file_id}-s`, width: 90, height: 67 };
    return { photo: [thumbnail, { ...file, width: 1_280, height: 960 }] };
  }
  if (type === "audio/ogg") return { voice: { ...file, duration: 3, mime_type: type } };
  return { document: { ...file, file_name: filename, mime_type: type } };
}
