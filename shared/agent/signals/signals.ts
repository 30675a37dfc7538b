import { languageOf } from "../language/language.ts";
import { topicsOf } from "./flags.ts";
import { sentimentOf } from "./sentiment.ts";

/** The signals of one turn that triggers can read. The names are those of conditions (specification 3.4). */
export interface Signals {
  /** 0 (very negative) to 1 (very positive); 0.5 is neutral. */
  readonly sentiment_score: number;
  /** BCP 47, of the newest message that tells one: `en`, `hi`, `hi-Latn` (Hinglish), `ta`, `ta-Latn`, `ar`, … */
  readonly language: string;
  /** Number of turns in this conversation, including this one. */
  readonly interaction_count: number;
  /** 0 to 1. */
  readonly complexity_score: number;
  readonly customer_type: string;
  /** Bare signals that hold: `positive_sentiment`, `customer_request_escalation`, `mention_family`, … */
  readonly flags: readonly string[];
}

/** Only a message's beginning and end are read, so that cost stays bounded. In UTF-16 units. */
const readFromStart = 3_000;
const readFromEnd = 1_000;

/**
 * Reads the signals of the customer's messages with word lists and scripts, without a model. It takes under 100 µs for
 * a normal message and bounded time for any. `messages` are those to answer, oldest first; `earlier` are the customer's
 * earlier ones.
 */
export function readSignals(turn: {
  readonly messages: readonly string[];
  readonly earlier: readonly string[];
  readonly interactionCount: number;
  readonly customerType?: string | undefined;
  /** Flags that the caller has found, such as `repetition` or `budget_exceeded`. */
  readonly raised?: readonly string[];
  /** The language of messages that tell none. Defaults to English. */
  readonly fallbackLanguage?: string;
}): Signals {
  const messages = turn.messages.map(truncate);
  const text = truncate(messages.join("\n"));
  const sentiment = sentimentOf(text);
  const topics = topicsOf(text);
  const flags = [...topics, ...(turn.raised ?? [])];
  if (sentiment > 0.7) flags.push("positive_sentiment");
  if (sentiment < 0.3) flags.push("negative_sentiment");
  return {
    sentiment_score: sentiment,
    language: newestLanguage(messages, turn.earlier) ?? turn.fallbackLanguage ?? "en",
    interaction_count: turn.interactionCount,
    complexity_score: complexityOf(text, topics, turn.interactionCount),
    customer_type: turn.customerType ?? "standard",
    flags,
  };
}

/** The language of the newest message that has one. A message of emoji or digits has none. */
function newestLanguage(messages: readonly string[], earlier: readonly string[]): string | undefined {
  for (const message of [...messages].reverse()) {
    const language = languageOf(message);
    if (language) return language;
  }
  for (const message of earlier.slice(-3).reverse()) {
    const language = languageOf(truncate(message));
    if (language) return language;
  }
  return undefined;
}

/** Length, several questions, complaints, medical topics and a long conversation raise the complexity. */
function complexityOf(text: string, topics: readonly string[], interactionCount: number): number {
  const words = count(text, /\s+/g) + 1;
  const questions = count(text, /[?؟？]/g);
  const score =
    words / 150 +
    Math.max(0, questions - 1) * 0.12 +
    Math.max(0, interactionCount - 5) * 0.02 +
    (topics.includes("complaint") ? 0.25 : 0) +
    (topics.includes("medical_complexity_high") ? 0.5 : 0);
  return Math.min(1, Math.round(score * 100) / 100);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function truncate(text: string): string {
  return text.length <= readFromStart + readFromEnd
    ? text
    : `${text.slice(0, readFromStart)}\n${text.slice(-readFromEnd)}`;
}
