import type { RecordedCall } from "../../../../shared/contracts/lifecycle/recorded-calls.ts";
import type { ReplayedTurn } from "../../../../shared/contracts/replayed-turns.ts";
import { maskAnswer, maskPersonal, publicTokensOf } from "../../../../shared/knowledge/mask-personal.ts";

/** What is kept of one conversation: the document holds the calls beside the answers of both versions. */
const kept = { calls: 10, bytes: 16_000, error: 300 };
/** Shorter numbers are prices, quantities and times, without which a result says nothing. */
const digitsOfPersonalNumber = 7;
/** From here on a figure is a telephone or an account number. */
const personalFigure = 1_000_000_000;
/** With the hour, which `publicTokensOf` takes for a part of the date. */
const isoDate = /\b\d{4}-\d{2}-\d{2}(?:[ T]\d{2})?/g;

/** The calls of a conversation's turns as the replay answers them. A call that is too long for it is left out. Pure. */
export function recordedCallsIn(
  turns: readonly Pick<ReplayedTurn, "toolCalls">[],
  names: readonly string[],
): readonly RecordedCall[] {
  const withoutContacts = (text: string) => maskAnswer(text, names, harmlessTokens(text));
  return turns
    .flatMap(({ toolCalls }) => toolCalls)
    .map(({ name, arguments: args, status, result, error }): RecordedCall => {
      const isDone = status === "completed";
      return {
        name,
        arguments: JSON.stringify(eachText(args, withoutContacts)),
        masked: JSON.stringify(eachText(args, (text) => maskPersonal(text, names))),
        result: isDone ? (JSON.stringify(eachText(result, withoutContacts)) ?? "null") : null,
        error: isDone ? null : withoutContacts(error ?? "").slice(0, kept.error),
      };
    })
    .filter((call) => Buffer.byteLength(JSON.stringify(call)) <= kept.bytes)
    .slice(0, kept.calls);
}

/** Dates, prices and other short numbers of a text, which name nobody. */
function harmlessTokens(text: string): ReadonlySet<string> {
  const dates = new Set((text.match(isoDate) ?? []).flatMap(formsOf));
  return new Set(
    [...publicTokensOf(text)].filter((token) => {
      if (/@|^https?:/i.test(token)) return false;
      return dates.has(token) || digitsOf(token).length < digitsOfPersonalNumber;
    }),
  );
}

/** A date as it is found: as a number, alone or with its hour, and as a code. */
function formsOf(date: string): readonly string[] {
  return [digitsOf(date.slice(0, 10)), digitsOf(date), date.toLowerCase()];
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, "");
}

function eachText(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (typeof value === "number" && value >= personalFigure) return change(String(value));
  if (Array.isArray(value)) return value.map((each) => eachText(each, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, eachText(each, change)]));
}
