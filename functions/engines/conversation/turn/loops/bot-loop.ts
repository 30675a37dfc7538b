import type { ChannelType } from "../../../../../shared/events/index.ts";
import type { Conversation } from "../../conversation.ts";
import { dayMs } from "../../handoff/spent.ts";
import { isAutomatic, isInsisting, isSentence, plain } from "./machine-text.ts";

/** The third of three equal messages is not answered. */
const answeredRepeats = 2;
/** Automatic texts may take turns: "We are away", "Your message is noted". */
const compared = 5;

/** Where machines answer by themselves, and nobody waits for the reply to a request. Mail has its own rules. */
const silentChannels: ReadonlySet<ChannelType> = new Set(["sms", "whatsapp", "instagram", "telegram"]);

/** Whether a machine on the other side gets no answer. Elsewhere, as in a chat page, a person is asked. */
export function isLeftSilent(channel: ChannelType): boolean {
  return silentChannels.has(channel);
}

/**
 * Whether the other side is a machine that says the same again and again, or says back what we say. A person who repeats a
 * question is none. Looks at the newest messages only. Pure.
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
  const same = earlier.slice(-compared).filter((message) => unnumbered(message) === own);
  return isAutomatic(text) && same.length >= answeredRepeats;
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
