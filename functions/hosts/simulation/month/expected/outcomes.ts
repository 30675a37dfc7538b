import type { RawConversation } from "../raw-records.ts";
import { billed, collectEvery, month, type Script, tested } from "../script.ts";
import { type Count, carrierFee, costOf, dayIn, votesCost } from "./counts.ts";
import { expectedEvaluation } from "./quality.ts";

type Raw = ReadonlyMap<string, RawConversation>;

/** What came of one conversation. */
export interface Outcome {
  readonly handedOver: boolean;
  readonly resolved: boolean;
  readonly turns: number;
  readonly errors: number;
  readonly guardEvents: number;
  readonly costNanoUsd: number;
}

export function outcomeOf({ turns }: RawConversation): Outcome {
  return {
    handedOver: turns.some(({ escalationReason }) => escalationReason !== null),
    resolved: turns.at(-1)?.status === "resolved",
    turns: turns.filter(({ by }) => by === null).length,
    errors: turns.flatMap(({ toolCalls }) => toolCalls).filter(({ status }) => status === "failed").length,
    guardEvents: sumOf(turns, ({ guardFindings }) => guardFindings.length),
    costNanoUsd: sumOf(turns, costOf),
  };
}

/** The arms of the experiment. Every conversation has a customer of its own, so a mean is a mean of conversations. */
export function expectedArms(raw: Raw, versions: Readonly<Record<string, number>>) {
  const all = [...raw.values()].filter(({ tenantId }) => tenantId === tested);
  return Object.keys(versions).map((arm) => {
    const own = all.filter((conversation) => conversation.arm === arm).map(outcomeOf);
    const mean = (of: (outcome: Outcome) => number) => (own.length === 0 ? 0 : sumOf(own, of) / own.length);
    return [
      arm,
      {
        exposed: own.length,
        measured: own.length,
        containment: mean(({ handedOver }) => (handedOver ? 0 : 1)),
        handoff: mean(({ handedOver }) => (handedOver ? 1 : 0)),
        resolution: mean(({ resolved }) => (resolved ? 1 : 0)),
        turns: mean(({ turns }) => turns),
        errors: mean(({ errors }) => errors),
        guard_events: mean(({ guardEvents }) => guardEvents),
        cost: mean(({ costNanoUsd }) => costNanoUsd / 1e9),
      },
    ] as const;
  });
}

/** The budget's level at the end of each of the client's days and of its month, by what was collected until then. */
export function expectedLevels(script: Script, counts: readonly Count[]): ReadonlyMap<string, string> {
  const spent = new Map<string, number>();
  const lastCollected = new Map<string, number>();
  for (let minute = collectEvery - 1; minute < script.minutes; minute += collectEvery) {
    const day = dayIn(script.startMs + minute * 60_000 + 59_000, billed);
    for (const period of [day, day.slice(0, 7)]) {
      spent.set(period, 0);
      lastCollected.set(period, minute);
    }
  }
  for (const { tenantId, day, name, count, known } of counts) {
    if (tenantId !== billed || !name.startsWith("costNanoUsd.")) continue;
    for (const period of [day, day.slice(0, 7)])
      if (known <= (lastCollected.get(period) ?? -1)) spent.set(period, (spent.get(period) ?? 0) + count);
  }
  return new Map(
    [...spent].map(([period, nano]) => {
      const budget = script.dailyUsd * 1e9 * (period === month || period.length === 7 ? script.size.days : 1);
      return [period, nano >= budget * 1.5 ? "downgrade" : nano >= budget * 0.8 ? "warn" : "none"] as const;
    }),
  );
}

/** The KPIs of one client over the whole month. */
export function expectedKpis(script: Script, raw: Raw, tenant: string): Readonly<Record<string, number | null>> {
  const conversations = [...raw.values()].filter(({ tenantId }) => tenantId === tenant);
  const own = conversations.map(outcomeOf);
  const votes = sumOf(conversations, (each) => votesCost(expectedEvaluation(each)?.votes ?? 0));
  const fees = sumOf(conversations, ({ channel, turns }) => sumOf(turns, (turn) => carrierFee(channel, turn)));
  const told = script.measurements.filter(({ tenantId }) => tenantId === tenant);
  const [ratings, sales] = (["rating", "sale"] as const).map((kind) => told.filter((each) => each.kind === kind));
  const count = (of: (outcome: Outcome) => boolean) => own.filter(of).length;
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);
  const resolved = count((outcome) => outcome.resolved);
  return {
    containment: share(
      count(({ handedOver }) => !handedOver),
      own.length,
    ),
    resolution: share(resolved, own.length),
    handoff_rate: share(
      count(({ handedOver }) => handedOver),
      own.length,
    ),
    csat: share(
      sumOf(ratings ?? [], ({ value }) => value),
      ratings?.length ?? 0,
    ),
    nps: null,
    conversion: share(sales?.length ?? 0, own.length),
    revenue: sumOf(sales ?? [], ({ value }) => value),
    // Nothing is offered in the month.
    cross_sell_revenue: 0,
    cost_per_resolution: share((sumOf(own, ({ costNanoUsd }) => costNanoUsd) + fees + votes) / 1e9, resolved),
  };
}

function sumOf<T>(all: readonly T[], of: (each: T) => number): number {
  return all.reduce((sum, each) => sum + of(each), 0);
}
