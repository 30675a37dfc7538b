import { z } from "zod";
import { type Counters, latencyBuckets } from "../../../../shared/contracts/metrics/rollup-counters.ts";
import { type Rollup, RollupChannel } from "../../../../shared/contracts/metrics/rollups.ts";
import { usdText } from "../../../../shared/prices/usd-text.ts";

const count = (what: string) => z.number().int().describe(what);
const by = <S extends z.ZodType>(value: S, what: string) => z.record(z.string(), value).describe(what);

export const CountersView = z
  .object({
    conversations: z
      .object({
        begun: count("Sessions that began."),
        ended: count("Sessions that are over: resolved, closed when idle, or silent for a day."),
        resolved: count("Of them, those that were resolved."),
        handed_over: count("Sessions in which a person was asked for or took part."),
        contained: count("Ended sessions without a person."),
      })
      .describe("Sessions of conversations, on the day of each change."),
    turns: z
      .object({
        agent: count("Answers of the agent."),
        operator: count("Answers of people."),
        platform: count("Messages that nobody asked for, such as reminders."),
        recorded: count("Customers' messages that a person had before them."),
      })
      .describe("Turns by who spoke."),
    messages: z
      .object({ in: count("Messages of customers."), out: count("Messages to customers.") })
      .describe("Messages both ways."),
    errors: by(z.number().int(), "Errors by kind: tool, turn, and others."),
    escalations: count("How often the agent asked for a person."),
    guard_events: count("Findings of the guard."),
    ratings: z
      .object({
        mean: z.number().nullable().describe("The mean on a scale from 1 to 5. Null without ratings."),
        count: count("Ratings."),
        histogram: by(z.number().int(), "Ratings by whole number."),
      })
      .describe("What customers answered to surveys, brought to a scale from 1 to 5."),
    nps: z
      .object({
        promoters: count("Answers of 9 and 10."),
        passives: count("Answers of 7 and 8."),
        detractors: count("Answers of 0 to 6."),
      })
      .describe("Answers on a scale from 0 to 10."),
    models: by(
      z.object({
        requests: count("Requests that were answered."),
        input_tokens: count("Tokens that were sent."),
        output_tokens: count("Tokens that came back."),
        cached_tokens: count("Of the sent tokens, those that the vendor had in its cache."),
      }),
      "Requests and tokens by model.",
    ),
    tools: by(
      z.object({
        calls: count("Calls."),
        errors: count("Calls that failed."),
        mean_ms: z.number().describe("Mean time."),
      }),
      "Calls of tools by name.",
    ),
    latency: z
      .object({
        mean_ms: z.number().nullable().describe("The mean. Null without answers."),
        count: count("Measured answers."),
        buckets: z
          .array(
            z.object({
              up_to_seconds: z.number().nullable().describe("The upper end. Null: no end."),
              count: count("Answers in this bucket alone."),
            }),
          )
          .describe("Answers by time."),
      })
      .describe("Time to the agent's answer."),
    cost_usd: by(z.string(), "List prices in US dollars by component, as decimals."),
    total_cost_usd: z.string().describe("Their sum. A lower bound while `unpriced` holds anything."),
    unpriced: by(z.number().int(), "Units whose price is not known, by item."),
    calls: z
      .object({ count: count("Calls."), minutes: z.number().describe("Minutes.") })
      .describe("Telephone and web calls."),
    conversions: count("Payments and bookings."),
    revenue_minor: by(z.number().int(), "Payments less refunds by currency, in its smallest unit."),
    quality: z
      .object({
        mean: z.number().nullable().describe("The mean overall score, 1 to 10. Null without evaluations."),
        count: count("Evaluated conversations."),
      })
      .describe("Evaluations of finished conversations."),
  })
  .meta({ id: "Counters" });

export const RollupView = z
  .object({
    day: z.string().describe("The day in the client's time zone."),
    agent: z
      .object({ name: z.string().describe("The configuration."), version: count("Its version.") })
      .describe("The configuration that answered. `-` for what belongs to none."),
    channel: RollupChannel.describe("The channel. `-` for what belongs to none."),
    counters: CountersView.describe("What was counted."),
    updated_at: z.string().describe("When it was last added to."),
  })
  .meta({ id: "Rollup" });

const mean = (sum: number, of: number, scale: number) => (of === 0 ? null : Math.round(sum / of) / scale);

export function countersView(counters: Counters): z.infer<typeof CountersView> {
  const { conversations, ratings, latency, calls, quality, costNanoUsd, nps, turns, messages } = counters;
  const { begun, ended, resolved, handedOver: handed_over, contained } = conversations;
  return {
    conversations: { begun, ended, resolved, handed_over, contained },
    turns,
    messages,
    nps,
    errors: counters.errors,
    escalations: counters.escalations,
    guard_events: counters.guardEvents,
    ratings: {
      mean: mean(ratings.sumHundredths, ratings.count, 100),
      count: ratings.count,
      histogram: ratings.histogram,
    },
    models: mapped(counters.models, ({ requests, inputTokens, outputTokens, cachedTokens }) => ({
      requests,
      input_tokens: inputTokens,
      output_tokens: outputTokens,
      cached_tokens: cachedTokens,
    })),
    tools: mapped(counters.tools, ({ calls: made, errors, ms }) => ({
      calls: made,
      errors,
      mean_ms: made === 0 ? 0 : Math.round(ms / made),
    })),
    latency: {
      mean_ms: mean(latency.sumMs, latency.count, 1),
      count: latency.count,
      buckets: latency.buckets.map((each, index) => ({ up_to_seconds: latencyBuckets[index] ?? null, count: each })),
    },
    cost_usd: mapped(costNanoUsd, usdText),
    total_cost_usd: usdText(totalNanoUsd(counters)),
    unpriced: counters.unpriced,
    calls: { count: calls.count, minutes: Math.round(calls.ms / 600) / 100 },
    conversions: counters.conversions,
    revenue_minor: counters.revenueMinor,
    quality: { mean: mean(quality.sumHundredths, quality.count, 100), count: quality.count },
  };
}

export function rollupView({ day, agent, channel, counters, updatedAt }: Rollup): z.infer<typeof RollupView> {
  return { day, agent, channel, counters: countersView(counters), updated_at: updatedAt };
}

export function totalNanoUsd({ costNanoUsd }: Pick<Counters, "costNanoUsd">): number {
  return Object.values(costNanoUsd).reduce((sum, each) => sum + each, 0);
}

function mapped<T, V>(record: Readonly<Record<string, T>>, view: (value: T) => V): Record<string, V> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, view(value)]));
}
