import { clip } from "../../../shared/contracts/conversation/conversation-summary.ts";
import { transferPhrases } from "./transfer-phrases.ts";

/** A colleague with the telephone at the ear listens to so much before they decide. */
const longest = { summary: 300, words: 140 };

export interface BriefingFacts {
  readonly clientName: string;
  /** The caller's name or number. */
  readonly caller: string;
  /** Why they are connected, from the handoff's briefing; may be empty. */
  readonly summary: string;
  /** What the caller said last; may be empty. */
  readonly lastWords: string;
}

/** What the colleague hears before they take the call: who it is, why, what was said last, and how to accept. */
export function spokenBriefing({ clientName, caller, summary, lastWords }: BriefingFacts, language: string): string {
  const phrases = transferPhrases(language);
  const filled = (text: string, values: Readonly<Record<string, string>>) =>
    text.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? "");
  return [
    filled(phrases.whoCalls, { client_name: clientName, caller }),
    clip(summary.trim(), longest.summary),
    lastWords.trim() === "" ? "" : filled(phrases.lastWords, { words: clip(lastWords.trim(), longest.words) }),
    phrases.howToAccept,
  ]
    .filter((part) => part !== "")
    .join(" ");
}
