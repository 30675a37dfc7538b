import type { ChannelType } from "../../../../shared/events/index.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { randomFrom } from "./random.ts";

/** The first minute, in UTC. */
export const monthStartMs = Date.parse("2026-11-01T00:00:00.000Z");
export const month = "2026-11";
export const dayMinutes = 1_440;
/** Metrics are collected once in this many minutes, in the last of them. */
export const collectEvery = 10;
export const mostDays = 30;
export const stripeCustomer = "cus_month";
/** A judge's vote is billed like this. */
export const voteTokens = { input: 900, output: 150 } as const;

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
  /** Chance that decides how well the agent answers. */
  readonly said: number;
  /** What the judge's stand-in thinks of it, 1 to 10; 0 makes it answer nonsense. */
  readonly mark: number;
  /** How the customer's messages sound, in hundredths. */
  readonly mood: number;
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
  /** From then on the first client's agent hands over more, the second's customers sound worse and the third's rate lower. */
  readonly decline: Span;
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
    decline: span(0.67, 0, minutes),
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
        minute: at,
        second: whole(0, 50),
        inputTokens: whole(600, 2_400) * (inOverrun ? 6 : 1),
        outputTokens: whole(40, 260),
        ms: whole(80, 9_000),
        tool: random(),
        guard: random(),
      };
      at += whole(1, 9);
      return turn;
    });
    const channel: ChannelType = tenantId === watched || random() < 0.5 ? "web_chat" : "whatsapp";
    const id = `${tenantId}-${index}`;
    const outcome = random();
    const lateBy = tenantId === billed && turns.length > 1 && random() < 0.02 ? whole(5, 80) : 0;
    const isDeclining = within(script.decline, minute);
    const mood = whole(55, 95) - (isDeclining && tenantId === tested ? 35 : 0);
    const text = { said: random(), mark: whole(0, 10), mood };
    conversations.push({ id, tenantId, channel, minute, outcome, turns, lateBy, ...text });
    const kind = index % 3 === 0 || random() < 0.2 ? (random() < 0.7 ? "rating" : "sale") : null;
    if (kind === null) continue;
    const happened = at + whole(1, 30);
    const arrives = random() < 0.08 ? happened + whole(60, 20 * dayMinutes) : happened;
    const first = Math.min(arrives, minutes - 1);
    const again = random() < 0.15 ? [Math.min(first + whole(0, 700), minutes - 1)] : [];
    const atMs = monthStartMs + Math.min(happened, minutes - 1) * 60_000;
    const best = isDeclining && tenantId === billed ? 2 : 5;
    const value = kind === "rating" ? whole(1, best) : whole(50_000, 900_000);
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

/** Clients are looked at once a day, when the day before is over in all their zones. The first day has none before it. */
export const isClientLook = (minute: number) => minute % dayMinutes === 719 && minute > dayMinutes;

/** Whether the watched client's channel is down. */
export function isOut({ outages }: Script, minute: number): boolean {
  return outages.some((span) => within(span, minute));
}
