import { z } from "zod";
import { durationMs, momentOf } from "./times.ts";

/** Schemas of values in scenarios. */

export const ScenarioText = z.string().trim().min(1);

/** Milliseconds. */
export const Duration = z.string().transform((text, { addIssue }) => {
  const ms = durationMs(text);
  if (ms !== undefined) return ms;
  addIssue(`must be a duration, but is ${JSON.stringify(text)}\nWrite it like 500ms, 90s, 5m, 1h30m or 2d.`);
  return z.NEVER;
});

export const Moment = z.string().transform((text, { addIssue }) => {
  const moment = momentOf(text);
  if (moment !== undefined) return moment;
  addIssue(
    `must be a moment in time, but is ${JSON.stringify(text)}\nWrite "2026-11-23T09:00+05:30" or "2026-11-23T09:00 Asia/Kolkata".`,
  );
  return z.NEVER;
});

/** One text or several. */
export const Texts = z.preprocess(
  (given) => (typeof given === "string" ? [given] : given),
  z.array(ScenarioText).min(1),
);

export const Pattern = z.string().transform((text, { addIssue }) => {
  try {
    return new RegExp(text, "iu");
  } catch (error) {
    addIssue(`must be a regular expression: ${error instanceof Error ? error.message : String(error)}`);
    return z.NEVER;
  }
});

export const Count = z.number().int().min(0);

/** A text or list is short for a section with this value under `key`. */
export function shortForm<S extends z.ZodType>(key: string, schema: S) {
  return z.preprocess(
    (given) => (typeof given === "string" || Array.isArray(given) ? { [key]: given } : given),
    schema,
  );
}

/** Conditions on a text, compared without case. */
export const textForm = {
  contains: Texts.optional(),
  lacks: Texts.optional(),
  matches: Pattern.optional(),
};

export interface TextForm {
  readonly contains?: readonly string[] | undefined;
  readonly lacks?: readonly string[] | undefined;
  readonly matches?: RegExp | undefined;
}

export function matchesText(text: string, { contains = [], lacks = [], matches }: TextForm): boolean {
  const plain = text.toLowerCase();
  const holds = (part: string) => plain.includes(part.toLowerCase());
  return contains.every(holds) && !lacks.some(holds) && (matches === undefined || matches.test(text));
}

/** The conditions in words, such as `with "₹299" and without "sorry"`; empty if there are none. */
export function describeConditions({ contains = [], lacks = [], matches }: TextForm): string {
  const parts = [
    ...contains.map((part) => `with ${JSON.stringify(part)}`),
    ...lacks.map((part) => `without ${JSON.stringify(part)}`),
    ...(matches ? [`like ${matches}`] : []),
  ];
  return parts.join(" and ");
}
