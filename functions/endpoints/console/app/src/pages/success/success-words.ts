import type { z } from "zod";
import { m } from "#messages";
import type { HealthView, KpiView } from "../../../../../../engines/success/routes.ts";
import { numberText } from "../../components/region.ts";
import { usd } from "../spend/spend-words.ts";

export type Kpi = z.infer<typeof KpiView>;
export type Health = z.infer<typeof HealthView>;
export type HealthReason = Health["reasons"][number];

type Tone = "neutral" | "good" | "warning" | "bad" | "active";
interface Word {
  readonly tone: Tone;
  name(): string;
}

export const healthWords: Readonly<Record<Health["status"], Word>> = {
  healthy: { tone: "good", name: m.success_healthy },
  watch: { tone: "warning", name: m.success_watch },
  "at-risk": { tone: "bad", name: m.success_at_risk },
  unknown: { tone: "neutral", name: m.success_unknown },
};

export const signalWords: Readonly<Record<HealthReason["signal"], () => string>> = {
  usage: m.success_usage,
  satisfaction: m.success_satisfaction,
  handoffs: m.success_handoffs,
  resolution: m.success_resolution_falls,
  errors: m.success_errors,
  sentiment: m.success_sentiment,
};

export const trendWords: Readonly<Record<Kpi["trend"], Word>> = {
  better: { tone: "good", name: m.success_better },
  worse: { tone: "bad", name: m.success_worse },
  same: { tone: "neutral", name: m.success_same },
  unknown: { tone: "neutral", name: m.success_trend_unknown },
};

interface KpiWord {
  name(): string;
  text(value: number, currency: string | null): string;
}

const number = (digits: number) => (value: number) => numberText(value, { maximumFractionDigits: digits });
const share = (value: number) => numberText(value, { style: "percent", maximumFractionDigits: 1 });

const kpiWords: Readonly<Record<Kpi["name"], KpiWord>> = {
  containment: { name: m.success_containment, text: share },
  resolution: { name: m.success_resolution, text: share },
  handoff_rate: { name: m.success_handoff_rate, text: share },
  csat: { name: m.success_csat, text: number(2) },
  nps: { name: m.success_nps, text: number(0) },
  conversion: { name: m.success_conversion, text: share },
  revenue: { name: m.success_revenue, text: money },
  cross_sell_revenue: { name: m.success_cross_sell_revenue, text: money },
  cost_per_resolution: { name: m.success_cost_per_resolution, text: usd },
};

export function kpiName(name: Kpi["name"]): string {
  return kpiWords[name].name();
}

const revenues: readonly Kpi["name"][] = ["revenue", "cross_sell_revenue"];

/** Null where nothing was counted. Revenue is a sum: without any reported sale it is nought, which is not what was sold. */
export function countedOf({ name, value }: Pick<Kpi, "name" | "value">): number | null {
  return revenues.includes(name) && value === 0 ? null : value;
}

/** A dash where nothing was counted. */
export function kpiText({ name, currency }: Pick<Kpi, "name" | "currency">, value: number | null): string {
  const counted = countedOf({ name, value });
  return counted === null ? "–" : kpiWords[name].text(counted, currency);
}

export function targetText({ name, currency, target }: Pick<Kpi, "name" | "currency" | "target">): string {
  return target === null ? "–" : kpiWords[name].text(target, currency);
}

/** `amount` in the currency's smallest unit. */
function money(amount: number, currency: string | null): string {
  if (currency === null) return numberText(amount, { maximumFractionDigits: 0 });
  const style = { style: "currency", currency } as const;
  const digits = new Intl.NumberFormat("en", style).resolvedOptions().maximumFractionDigits ?? 2;
  return numberText(amount / 10 ** digits, style);
}
