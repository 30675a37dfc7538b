import { combine } from "./combine.ts";
import { componentsOf } from "./components.ts";
import type { Meaning } from "./meaning.ts";
import { affirmed } from "./negation.ts";
import { joinParts } from "./parts.ts";
import type { Reader, TimeReading } from "./reading.ts";
import { meaningsOf } from "./tokens.ts";

/** Longer texts are not answers to "when?", and are not read. In UTF-16 units. */
const longest = 500;
/** With more words than this that no list has, a time is offered and not taken. */
const mostUnknown = 1;

/**
 * Reads the time that a text names, in the tenant's time zone: now or later. Every word counts: what the words leave
 * open is ambiguous, and never chosen. A bare hour is the one during opening hours, else the usual one. Pure.
 */
export function readTime(text: string, reader: Reader): TimeReading {
  const words = text.trim();
  if (words.length > longest) return { status: "not-understood", mentionsTime: false, asks: true };
  const meanings = meaningsOf(words);
  const { kept, rejects, rejectsDay } = affirmed(componentsOf(meanings), meanings);
  const says = (kind: Meaning["kind"]) => meanings.some((each) => each.kind === kind);
  const unknown = meanings.filter(({ kind }) => kind === "unknown").length;
  const asks = says("past") || says("question") || (says("question-mark") && (unknown > 0 || kept.length === 0));
  const nothing = { status: "not-understood", mentionsTime: !asks && (kept.length > 0 || rejects), asks } as const;
  if (asks) return nothing;
  const parts = joinParts(kept, meanings);
  if (!parts || (rejectsDay && parts.days.length === 0 && parts.minutes === null)) return nothing;
  if (unknown > 0 && parts.hours.some(({ marked }) => !marked)) return nothing;
  const namesDay = parts.days.length > 0 || parts.iso !== null;
  const reading = combine(parts, { ...reader, words, unknown, namesDay });
  if (!reading) return nothing;
  if (reading.status !== "time") return reading;
  const isNamed = namesDay || reader.onDate !== undefined;
  const isBare = !isNamed && parts.hours.some(({ marked }) => !marked);
  if (unknown <= (isNamed ? mostUnknown : 0) && !isBare && !parts.vague) return reading;
  return { status: "ambiguous", candidates: [reading.at], precision: "minute", words };
}
