import { z } from "zod";

/** Names in one record of a rollup. The rest is counted under `other`, so that no rollup outgrows a document. */
export const namesKept = 12;
export const toolsKept = 40;
export const otherName = "other";
const longestName = 64;

/** Upper ends of the latency buckets in seconds. One more bucket holds what is slower. */
export const latencyBuckets = [0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 13, 20, 30, 60] as const;

const count = z.number().int().default(0);
const named = <S extends z.ZodType>(value: S) => z.record(z.string(), value);
const nothing = {};

/** Milliseconds in fixed buckets, not cumulative: `buckets[i]` holds those up to `latencyBuckets[i]`. */
const Latency = z.object({ buckets: z.array(z.number().int()).default([]), sumMs: count, count: count });
export type Latency = z.infer<typeof Latency>;

const ModelCounters = z.object({
  requests: count,
  errors: count,
  inputTokens: count,
  outputTokens: count,
  /** Of the input tokens, those the vendor had in its cache. */
  cachedTokens: count,
});
const ToolCounters = z.object({ calls: count, errors: count, ms: count });

/**
 * What is counted for a day. Every figure is a sum, so counters of any days, channels and versions add up. Money is whole:
 * list prices in nano US dollars (a token costs a fraction of a micro-dollar), revenue in a currency's smallest unit.
 */
export const Counters = z.object({
  conversations: z
    .object({
      begun: count,
      /** Over, in any way: resolved, closed when idle, or silent for a day. */
      ended: count,
      /** Ended with the status resolved. */
      resolved: count,
      /** Of the resolved, those after which the customer came back within three days. */
      reopened: count,
      /** A person was asked for or took part, counted once per session. */
      handedOver: count,
      /** Ended without a person. */
      contained: count,
    })
    .prefault(nothing),
  turns: z.object({ agent: count, operator: count, platform: count, recorded: count }).prefault(nothing),
  messages: z.object({ in: count, out: count }).prefault(nothing),
  /** By the kind of error: tool, model, guard, unanswered, and what engines add. */
  errors: named(z.number().int()).default(nothing),
  /** By the integration's name. */
  integrationErrors: named(z.number().int()).default(nothing),
  escalations: count,
  guardEvents: count,
  /** Ratings brought to 1–5 (sum in hundredths); the histogram is by the rounded rating. */
  ratings: z
    .object({ sumHundredths: count, count: count, histogram: named(z.number().int()).default(nothing) })
    .prefault(nothing),
  nps: z.object({ promoters: count, passives: count, detractors: count }).prefault(nothing),
  models: named(ModelCounters).default(nothing),
  tools: named(ToolCounters).default(nothing),
  latency: Latency.prefault(nothing),
  /** Nano US dollars by component (`shared/prices`). */
  costNanoUsd: named(z.number().int()).default(nothing),
  /** Units without a known price, by item: the cost is a lower bound while there are any. */
  unpriced: named(z.number().int()).default(nothing),
  /** What is billed in another currency, in its millionths: no rate of exchange is assumed. */
  otherCurrencyMicros: named(z.number().int()).default(nothing),
  /** What tools cost by the configuration's own prices, in millionths of its currency. */
  toolCostMicros: named(z.number().int()).default(nothing),
  calls: z.object({ count: count, ms: count, outcomes: named(z.number().int()).default(nothing) }).prefault(nothing),
  conversions: count,
  /** By currency, in its smallest unit. Refunds are subtracted. */
  revenueMinor: named(z.number().int()).default(nothing),
  /** Evaluated conversations: the overall score 1–10 and the hallucination score 0–1, in hundredths. */
  quality: z.object({ sumHundredths: count, hallucinationHundredths: count, count: count }).prefault(nothing),
  /** How customers' messages sound, 0 to 1, in hundredths: of each turn that the agent read. */
  sentiment: z.object({ sumHundredths: count, count: count }).prefault(nothing),
  /** Of the revenue, what the agent's own offers brought, by currency. */
  crossSellMinor: named(z.number().int()).default(nothing),
  /** Seconds that a channel or service was up and down, as probed. */
  uptimeSeconds: named(z.number().int()).default(nothing),
  downtimeSeconds: named(z.number().int()).default(nothing),
  /** Loops that were ended: tool, model, bot. */
  loops: named(z.number().int()).default(nothing),
  /** Measurements that came later than 31 days, counted nowhere else. */
  tooLate: count,
});
export type Counters = z.infer<typeof Counters>;

/** Counters of which only what happened is written. */
export type WrittenCounters = z.input<typeof Counters>;

export function countersOf(written: WrittenCounters): Counters {
  return Counters.parse(written);
}

export function noCounters(): Counters {
  return countersOf({});
}

/** The sum. Records keep their first names and put further ones under `other`. Pure. */
export function addCounters(one: Counters, other: Counters): Counters {
  return sum(one, other, "counters") as Counters;
}

function sum(one: unknown, other: unknown, called: string): unknown {
  if (one === undefined) return other;
  if (typeof one === "number") return one + (other as number);
  if (Array.isArray(one)) return sumOfLists(one as readonly number[], other as readonly number[]);
  const into: Record<string, unknown> = { ...(one as Record<string, unknown>) };
  for (const [given, value] of Object.entries(other as Record<string, unknown>)) {
    const key = placeFor(into, given, called === "tools" ? toolsKept : namesKept);
    into[key] = sum(into[key], value, key);
  }
  return into;
}

function sumOfLists(one: readonly number[], other: readonly number[]): readonly number[] {
  return Array.from(
    { length: Math.max(one.length, other.length) },
    (_, index) => (one[index] ?? 0) + (other[index] ?? 0),
  );
}

/** `Counters` itself has more keys than a record may have, and all of them are there from the start. */
function placeFor(record: Readonly<Record<string, unknown>>, given: string, kept: number): string {
  const name = given === "__proto__" ? otherName : given.slice(0, longestName);
  return Object.hasOwn(record, name) || Object.keys(record).length < kept ? name : otherName;
}

/** One measured time, as a delta. */
export function latencyOf(ms: number): Latency {
  const at = latencyBuckets.findIndex((seconds) => ms <= seconds * 1_000);
  const index = at === -1 ? latencyBuckets.length : at;
  const buckets = Array.from({ length: latencyBuckets.length + 1 }, (_, each) => (each === index ? 1 : 0));
  return { buckets, sumMs: Math.round(ms), count: 1 };
}
