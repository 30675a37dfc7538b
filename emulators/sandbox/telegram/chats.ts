import { type JsonObject, textOf } from "../../json.ts";
import { buttonsOf } from "./bot-api.ts";

/** A bot's message as its customer sees it. */
export interface BotMessage {
  readonly messageId: number;
  readonly bot: string;
  readonly chat: number;
  readonly method: string;
  readonly body: JsonObject;
  /** Unix time in seconds. */
  readonly date: number;
}

/** The chats between bots and the users who have started them. */
export interface Chats {
  /** Message ids count up across all chats and senders. */
  nextId(): number;
  /** Called when the customer has written: from then on the bot may write too. */
  open(chat: number): void;
  block(chat: number, blocked: boolean): void;
  stateOf(chat: number): "open" | "blocked" | "unknown";
  keep(message: BotMessage): void;
  messages(): readonly BotMessage[];
  /** The newest message in the chat with this button, and the button's callback data. */
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

/** The message in Telegram's answers and callbacks. */
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
