import type { MessageEchoed } from "../../../../../shared/events/index.ts";
import type { Conversation, Message } from "../../conversation.ts";
import { isInApp } from "../../handoff/outside-operator.ts";

/** `ours`: the product sent it. `colleague`: a person did. `unclear`: a send of ours has not told its id yet. */
export type Echo = "ours" | "colleague" | "unclear";

/** How long an echo waits for the ids of our own sends. */
const waitsMs = 2 * 60_000;
/** How long the text of a sent message is compared: a send that a crash interrupted has an id that nobody knows. */
const comparedMs = 60 * 60_000;
/** A colleague may write a shorter text than this as we did. */
const tellingCharacters = 20;

/**
 * Whose message an echo reports. The id decides where it is known. Our send's answer may come after its echo, and a crash
 * may lose it, so a text that we have just sent is ours too. Pure.
 */
export function whoseEcho({ recent }: Pick<Conversation, "recent">, echo: MessageEchoed, now: Date): Echo {
  const own = recent.filter((message) => message.role !== "customer" && !isInApp(message.delivery));
  if (recent.some(({ delivery }) => delivery?.providerMessageIds.includes(echo.providerMessageId))) return "ours";
  const ageOf = ({ at }: Message) => now.getTime() - Date.parse(at);
  const said = plain(echo.text);
  const isSaid = (message: Message) =>
    said === ""
      ? isOpen(message) && (message.files ?? []).length > 0 && echo.attachments.length > 0
      : (isOpen(message) || said.length >= tellingCharacters) && contains(plain(message.text), said);
  if (own.some((message) => ageOf(message) < comparedMs && isSaid(message))) return "ours";
  return own.some((message) => isOpen(message) && ageOf(message) < waitsMs) ? "unclear" : "colleague";
}

/** Whether our message may have left although its provider's id is not known. */
function isOpen({ delivery }: Message): boolean {
  return delivery === null || (delivery.status !== "failed" && delivery.providerMessageIds.length === 0);
}

/** A part of our message, or our message with its choices written below. */
function contains(ours: string, said: string): boolean {
  return ours !== "" && (ours.includes(said) || said.startsWith(ours));
}

function plain(text: string): string {
  return text.replace(/\s+/gu, " ").trim().slice(0, 4_000);
}
