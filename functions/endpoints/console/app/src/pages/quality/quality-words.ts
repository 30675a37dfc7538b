import { m } from "#messages";
import type { findingKinds } from "../../../../../../engines/quality/checks/finding.ts";
import type { SamplingReason } from "../../../../../../engines/quality/sampling.ts";
import { numberText } from "../../components/region.ts";

const findings: Readonly<Record<(typeof findingKinds)[number], () => string>> = {
  "unsupported-number": m.quality_unsupported_number,
  "unsupported-name": m.quality_unsupported_name,
  "contradicts-source": m.quality_contradicts_source,
  "unsupported-statement": m.quality_unsupported_statement,
  "promise-without-action": m.quality_promise,
  policy: m.quality_policy,
  "wrong-language": m.quality_wrong_language,
  repetition: m.quality_repetition,
  unanswered: m.quality_unanswered,
};

const reasons: Readonly<Record<SamplingReason, () => string>> = {
  escalation: m.quality_reason_escalation,
  "low-rating": m.quality_reason_low_rating,
  guard: m.quality_reason_guard,
  sample: m.quality_reason_sample,
  requested: m.quality_reason_requested,
};

export function findingName(kind: keyof typeof findings): string {
  return findings[kind]();
}

export function reasonName(reason: SamplingReason): string {
  return reasons[reason]();
}

/** A score of 1 to 10, or a dash where nothing tells. */
export function scoreText(score: number | null): string {
  return score === null ? "–" : numberText(score, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

export function toneOf(score: number | null): "neutral" | "good" | "warning" | "bad" {
  if (score === null) return "neutral";
  if (score < 4) return "bad";
  return score < 7 ? "warning" : "good";
}

export function percent(share: number): string {
  return numberText(share, { style: "percent", maximumFractionDigits: 1 });
}
