import { dayMinutes, isClientLook, type Script } from "../script.ts";
import { type Count, dayIn } from "./counts.ts";

type Figure =
  | "begun"
  | "handedOver"
  | "resolved"
  | "ended"
  | "errors"
  | "rated"
  | "ratings"
  | "mood"
  | "moods"
  | "quality"
  | "qualities";
type Totals = Record<Figure, number>;

/** What docs/success.md compares: fourteen days with the twenty-eight before. */
export interface Worsening {
  readonly points: number;
  readonly value: number;
  readonly usual: number;
}

interface Rate {
  readonly playbook: string;
  /** The name in the health score; the score leaves the others out. */
  readonly signal: string | null;
  readonly of: readonly [sum: Figure, count: Figure, scale: number];
  readonly variance: (mean: number) => number;
  readonly full: number;
  readonly worse: 1 | -1;
}

const ofShare = (mean: number) => Math.max(0.01, mean * (1 - mean));
const rates: readonly Rate[] = [
  {
    playbook: "rating-drop",
    signal: "satisfaction",
    of: ["rated", "ratings", 0.01],
    variance: () => 1.4,
    full: 1,
    worse: -1,
  },
  {
    playbook: "sentiment-drop",
    signal: "sentiment",
    of: ["mood", "moods", 0.01],
    variance: () => 0.04,
    full: 0.25,
    worse: -1,
  },
  {
    playbook: "quality-drop",
    signal: null,
    of: ["quality", "qualities", 0.01],
    variance: () => 2.5,
    full: 2,
    worse: -1,
  },
  {
    playbook: "rising-handoffs",
    signal: "handoffs",
    of: ["handedOver", "begun", 1],
    variance: ofShare,
    full: 0.25,
    worse: 1,
  },
  {
    playbook: "falling-resolution",
    signal: "resolution",
    of: ["resolved", "ended", 1],
    variance: ofShare,
    full: 0.25,
    worse: -1,
  },
  {
    playbook: "rising-errors",
    signal: "errors",
    of: ["errors", "begun", 1],
    variance: (mean) => Math.max(0.01, mean),
    full: 0.25,
    worse: 1,
  },
];

const figureOf: Readonly<Record<string, Figure>> = {
  "conversations.begun": "begun",
  "conversations.handedOver": "handedOver",
  "conversations.resolved": "resolved",
  "conversations.ended": "ended",
  "errors.tool": "errors",
  "errors.turn": "errors",
  "ratings.sumHundredths": "rated",
  "ratings.count": "ratings",
  "sentiment.sumHundredths": "mood",
  "sentiment.count": "moods",
  "quality.sumHundredths": "quality",
  "quality.count": "qualities",
};

/** A client's counts that health and playbooks are made of, as far as they are known in a minute. */
function worseningsOf(
  counts: readonly Count[],
  tenant: string,
  day: string,
  minute: number,
): ReadonlyMap<string, Worsening> {
  const recent = totalsOf(counts, tenant, [daysBefore(day, 13), day], minute);
  const before = totalsOf(counts, tenant, [daysBefore(day, 41), daysBefore(day, 14)], minute);
  const found = new Map<string, Worsening>();
  if (before.begun >= 20) {
    const [value, usual] = [recent.begun / 14, before.begun / 28];
    const error = Math.sqrt(3 * usual * (1 / 14 + 1 / 28)) / usual;
    found.set("usage-drop", { value, usual, points: pointsOf((usual - value) / usual, error, 0.5) });
  }
  for (const {
    playbook,
    of: [sum, count, scale],
    variance,
    full,
    worse,
  } of rates) {
    if (Math.min(recent[count], before[count]) < 20) continue;
    const [value, usual] = [(recent[sum] * scale) / recent[count], (before[sum] * scale) / before[count]];
    const error = Math.sqrt(variance(usual) * (1 / recent[count] + 1 / before[count]));
    found.set(playbook, { value, usual, points: pointsOf((value - usual) * worse, error, full) });
  }
  return found;
}

function totalsOf(
  counts: readonly Count[],
  tenant: string,
  [from, until]: readonly [string, string],
  minute: number,
): Totals {
  const totals: Totals = {
    begun: 0,
    handedOver: 0,
    resolved: 0,
    ended: 0,
    errors: 0,
    rated: 0,
    ratings: 0,
    mood: 0,
    moods: 0,
    quality: 0,
    qualities: 0,
  };
  for (const { tenantId, day, name, count, known } of counts) {
    const figure = figureOf[name];
    if (figure !== undefined && tenantId === tenant && day >= from && day <= until && known <= minute)
      totals[figure] += count;
  }
  return totals;
}

function pointsOf(worse: number, error: number, full: number): number {
  return Math.round(400 * Math.min(1, Math.max(0, (worse - 2 * error) / full))) / 10;
}

/** The score with its reasons, the one that takes most first. */
export function expectedHealth(counts: readonly Count[], tenant: string, day: string) {
  const worsenings = worseningsOf(counts, tenant, day, Number.POSITIVE_INFINITY);
  const signals = [{ playbook: "usage-drop", signal: "usage" }, ...rates];
  const reasons = signals
    .map(({ playbook, signal }) => ({ signal, points: worsenings.get(playbook)?.points ?? 0 }))
    .filter(({ signal, points }) => signal !== null && points >= 1)
    .toSorted((one, other) => other.points - one.points);
  const score = Math.max(0, Math.round(100 - reasons.reduce((sum, { points }) => sum + points, 0)));
  const status = score >= 80 ? "healthy" : score >= 55 ? "watch" : "at-risk";
  return { score, status, reasons: reasons.map(({ signal, points }) => `${signal} ${points}`).join(", ") };
}

export interface ExpectedTask {
  readonly opened: string;
  status: "open" | "recovered";
  points: number;
  value: number;
  readonly opening: Worsening;
}

/** The tasks that the daily looks have opened, by playbook and month. */
export function expectedTasks(
  script: Script,
  counts: readonly Count[],
  tenant: string,
): ReadonlyMap<string, ExpectedTask> {
  const relevant = counts.filter(({ tenantId, name }) => tenantId === tenant && figureOf[name] !== undefined);
  const tasks = new Map<string, ExpectedTask>();
  for (let minute = 0; minute < script.minutes; minute += 1) {
    if (!isClientLook(minute)) continue;
    const today = dayIn(script.startMs + minute * 60_000, tenant);
    const day = daysBefore(today, 1);
    for (const [playbook, found] of worseningsOf(relevant, tenant, day, minute)) {
      const key = `${playbook} ${day.slice(0, 7)}`;
      const known = [...tasks].find(([name, { status }]) => name.startsWith(playbook) && status === "open")?.[1];
      if (known) renew(known, found);
      else if (found.points >= 10 && !tasks.has(key))
        tasks.set(key, { opened: today, status: "open", points: found.points, value: found.value, opening: found });
    }
  }
  return tasks;
}

/** It has recovered when it has regained three quarters of the way. */
function renew(task: ExpectedTask, { points, value }: Worsening): void {
  const { opening } = task;
  const regained = (value - opening.value) / (opening.usual - opening.value);
  task.value = value;
  if (regained >= 0.75) task.status = "recovered";
  else task.points = points;
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * dayMinutes * 60_000).toISOString().slice(0, 10);
}
