import type { ChannelType } from "../../../../../shared/events/index.ts";
import type { Conversation } from "../../conversation.ts";
import { dayMs } from "../../handoff/spent.ts";
import { isAutomatic, isInsisting, isSentence, plain } from "../../reading/machine-text.ts";

/** The third of three equal messages is not answered. */
const answeredRepeats = 2;
/** Nobody reads our answer and writes a sentence in less time, and three times in a row. */
const machineMs = 3_000;
/** Automatic texts may take turns: "We are away", "Your message is noted". */
const compared = 5;

/** Where machines answer by themselves, and nobody waits for the reply to a request. Mail has its own rules. */
const silentChannels: ReadonlySet<ChannelType> = new Set(["sms", "whatsapp", "instagram", "telegram"]);

/** Whether a machine on the other side gets no answer. Elsewhere, as in a chat page, a person is asked. */
export function isLeftSilent(channel: ChannelType): boolean {
  return silentChannels.has(channel);
}

/**
 * Whether the other side is a machine that says the same again and again, or says back what we say. Where only numbers
 * differ, it is one that answers faster than people write, or that says so itself: a person may name three orders. A
 * person who repeats a question is not one. Looks at the newest messages only. Pure.
 */
export function isBotLoop({ recent }: Pick<Conversation, "recent">, text: string, at: string): boolean {
  const said = plain(text);
  if (!isSentence(said)) return false;
  const since = Date.parse(at) - dayMs;
  const today = recent.filter((message) => !(Date.parse(message.at) < since));
  const earlier = today.filter(({ role }) => role === "customer").map((message) => plain(message.text));
  const answers = today.filter(({ role }) => role === "agent").map((message) => plain(message.text));
  if (saysBack([...earlier, said], answers)) return true;
  if (isInsisting(text)) return false;
  const last = earlier.slice(-answeredRepeats);
  if (last.length === answeredRepeats && last.every((message) => message === said)) return true;
  const own = unnumbered(said);
  const same = today
    .map((message, index) => ({ ...message, isInstant: isInstant(message.at, today.slice(0, index)) }))
    .filter(({ role }) => role === "customer")
    .slice(-compared)
    .filter((message) => unnumbered(plain(message.text)) === own);
  if (isAutomatic(text) && same.length >= answeredRepeats) return true;
  return isInstant(at, today) && same.filter((message) => message.isInstant).length >= answeredRepeats;
}

/** Whether what came at this time came right after our newest message before it. */
function isInstant(at: string, before: Conversation["recent"]): boolean {
  const answer = before.findLast(({ role }) => role === "agent");
  if (answer === undefined) return false;
  const ms = Date.parse(at) - Date.parse(answer.at);
  return ms >= 0 && ms < machineMs;
}

/** The last two messages are our two answers before them. */
function saysBack(said: readonly string[], answers: readonly string[]): boolean {
  const [before, now] = said.slice(-2);
  const [first, last] = answers.slice(-2);
  return before !== undefined && isSentence(before) && before === first && now === last;
}

/** Counters, dates and ticket numbers differ between messages that a machine writes. */
function unnumbered(text: string): string {
  return text.replace(/\p{N}+/gu, "0");
}
