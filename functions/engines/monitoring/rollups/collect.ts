import { conversationSessions } from "../../../../shared/contracts/conversation/conversation-standing.ts";
import { type Measurement, measurements } from "../../../../shared/contracts/metrics/measurements.ts";
import { noAgent } from "../../../../shared/contracts/metrics/rollups.ts";
import {
  type BudgetReached,
  budgetReached,
  type ConversationMeasured,
  conversationMeasured,
  type MetricsCollectionDue,
  metricsCollectionDue,
} from "../../../../shared/events/index.ts";
import { type Documents, put, type Stored, type Write } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { newOwned, type Owned } from "../../../../shared/runtime/owned-document.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { budgetsAfter } from "../budgets/budgets-after.ts";
import type { ConfiguredBudgets } from "../budgets/standing.ts";
import { type CarrierOf, chargedMessages, withNextLook } from "./charged-messages.ts";
import { type Deltas, dayOf, deltas } from "./deltas.ts";
import { type Collection, collectionId, collections, type Meter, meters } from "./documents.ts";
import { uncountedTurns } from "./gather-turns.ts";
import { measureTurn } from "./measure-turn.ts";
import { afterLook, afterTurn, type Metered } from "./sessions.ts";
import { rollupWrites } from "./write-rollups.ts";

/** Clocks of instances differ, and a commit comes later than its turn's time. */
const overlapMs = 120_000;
const dayMs = 86_400_000;
/** A day's turns are looked through once more, for those that a clock had hidden. */
const thoroughMs = 26 * 3_600_000;
/** What comes later is told apart and counted nowhere else. */
export const latestDays = 31;
const mostMeasurements = 100;
const mostLooks = 50;

export interface Place {
  readonly timeZone: string;
  readonly currency: string;
  readonly budgets?: ConfiguredBudgets | undefined;
  /** Who carries a channel's messages. */
  readonly carrierOf?: CarrierOf | undefined;
}

export interface CollectDependencies {
  readonly documents: Documents;
  placeOf(tenantId: TenantId): Promise<Place>;
}

interface Gathered {
  readonly writes: readonly Write[];
  readonly ended: readonly ConversationMeasured[];
  readonly reached: readonly BudgetReached[];
  readonly until: string;
  readonly isThorough: boolean;
  readonly isWorthWriting: boolean;
}

/**
 * Counts what happened to a tenant since the last time: turns, and measurements that others took. One commit holds the
 * rollups and how far each conversation is counted, so a turn counts once however often this runs. Turns themselves pay
 * nothing for it.
 */
export function collectStep({ documents, placeOf }: CollectDependencies) {
  return step<MetricsCollectionDue, Collection, Gathered>({
    name: "metrics-collect",
    on: metricsCollectionDue,
    publishes: [conversationMeasured, budgetReached],
    document: collections,
    documentId: () => collectionId,

    async gather(before, { tenantId, data }, { now }) {
      const place = await placeOf(tenantId);
      const thoroughBefore = new Date(now.getTime() - dayMs).toISOString();
      const isThorough =
        !data.resumed && (data.thorough || (before !== undefined && before.thoroughAt < thoroughBefore));
      const from = fromTime(before, { now, isThorough, resumed: data.resumed });
      const [turns, taken, due] = await Promise.all([
        uncountedTurns(documents, tenantId, from),
        uncounted(tenantId),
        dueLooks(tenantId, now),
      ]);
      const sums = deltas(place.timeZone);
      const metered = new Map<string, Metered>();
      const ended: ConversationMeasured[] = [];
      for (const conversation of turns.conversations) {
        let { meter } = conversation;
        for (const turn of conversation.turns) {
          const measured = measureTurn(turn, dayOf(turn.at, place.timeZone), place.currency);
          const after = afterTurn(meter, turn, measured);
          meter = after.meter;
          const agent = meter.session?.agent ?? turn.config;
          sums.add(turn.at, { agent, channel: meter.channel }, measured.counters);
          addNews(sums, after);
          ended.push(...after.ended);
        }
        const billed = await chargedMessages(documents, tenantId, { meter, turns: conversation.turns, place, now });
        addCosts(sums, billed);
        metered.set(meter.conversationId, { meter: withNextLook(billed.meter, now), news: [], ended: [] });
      }
      for (const meter of due.filter(({ conversationId }) => !metered.has(conversationId))) {
        const standing = await documents.get(tenantId, conversationSessions, meter.conversationId);
        const billed = await chargedMessages(documents, tenantId, { meter, turns: [], place, now });
        addCosts(sums, billed);
        const after = afterLook(billed.meter, standing?.data.state, now);
        metered.set(meter.conversationId, { ...after, meter: withNextLook(after.meter, now) });
        addNews(sums, after);
        ended.push(...after.ended);
      }
      for (const {
        data: { state },
      } of taken)
        addMeasurement(sums, await countedOnce(tenantId, state, metered), await sessionOf(tenantId, state, metered));
      const all = sums.all();
      const gauges = taken.map(({ data: { state } }) => state);
      const added = await rollupWrites(documents, tenantId, { deltas: all, gauges, now });
      const judged = await budgetsAfter(documents, tenantId, { ...place, months: added.months, now });
      const writes = [
        ...added.writes,
        ...judged.writes,
        ...[...metered.values()].map(({ meter }) => put(meters.collection, meter.conversationId, newOwned(meter))),
        ...taken.map(({ id, data: stored }) =>
          put(measurements.collection, id, { ...stored, state: { ...stored.state, counted: true } }),
        ),
      ];
      const until = turns.until ?? now.toISOString();
      const isStale = before === undefined || now.getTime() - Date.parse(before.until) > 5 * 60_000;
      const { reached } = judged;
      return {
        writes,
        ended,
        reached,
        until,
        isThorough,
        isWorthWriting: writes.length > 0 || (turns.read > 0 && isStale),
      };
    },

    decide(before, { tenantId }, { writes, ended, reached, until, isThorough, isWorthWriting }, now) {
      if (!isWorthWriting && !isThorough) return undefined;
      const thoroughAt = isThorough || before === undefined ? now.toISOString() : before.thoroughAt;
      return {
        document: { until, thoroughAt },
        writes,
        publish: [
          ...ended.map((each) => newEvent(conversationMeasured, each.conversationId, each)),
          ...reached.map((each) => newEvent(budgetReached, tenantId, each)),
        ],
      };
    },
  });

  async function uncounted(tenantId: TenantId): Promise<readonly Stored<Owned<Measurement>>[]> {
    const { items } = await documents.query(tenantId, measurements.collection, {
      where: [["state.counted", "==", false]],
      orderBy: { field: "state.recordedAt", direction: "asc" },
      limit: mostMeasurements,
    });
    return items;
  }

  async function dueLooks(tenantId: TenantId, now: Date): Promise<readonly Meter[]> {
    const { items } = await documents.query(tenantId, meters.collection, {
      where: [["state.checkAt", "<=", now.toISOString()]],
      orderBy: { field: "state.checkAt", direction: "asc" },
      limit: mostLooks,
    });
    return items.map(({ data }) => data.state);
  }

  /** A session that books and then pays has converted once, whichever of the two is told first. */
  async function countedOnce(tenantId: TenantId, of: Measurement, metered: Map<string, Metered>): Promise<Measurement> {
    if (of.conversationId === null || of.add.conversions <= 0) return of;
    const known = metered.get(of.conversationId);
    const meter = known?.meter ?? (await documents.get(tenantId, meters.collection, of.conversationId))?.data.state;
    if (!meter?.session) return of;
    const { startedAt } = meter.session;
    if (meter.converted === startedAt) return { ...of, add: { ...of.add, conversions: 0 } };
    const next = { ...meter, converted: startedAt };
    metered.set(of.conversationId, { news: [], ended: [], ...known, meter: next });
    return { ...of, add: { ...of.add, conversions: 1 } };
  }

  /** The agent and channel of a measurement: its own, or those of its conversation. */
  async function sessionOf(tenantId: TenantId, of: Measurement, metered: ReadonlyMap<string, Metered>) {
    if (of.conversationId === null || (of.agent && of.channel)) return { agent: of.agent, channel: of.channel };
    const meter =
      metered.get(of.conversationId)?.meter ??
      (await documents.get(tenantId, meters.collection, of.conversationId))?.data.state;
    if (meter) return { agent: of.agent ?? meter.session?.agent ?? null, channel: of.channel ?? meter.channel };
    const summary = (await documents.get(tenantId, conversationSessions, of.conversationId))?.data.state;
    return { agent: of.agent ?? summary?.config ?? null, channel: of.channel ?? summary?.channel ?? null };
  }
}

function fromTime(
  before: Collection | undefined,
  { now, isThorough, resumed }: { readonly now: Date; readonly isThorough: boolean; readonly resumed: boolean },
): string {
  if (before === undefined) return new Date(now.getTime() - latestDays * dayMs).toISOString();
  if (resumed) return before.until;
  const back = isThorough ? now.getTime() - thoroughMs : Date.parse(before.until) - overlapMs;
  return new Date(Math.min(back, Date.parse(before.until) - overlapMs)).toISOString();
}

function addCosts(sums: Deltas, { meter, costs }: Awaited<ReturnType<typeof chargedMessages>>): void {
  const agent = meter.session?.agent ?? noAgent;
  for (const { at, cost } of costs) sums.addWritten(at, { agent, channel: meter.channel }, cost);
}

function addNews(sums: Deltas, { meter: { channel }, news }: Metered): void {
  for (const { at, agent, conversations } of news) sums.addWritten(at, { agent, channel }, { conversations });
}

type Of = { readonly agent: Measurement["agent"]; readonly channel: Measurement["channel"] };

/** A clock that is ahead does not decide the day. */
function addMeasurement(sums: Deltas, { at, recordedAt, add }: Measurement, { agent, channel }: Of): void {
  const of = { agent: agent ?? noAgent, channel: channel ?? "-" } as const;
  const day = at > recordedAt ? recordedAt : at;
  const isTooLate = Date.parse(recordedAt) - Date.parse(day) > latestDays * dayMs;
  if (isTooLate) sums.addWritten(recordedAt, of, { tooLate: 1 });
  else sums.add(day, of, add);
}
