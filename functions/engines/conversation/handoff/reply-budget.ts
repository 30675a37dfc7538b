import type { TenantConfig } from "../../../../shared/config/index.ts";
import type { Conversation, Inbound } from "../conversation.ts";
import { isInsisting } from "../reading/machine-text.ts";
import { dayMs, repliesToday } from "./spent.ts";

/** Identical mails in a row from which on no answer goes out. */
const identicalMails = 3;
/** Identical messages in a row, each with the same answer, after which a person is asked. */
const identicalExchanges = 4;
/** A shorter mail, such as "yes please", may come again. */
const shortMailCharacters = 20;

/**
 * What a conversation still gets by itself: the agent's answer, a person, or nothing. It bounds every exchange of two
 * machines, whatever they look like. A new session does not renew the budget; a person who gives the
 * conversation back does. Pure.
 */
export function allowedReply(
  conversation: Pick<Conversation, "channel" | "status" | "recent" | "replied">,
  turn: {
    readonly inbound: readonly Pick<Inbound, "text">[];
    readonly config: Pick<TenantConfig, "conversation">;
    readonly now: Date;
  },
): "answer" | "person" | "none" {
  const { channel, status, replied } = conversation;
  const text = turn.inbound.map((message) => message.text).join("\n");
  const isSpent = repliesToday(replied, turn.now) >= turn.config.conversation.replies_per_day[channel];
  if (channel === "email" && isMailLoop(conversation, text, turn.now)) return "none";
  if (!isSpent && !goesInCircles(conversation, text, turn.now)) return "answer";
  // The person has been asked already.
  return status === "escalated" ? "none" : "person";
}

/** The same mail again and again. A person who repeats a question is no machine. Pure. */
export function isMailLoop(conversation: Pick<Conversation, "recent">, text: string, now: Date): boolean {
  return !isInsisting(text) && repeats(conversation, text, now) >= identicalMails;
}

/** How often the customer sent the text in a row, this time included, within a day. */
function repeats({ recent }: Pick<Conversation, "recent">, text: string, now: Date): number {
  const plain = comparable(text);
  if (plain.length < shortMailCharacters) return 1;
  const earlier = recent.filter(({ role, at }) => role === "customer" && now.getTime() - Date.parse(at) < dayMs);
  const other = earlier.findLastIndex((message) => comparable(message.text) !== plain);
  return earlier.length - other;
}

/** The same question and the same answer, again and again. */
function goesInCircles({ recent }: Pick<Conversation, "recent">, text: string, now: Date): boolean {
  const today = recent.filter(({ at }) => now.getTime() - Date.parse(at) < dayMs);
  const last = (role: "customer" | "agent") =>
    today.filter((message) => message.role === role).slice(-identicalExchanges);
  const [said, answered] = [last("customer"), last("agent")];
  if (said.length < identicalExchanges || answered.length < identicalExchanges) return false;
  // Answers with other numbers in them are other answers: "model 4 costs ₹400" after "model 3 costs ₹300".
  const answers = new Set(answered.map((message) => message.text.trim()));
  return answers.size === 1 && said.every((message) => comparable(message.text) === comparable(text));
}

/** Counters, dates and ticket numbers differ between messages that a machine writes. */
function comparable(text: string): string {
  return text.slice(0, 2_000).toLowerCase().replace(/\d+/g, "0").replace(/\s+/g, " ").trim();
}
