import type { ChannelType } from "../../../../shared/events/index.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { randomFrom } from "./random.ts";

/** The first minute, in UTC. */
export const monthStartMs = Date.parse("2026-11-01T00:00:00.000Z");
export const month = "2026-11";
export const dayMinutes = 1_440;
/** Metrics are collected in the last of so many minutes. */
export const collectEvery = 10;
export const mostDays = 30;

/** With an SLA and outages; with an experiment; with a bad prompt version, a budget overrun and late turns. */
export const [watched, tested, billed] = (["month-sla", "month-experiment", "month-budget"] as const).map((id) =>
  TenantId.parse(id),
) as [TenantId, TenantId, TenantId];
export const zones: Readonly<Record<string, string>> = {
  [watched]: "Asia/Kolkata",
  [tested]: "Europe/London",
  [billed]: "America/New_York",
};

export interface Size {
  readonly seed: number;
  readonly conversations: number;
  readonly days: number;
}

/** A conversation before its agent's version decides how it goes: chance is drawn already. */
export interface PlannedConversation {
  readonly id: string;
  readonly tenantId: TenantId;
  readonly channel: ChannelType;
  readonly minute: number;
  readonly outcome: number;
  readonly turns: readonly PlannedTurn[];
  /** Minutes by which its last turn is stored late. */
  readonly lateBy: number;
}

interface PlannedTurn {
  readonly minute: number;
  readonly second: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly ms: number;
  readonly tool: number;
  readonly guard: number;
}

/** Something counted besides turns, as often as it is told. */
export interface PlannedMeasurement {
  readonly tenantId: TenantId;
  readonly source: string;
  readonly atMs: number;
  readonly conversationId: string | null;
  readonly kind: "rating" | "sale" | "too-late";
  readonly value: number;
  /** Minutes of delivery; the first is when it is recorded. */
  readonly told: readonly number[];
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Script {
  readonly size: Size;
  readonly startMs: number;
  readonly minutes: number;
  readonly conversations: readonly PlannedConversation[];
  readonly measurements: readonly PlannedMeasurement[];
  readonly outages: readonly Span[];
  readonly monitorDown: Span;
  readonly badVersion: Span;
  readonly overrun: Span;
  readonly dailyUsd: number;
}

/** The month that a seed decides. The same seed gives the same month. Pure. */
export function scriptOf(size: Size): Script {
  const { seed, conversations: count, days } = size;
  const random = randomFrom(seed);
  const minutes = days * dayMinutes;
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  const span = (share: number, minute: number, length: number): Span => {
    const from = Math.floor(days * share) * dayMinutes + minute;
    return { from, to: Math.min(minutes, from + length) };
  };
  const overrun = span(0.7, 300, dayMinutes - 300);
  const script = {
    outages: [span(0.2, 540, whole(40, 95)), span(0.9, 1_100, whole(5, 20))],
    monitorDown: span(0.5, 180, 30),
    badVersion: span(0.3, 600, dayMinutes),
    overrun,
  };
  const conversations: PlannedConversation[] = [];
  const measurements: PlannedMeasurement[] = [];
  for (let index = 0; index < count; index += 1) {
    const tenantId = [watched, tested, billed][index % 3] ?? watched;
    const minute = whole(0, minutes - 120);
    const inOverrun = tenantId === billed && minute >= overrun.from && minute < overrun.to;
    let at = minute;
    const turns = Array.from({ length: whole(1, 4) }, () => {
      const turn = {
        ...{ minute: at, second: whole(0, 50), inputTokens: whole(600, 2_400) * (inOverrun ? 6 : 1) },
        ...{ outputTokens: whole(40, 260), ms: whole(80, 9_000), tool: random(), guard: random() },
      };
      at += whole(1, 9);
      return turn;
    });
    const channel: ChannelType = tenantId === watched || random() < 0.5 ? "web_chat" : "whatsapp";
    const id = `${tenantId}-${index}`;
    const outcome = random();
    const lateBy = tenantId === billed && turns.length > 1 && random() < 0.02 ? whole(5, 80) : 0;
    conversations.push({ id, tenantId, channel, minute, outcome, turns, lateBy });
    const kind = index % 3 === 0 || random() < 0.2 ? (random() < 0.7 ? "rating" : "sale") : null;
    if (kind === null) continue;
    const happened = at + whole(1, 30);
    const arrives = random() < 0.08 ? happened + whole(60, 20 * dayMinutes) : happened;
    const first = Math.min(arrives, minutes - 1);
    const again = random() < 0.15 ? [Math.min(first + whole(0, 700), minutes - 1)] : [];
    const atMs = monthStartMs + Math.min(happened, minutes - 1) * 60_000;
    const value = kind === "rating" ? whole(1, 5) : whole(50_000, 900_000);
    const source = `${kind} ${id}`;
    measurements.push({ tenantId, source, atMs, conversationId: id, kind, value, told: [first, ...again] });
  }
  for (const tenantId of [watched, tested, billed]) {
    const told = [whole(0, minutes - 1)];
    const atMs = monthStartMs - 40 * dayMinutes * 60_000;
    measurements.push({ tenantId, source: "ancient", atMs, conversationId: null, kind: "too-late", value: 1, told });
  }
  // Twice of what a usual day costs, so that six times the tokens are too much.
  const turnUsd = (1_500 * 0.75 + 150 * 3.75) / 1e6;
  const dailyUsd = Math.max(0.0001, Number(((2 * turnUsd * 2.5 * count) / 3 / days).toFixed(4)));
  return { ...script, size, startMs: monthStartMs, minutes, conversations, measurements, dailyUsd };
}

export const within = ({ from, to }: Span, minute: number) => from <= minute && minute < to;

/** Whether the watched client's channel is down. */
export function isOut({ outages }: Script, minute: number): boolean {
  return outages.some((span) => within(span, minute));
}
