import { words as english } from "../../../../../../widget/web/call-words-en.js";
import { words as hindi } from "../../../../../../widget/web/call-words-hi.js";
import { words as urdu } from "../../../../../../widget/web/call-words-ur.js";
import type { Locale } from "../../../language/language.ts";
import type { CallState } from "./use-draft-call.ts";

/** A test call shows what its callers will read. */
const wordsOf: Readonly<Record<Locale, typeof english>> = { en: english, hi: hindi, ur: urdu };

export function callWords(locale: Locale) {
  return wordsOf[locale];
}

/** What the line and the agent are doing, in the words that customers read. */
export function statusOf(
  { phase, agent, muted, working, reason, startedAt }: CallState,
  words: typeof english,
  agentName: string,
): string {
  if (phase === "ended") {
    const usual = startedAt === undefined ? words.endings["connection-failed"] : words.ended;
    return entryOf(words.endings, reason) ?? usual;
  }
  if (phase !== "live") return words[phase];
  if (working) return words.working;
  if (agent === "listening" && muted) return words.muted;
  return words[agent](agentName);
}

/** What a person should know besides: there is no microphone, or nothing that hears. */
export function noticeOf({ notice, hears, phase }: CallState, words: typeof english): string | undefined {
  if (notice !== undefined) return entryOf(words.notices, notice);
  return hears || phase !== "live" ? undefined : words.typeOnly;
}

function entryOf(entries: Readonly<Record<string, string>>, key: string | undefined): string | undefined {
  return key !== undefined && Object.hasOwn(entries, key) ? entries[key] : undefined;
}
