import { z } from "zod";
import { LooseText, lenient, lenientList } from "../lenient.ts";

const FileId = z
  .string()
  .regex(/^[\w-]+$/)
  .max(256);
const File = z.object({ file_id: FileId, mime_type: lenient(z.string().max(100)) });

const User = z.object({
  id: z.number().int(),
  first_name: lenient(LooseText),
  last_name: lenient(LooseText),
});
const Chat = z.object({ id: z.number().int(), type: z.enum(["private", "group", "supergroup", "channel"]) });
const Place = z.object({ latitude: z.number(), longitude: z.number() });
const Button = z.object({ text: z.string(), callback_data: z.string().optional() });

/** Telegram Bot API, "Message". Only the fields used. An inaccessible message has `chat` alone. */
const MessageFields = z.object({
  message_id: z.number().int(),
  /** Unix time in seconds. */
  date: z.number().catch(0),
  edit_date: z.number().optional().catch(undefined),
  chat: Chat,
  from: User.optional().catch(undefined),
  text: lenient(LooseText),
  caption: lenient(LooseText),
  /** The same picture in several sizes. */
  photo: lenient(lenientList(File.extend({ width: z.number().catch(0) }))),
  document: lenient(File),
  voice: lenient(File),
  audio: lenient(File),
  video: lenient(File),
  video_note: lenient(File),
  animation: lenient(File),
  sticker: lenient(File),
  location: lenient(Place.extend({ live_period: lenient(z.number()) })),
  venue: lenient(z.object({ location: Place, title: LooseText.catch(""), address: LooseText.catch("") })),
  contact: lenient(
    z.object({
      phone_number: LooseText.catch(""),
      first_name: LooseText.catch(""),
      last_name: lenient(LooseText),
      /** The contact's Telegram user, if known. */
      user_id: lenient(z.number().int()),
    }),
  ),
  /** The message that this one answers. */
  reply_to_message: z.object({ message_id: z.number().int(), chat: Chat }).optional().catch(undefined),
  reply_markup: lenient(z.object({ inline_keyboard: z.array(z.array(Button)) })),
  /** The names of the content that it has, readable or not. */
  kinds: z.array(z.string()),
});

/** Content of messages. What a message has besides is about the chat, such as a pinned message. */
const contentNames = [
  ...[
    "text",
    "photo",
    "document",
    "voice",
    "audio",
    "video",
    "video_note",
    "animation",
    "sticker",
    "location",
    "venue",
  ],
  ...["contact", "poll", "dice", "story", "game", "checklist", "paid_media", "invoice", "gift", "rich_message"],
];

const Message = z.preprocess((given) => {
  if (typeof given !== "object" || given === null) return given;
  return { ...given, kinds: contentNames.filter((name) => Object.hasOwn(given, name)) };
}, MessageFields);
export type TelegramMessage = z.infer<typeof Message>;

const Callback = z.object({ id: z.string(), from: User, data: z.string().optional(), message: Message.optional() });
export type TelegramCallback = z.infer<typeof Callback>;

/** Telegram Bot API, "MessageReactionUpdated": every reaction of the user that the message now has. */
const Reaction = z.object({
  chat: Chat,
  message_id: z.number().int(),
  user: User.optional(),
  date: z.number(),
  new_reaction: z.array(z.object({ type: z.string(), emoji: z.string().optional() })),
});
export type TelegramReaction = z.infer<typeof Reaction>;

/** Telegram Bot API, "Update": one of these fields, or a kind that the agent ignores. */
export const TelegramUpdate = z.object({
  update_id: z.number().int(),
  message: Message.optional(),
  edited_message: Message.optional(),
  callback_query: Callback.optional(),
  message_reaction: Reaction.optional(),
  my_chat_member: z.object({ chat: Chat, from: User, new_chat_member: z.object({ status: z.string() }) }).optional(),
});
export type TelegramUpdate = z.infer<typeof TelegramUpdate>;
