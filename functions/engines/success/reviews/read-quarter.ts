import { experimentVerdicts } from "../../../../shared/contracts/experiment-verdicts.ts";
import type { Counters } from "../../../../shared/contracts/metrics/rollup-counters.ts";
import { type DayCounters, readDays, totalOf } from "../../../../shared/contracts/metrics/rollups.ts";
import { slaMonths } from "../../../../shared/contracts/sla-months.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { wallClock } from "../../../../shared/time/wall-clock.ts";
import { healthOf } from "../health.ts";
import { isMet, isRevenue, kpiNames, kpis, revenueCurrency } from "../kpis.ts";
import { type Target, targetsOf } from "../targets.ts";
import { isOpen, type SuccessTask, successTasks, taskStatuses } from "../tasks/task.ts";
import { daysOfQuarter, quarterBefore } from "./quarter.ts";
import { mostExperiments, mostListedTasks, mostProposals, type ReviewContents } from "./review.ts";

const mostRead = 200;

/** A quarter as it is known now, up to the last whole day. */
export async function readQuarter(
  documents: Documents,
  tenantId: TenantId,
  { quarter, zone, now }: { readonly quarter: string; readonly zone: string; readonly now: Date },
): Promise<ReviewContents> {
  const { from, until, months } = daysOfQuarter(quarter);
  const earlier = daysOfQuarter(quarterBefore(quarter));
  const today = wallClock(now, zone).date;
  const [days, targets, sla, experiments, tasks] = await Promise.all([
    readDays(documents, tenantId, { from: earlier.from, until }),
    targetsOf(documents, tenantId),
    Promise.all(months.map((month) => documents.get(tenantId, slaMonths, month))),
    documents.query(tenantId, experimentVerdicts, {
      orderBy: { field: "state.createdAt", direction: "desc" },
      limit: mostRead,
    }),
    documents.query(tenantId, successTasks.collection, {
      orderBy: { field: "state.openedAt", direction: "desc" },
      limit: mostRead,
    }),
  ]);
  const dayOf = (at: string) => wallClock(new Date(at), zone).date;
  const own = days.filter(({ day }) => day >= from);
  const [total, before] = [totalOf(own), totalOf(days.filter(({ day }) => day < from))];
  const comparedKpis = kpisAgainst(total, before, targets);
  const listed = tasks.items
    .map(({ data }) => data.state)
    .filter(({ openedAt }) => dayOf(openedAt) >= from && dayOf(openedAt) <= until);
  const [last = until] = [until, today].toSorted();
  const { score, status } = healthOf(days, last);
  return {
    quarter,
    zone,
    from,
    until: last,
    isOver: until < today,
    months: months.flatMap((month) => monthOf(month, own)),
    kpis: comparedKpis,
    health: { score, status },
    sla: sla.flatMap((stored) => {
      if (!stored?.data.state.isOver) return [];
      const { month, availabilityPercent, downMinutes, creditMinor, currency } = stored.data.state;
      return [{ month, availabilityPercent, downMinutes, creditMinor, currency }];
    }),
    quality: qualityOf(total, before),
    experiments: experiments.items
      .map(({ data }) => data.state)
      .filter(
        ({ startedAt, endedAt }) =>
          startedAt !== null && dayOf(startedAt) <= until && dayOf(endedAt ?? startedAt) >= from,
      )
      .slice(0, mostExperiments)
      .map(({ design: { name, goal }, status: stands, reason, latest }) => ({
        name,
        goal,
        status: stands,
        reason,
        arms: (latest?.arms ?? []).slice(0, 10).map(armOf),
      })),
    tasks: { counts: countsOf(listed), listed: listed.slice(0, mostListedTasks).map(listedTask) },
    spend: spendOf(total, before),
    proposals: proposalsOf(comparedKpis, listed),
  };
}

function monthOf(month: string, days: readonly DayCounters[]): ReviewContents["months"] {
  const total = totalOf(days.filter(({ day }) => day.startsWith(month)));
  if (total.conversations.begun === 0) return [];
  const of = (name: "containment" | "resolution" | "csat") => kpis[name].of(total, null);
  return [
    {
      month,
      conversations: total.conversations.begun,
      costNanoUsd: sumOf(total.costNanoUsd),
      containment: of("containment"),
      resolution: of("resolution"),
      csat: of("csat"),
    },
  ];
}

function kpisAgainst(total: Counters, before: Counters, targets: ReadonlyMap<string, Target>): ReviewContents["kpis"] {
  // One currency for both quarters, so that they can be compared.
  const currency = revenueCurrency(total) ?? revenueCurrency(before);
  return kpiNames.map((name) => {
    const value = kpis[name].of(total, currency);
    const target = targets.get(name);
    return {
      name,
      value,
      before: kpis[name].of(before, currency),
      currency: isRevenue(name) ? currency : null,
      target: target?.value ?? null,
      targetItem: target?.item ?? null,
      met: isMet(name, value, target?.value),
    };
  });
}

function qualityOf({ quality }: Counters, { quality: earlier }: Counters): ReviewContents["quality"] {
  const mean = (sum: number, count: number) => (count === 0 ? null : Math.round(sum / count) / 100);
  return {
    mean: mean(quality.sumHundredths, quality.count),
    hallucination: mean(quality.hallucinationHundredths, quality.count),
    before: mean(earlier.sumHundredths, earlier.count),
    count: quality.count,
  };
}

function spendOf({ costNanoUsd, unpriced }: Counters, before: Counters): ReviewContents["spend"] {
  const [totalNanoUsd, beforeNanoUsd] = [sumOf(costNanoUsd), sumOf(before.costNanoUsd)];
  return { totalNanoUsd, beforeNanoUsd, byComponent: { ...costNanoUsd }, unpriced: { ...unpriced } };
}

function sumOf(record: Readonly<Record<string, number>>): number {
  return Object.values(record).reduce((sum, each) => sum + each, 0);
}

function armOf({ key, measured, verdict }: ReviewContents["experiments"][number]["arms"][number]) {
  return { key, measured, verdict };
}

function countsOf(tasks: readonly SuccessTask[]): ReviewContents["tasks"]["counts"] {
  const count = (status: SuccessTask["status"]) => tasks.filter((task) => task.status === status).length;
  const [open, snoozed, done, dismissed, recovered] = taskStatuses.map(count);
  return {
    open: open ?? 0,
    snoozed: snoozed ?? 0,
    done: done ?? 0,
    dismissed: dismissed ?? 0,
    recovered: recovered ?? 0,
  };
}

function listedTask({ taskId, playbook, subject, written, status, openedAt }: SuccessTask) {
  return { taskId, playbook, subject, title: written?.title ?? null, status, openedAt };
}

/** What the next quarter is for: targets that were missed, and work that is left, the worst first. */
function proposalsOf(all: ReviewContents["kpis"], tasks: readonly SuccessTask[]): ReviewContents["proposals"] {
  const missed = all.flatMap(({ name, met }) => (met === false ? [{ type: "target-missed" as const, kpi: name }] : []));
  const left = tasks
    .filter(isOpen)
    .toSorted((one, other) => other.points - one.points)
    .map((task) => ({ type: "task-open" as const, task: listedTask(task) }));
  return [...missed, ...left].slice(0, mostProposals);
}
