import { plainDigits } from "../../../../../../shared/schema/plain-digits.ts";
import type { CollectionPlan, PlannedField } from "../collection-plan.ts";
import type { DetectedValue } from "./detected.ts";
import { emailsIn } from "./email.ts";
import { afterLabel, numberAfterLabel, textAfterLabel } from "./labelled.ts";
import { nameIn } from "./name.ts";

/** Maximum characters of a message that are searched. */
const readCharacters = 4_000;

export interface Detail {
  readonly field: PlannedField;
  /** Phone numbers in E.164, e-mail addresses in lower case, dates as `YYYY-MM-DD`, other values as written. */
  readonly value: string;
}

/**
 * Finds the plan's fields in a message. The last value of each field wins. Heavy parsers load only for messages with
 * digits.
 */
export async function detectDetails(message: string, plan: CollectionPlan, now: Date): Promise<readonly Detail[]> {
  const text = plainDigits(message.slice(0, readCharacters));
  const details = new Map<string, Detail>();
  const taken = new Set<string>();
  for (const field of plan.fields) {
    const value = (await readers[field.kind](text, { field, plan, now })).find((each) => !taken.has(each.value))?.value;
    if (value === undefined || value === "") continue;
    details.set(field.id, { field, value });
    taken.add(value);
  }
  return [...details.values()];
}

interface Reading {
  readonly field: PlannedField;
  readonly plan: CollectionPlan;
  readonly now: Date;
}

type Reader = (text: string, reading: Reading) => Promise<readonly DetectedValue[]>;

const readers: Readonly<Record<PlannedField["kind"], Reader>> = {
  async phone(text, { field, plan }) {
    if (!/\d(?:.{0,2}\d){6}/su.test(text)) return [];
    const [{ phonesIn }, { countryOf }] = await Promise.all([import("./phone.ts"), import("./region.ts")]);
    const country = plan.country ?? countryOf(plan);
    const read = (part: string) => phonesIn(part, country as Parameters<typeof phonesIn>[1]).toReversed();
    return field.labels ? afterLabel(text, field.labels).flatMap(({ rest }) => read(`phone ${rest}`)) : read(text);
  },
  async email(text, { field: { labels } }) {
    if (!text.includes("@")) return [];
    return labels ? afterLabel(text, labels).flatMap(({ rest }) => emailsIn(rest)) : emailsIn(text).toReversed();
  },
  name: async (text) => found(nameIn(text)),
  text: async (text, { field: { labels = [] } }) => found(textAfterLabel(text, labels)),
  number: async (text, { field: { labels = [] } }) => found(numberAfterLabel(text, labels)),
  async date(text, { field: { labels = [] }, plan, now }) {
    const places = afterLabel(text, labels);
    if (places.length === 0) return [];
    const { dateIn } = await import("./date.ts");
    return places.flatMap(({ rest, at }) => {
      const value = dateIn(rest, { monthFirst: plan.monthFirst, now });
      return value === undefined ? [] : [{ value, at }];
    });
  },
  async pattern(text, { field: { pattern } }) {
    if (pattern === undefined) return [];
    const { linearPattern } = await import("../../../../../../shared/config/patterns/linear-pattern.ts");
    return found(linearPattern(pattern).firstWords(text));
  },
};

function found(detected: DetectedValue | undefined): readonly DetectedValue[] {
  return detected ? [detected] : [];
}
