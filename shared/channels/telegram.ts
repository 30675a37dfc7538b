import type { Attachment, Choice } from "../events/index.ts";
import { type ChannelFormat, defineChannel } from "./definition.ts";
import type { SectionConfig } from "./sections/section.ts";
import type { telegramSections } from "./sections/telegram-sections.ts";
import { withLinks, withNumberedChoices } from "./sending/plain-text.ts";
import type { ShapedContent } from "./sending/shaped-content.ts";
import { splitText } from "./sending/split-text.ts";

/** Telegram Bot API, "sendMessage" and "sendPhoto": UTF-16 units, as clients count them. */
const textLength = 4_096;
const captionLength = 1_024;
/** A longer label does not fit a button on a phone. */
const labelLength = 40;
/** A longer list is easier to read than to press. */
const mostButtons = 20;

/** Telegram Bot API, "Sending files": types that its servers fetch from a URL and show. Others go as links. */
const fileMethods: ReadonlyMap<string, TelegramFileMethod> = new Map([
  ["image/jpeg", "photo"],
  ["image/png", "photo"],
  ["image/webp", "photo"],
  ["image/gif", "document"],
  ["video/mp4", "video"],
  ["audio/mpeg", "audio"],
  ["audio/mp4", "audio"],
  ["audio/ogg", "voice"],
  ["application/pdf", "document"],
  ["application/zip", "document"],
]);

export type TelegramFileMethod = "photo" | "video" | "audio" | "voice" | "document";

/** How a file of this type is sent; undefined for a type that Telegram does not fetch. */
export function telegramFileMethod(contentType: string): TelegramFileMethod | undefined {
  return fileMethods.get(contentType.split(";")[0]?.trim().toLowerCase() ?? "");
}

/** Telegram messages: choices as buttons below the text, files that Telegram fetches as files, others as links. */
export const telegramFormat: ChannelFormat = {
  // A bot may write at any time to whoever has started it.
  windowMs: () => null,
  shape({ text, choices, media }, { media: asFiles }) {
    const isFile = ({ contentType }: Attachment) => asFiles && telegramFileMethod(contentType) !== undefined;
    const files = media.filter(isFile);
    const linked = withLinks(
      text,
      media.filter((file) => !isFile(file)),
    );
    const captioned = files.length === 1 && choices.length === 0 && linked.length <= captionLength;
    const sent = files.map((file): ShapedContent => ({ type: "media", ...file, caption: captioned ? linked : "" }));
    if (captioned) return sent;
    const asButtons = linked !== "" && fitButtons(choices);
    const parts = splitText(asButtons ? linked : withNumberedChoices(linked, choices), textLength).map(
      (part): ShapedContent => ({ type: "text", text: part }),
    );
    const last = parts.at(-1);
    if (!asButtons || last?.type !== "text") return [...sent, ...parts];
    return [...sent, ...parts.slice(0, -1), { type: "buttons", text: last.text, choices: [...choices] }];
  },
};

function fitButtons(choices: readonly Choice[]): boolean {
  const short = choices.every(({ label }) => label.length <= labelLength);
  return choices.length > 0 && choices.length <= mostButtons && short;
}

/** Telegram Bot API, "InlineKeyboardButton": bytes of UTF-8. */
const callbackBytes = 64;
/** The prefix of an index that replaces an id. An id that itself starts with it is replaced too. */
const unnamed = "~";

/** What a pressed button sends back: the choice's id, or its position (from 1) where the id does not fit. */
export function callbackData({ id }: Choice, index: number): string {
  return Buffer.byteLength(id) <= callbackBytes && !id.startsWith(unnamed) ? id : `${unnamed}${index + 1}`;
}

/** The choice's id; null where its position was sent instead. */
export function choiceIdIn(data: string): string | null {
  return data.startsWith(unnamed) ? null : data;
}

/** Telegram, by the Bot API. A customer opens the bot with /start; a bot cannot write first, so campaigns cannot. */
export const telegram = defineChannel({
  identity: {
    kind: "telegram",
    vouched: true,
    rank: 4,
    column: "telegram",
    columns: ["telegram"],
    example: "700000601",
  },
  spoken: false,
  burstWindowMs: 1_500,
  builtInProviders: ["telegram"],
  sections: async () => (await import("./sections/telegram-sections.ts")).telegramSections,
  addresses: ({ bot }: SectionConfig<(typeof telegramSections)["input"]>) => [[bot, "bot"] as const],
  carrier: {
    provider: "telegram",
    account: "telegram",
    format: () => telegramFormat,
    templates: null,
    stopIsFinal: false,
    recipientColumns: null,
    toolProvider: /telegram/i,
    commands: true,
  },
});
