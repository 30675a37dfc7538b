import { asciiDigits } from "../../../../../shared/agent/guard/readable.ts";
import { topics } from "../../../../../shared/agent/lexicons/topics.ts";
import { topicsOf } from "../../../../../shared/agent/signals/flags.ts";
import type { Signals } from "../../../../../shared/agent/signals/signals.ts";
import type { Facts } from "../../../../../shared/config/conditions/condition-compiler.ts";
import type { Customer } from "../../../../../shared/customers/customer.ts";
import { agePatterns, offerTopics } from "./words.ts";

/** Number of recent messages whose text counts for a product's conditions. */
export const maxFactMessages = 6;

export interface OfferFacts extends Facts {
  readonly [name: string]: unknown;
}

/** Facts about a customer for offer conditions. The customer's document is optional. Pure. */
export function offerFacts(of: {
  readonly signals: Signals;
  readonly context: Readonly<Record<string, string>>;
  readonly channel: string;
  readonly customer?: Pick<Customer, "fields"> | undefined;
  /** The customer's messages, oldest first. */
  readonly texts: readonly string[];
  /** The conditions to evaluate. `age_above_30` compares the fact `age`. */
  readonly conditions: readonly string[];
  readonly now: Date;
}): OfferFacts {
  const { signals, context, channel, customer, texts, conditions, now } = of;
  const fields = Object.entries(customer?.fields ?? {}).map(([name, { value }]) => [name, value] as const);
  const known = Object.fromEntries(
    [...fields, ...Object.entries(context)].map(([name, value]) => [name, parseValue(value)]),
  );
  const said = texts.map((text) => asciiDigits(text.toLowerCase()).replace(/\s+/g, " "));
  const age = typeof known.age === "number" ? known.age : (ageOf(known, now) ?? saidAge(said));
  const facts = { ...signals, channel, ...known, ...(age === undefined ? {} : { age }) };
  const flags = [
    ...signals.flags,
    ...texts.flatMap(topicsOf).filter((flag) => flag === "mention_family" || flag === "family_mention"),
    ...offerTopics
      .filter(({ patterns }) => said.some((text) => patterns.some((each) => each.test(text))))
      .map(({ flag }) => flag),
    ...(said.some(mentionsSeveralRelatives) ? ["group_booking"] : []),
    ...Object.entries(known).flatMap(([name, value]) => (value === true ? [name] : [])),
    ...comparisons(conditions, facts),
  ];
  return { ...facts, flags: [...new Set(flags)] };
}

/** Parses "30%" as 30, as conditions do. */
function parseValue(value: string): string | number | boolean {
  const text = value.trim();
  const [, number] = /^(-?\d+(?:\.\d+)?) ?%?$/.exec(text) ?? [];
  if (number !== undefined) return Number(number);
  if (/^(true|yes)$/i.test(text)) return true;
  return /^(false|no)$/i.test(text) ? false : text;
}

function ageOf(known: Readonly<Record<string, unknown>>, now: Date): number | undefined {
  const born = known.date_of_birth ?? known.dob ?? known.birth_date;
  const [, year, month, day] = typeof born === "string" ? (/^(\d{4})-(\d{2})-(\d{2})/.exec(born) ?? []) : [];
  if (year === undefined) return undefined;
  const hadBirthday = now.toISOString().slice(5, 10) >= `${month}-${day}`;
  return now.getUTCFullYear() - Number(year) - (hadBirthday ? 0 : 1);
}

function saidAge(said: readonly string[]): number | undefined {
  for (const text of [...said].reverse())
    for (const pattern of agePatterns) {
      const [, years] = pattern.exec(text) ?? [];
      if (years !== undefined && Number(years) <= 120) return Number(years);
    }
  return undefined;
}

/** Evaluates conditions such as `age_above_30` against known numbers. */
function comparisons(conditions: readonly string[], facts: Readonly<Record<string, unknown>>): string[] {
  return conditions.flatMap((condition) =>
    [...condition.matchAll(/\b([a-z]\w*?)_(above|over|below|under)_(\d+)\b/gi)].flatMap(
      ([flag, name = "", side, limit]) => {
        const value = facts[name];
        if (typeof value !== "number") return [];
        const holds = side === "above" || side === "over" ? value > Number(limit) : value < Number(limit);
        return holds ? [flag] : [];
      },
    ),
  );
}

const relatives = topics
  .filter(({ flags }) => flags.includes("mention_family"))
  .flatMap(({ patterns }) => patterns.map((pattern) => new RegExp(pattern.source, "g")));

/** "My wife and the kids": more than one relative. */
function mentionsSeveralRelatives(text: string): boolean {
  return new Set(relatives.flatMap((pattern) => text.match(pattern) ?? [])).size > 1;
}
