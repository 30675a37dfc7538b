import { type JsonObject, textOf } from "../../json.ts";
import { buttonsOf } from "./bot-api.ts";

/** A message of a bot, as its customer sees it. */
export interface BotMessage {
  readonly messageId: number;
  readonly bot: string;
  readonly chat: number;
  readonly method: string;
  readonly body: JsonObject;
  /** Seconds. */
  readonly date: number;
}

/** What goes on between bots and the people who have started them. */
export interface Chats {
  /** Numbers count up in every chat, whoever writes. */
  nextId(): number;
  /** The customer has written, so the bot may, too. */
  open(chat: number): void;
  block(chat: number, blocked: boolean): void;
  stateOf(chat: number): "open" | "blocked" | "unknown";
  keep(message: BotMessage): void;
  messages(): readonly BotMessage[];
  /** The newest message in the chat that shows this button, and the data the button sends back. */
  buttonFor(chat: number, choice: JsonObject): { readonly message: BotMessage; readonly data: string } | undefined;
  clear(): void;
}

const keptMessages = 10_000;

export function openChats(): Chats {
  const states = new Map<number, "open" | "blocked">();
  const messages: BotMessage[] = [];
  let lastId = 100;
  return {
    nextId() {
      lastId += 1;
      return lastId;
    },
    open(chat) {
      if (!states.has(chat)) states.set(chat, "open");
    },
    block(chat, blocked) {
      states.set(chat, blocked ? "blocked" : "open");
    },
    stateOf: (chat) => states.get(chat) ?? "unknown",
    keep(message) {
      messages.push(message);
      if (messages.length > keptMessages) messages.shift();
    },
    messages: () => messages,
    buttonFor(chat, { id, label }) {
      for (const message of messages.filter((each) => each.chat === chat).reverse()) {
        const button = buttonsOf(message.body).find(
          ({ text, callback_data }) => callback_data === id || text === label,
        );
        if (button) return { message, data: textOf(button.callback_data) };
      }
      return undefined;
    },
    clear() {
      states.clear();
      messages.length = 0;
    },
  };
}

/** The message as Telegram answers with it, and names it in a callback. */
export function messageObject({ messageId, chat, body, date }: BotMessage): JsonObject {
  const { text, caption, reply_markup } = body;
  return {
    message_id: messageId,
    date,
    chat: { id: chat, type: "private" },
    ...(text === undefined ? {} : { text }),
    ...(caption === undefined ? {} : { caption }),
    ...(reply_markup === undefined ? {} : { reply_markup }),
  };
}
