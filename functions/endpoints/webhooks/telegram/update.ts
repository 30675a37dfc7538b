import { z } from "zod";

const FileId = z
  .string()
  .regex(/^[\w-]+$/)
  .max(256);
const File = z.object({ file_id: FileId, mime_type: z.string().max(100).optional() });

const User = z.object({
  id: z.number().int(),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
});
const Chat = z.object({ id: z.number().int(), type: z.string() });
const Place = z.object({ latitude: z.number(), longitude: z.number() });
const Button = z.object({ text: z.string(), callback_data: z.string().optional() });

/** Telegram Bot API, "Message". Only the fields used. An inaccessible message has `chat` alone. */
const Message = z.object({
  message_id: z.number().int(),
  /** Unix time in seconds. */
  date: z.number(),
  edit_date: z.number().optional(),
  chat: Chat,
  from: User.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  /** The same picture in several sizes. */
  photo: z.array(File.extend({ width: z.number() })).optional(),
  document: File.optional(),
  voice: File.optional(),
  audio: File.optional(),
  video: File.optional(),
  video_note: File.optional(),
  animation: File.optional(),
  sticker: File.optional(),
  location: Place.extend({ live_period: z.number().optional() }).optional(),
  venue: z.object({ location: Place, title: z.string(), address: z.string() }).optional(),
  contact: z
    .object({
      phone_number: z.string(),
      first_name: z.string(),
      last_name: z.string().optional(),
      /** The contact's Telegram user, if known. */
      user_id: z.number().int().optional(),
    })
    .optional(),
  reply_markup: z.object({ inline_keyboard: z.array(z.array(Button)) }).optional(),
  poll: z.unknown().optional(),
  dice: z.unknown().optional(),
  story: z.unknown().optional(),
  game: z.unknown().optional(),
  checklist: z.unknown().optional(),
});
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
