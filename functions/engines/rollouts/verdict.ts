import { sampleRatioMismatch, sampleRatioThreshold } from "../../../shared/statistics/sample-ratio.ts";
import { findingsOf } from "./guardrails.ts";
import type { Finding, Rollout, Verdict } from "./rollout.ts";

/** It is looked at every half minute, so an accident must be far rarer than in an experiment that is looked at once. */
const mismatch = sampleRatioThreshold / 20;

const words: Readonly<Record<Finding["guardrail"], string>> = {
  escalations: "conversations handed to people",
  errors: "conversations with an error",
  "guard-events": "conversations in which the guard stepped in",
  "low-ratings": "low ratings",
  cost: "cost of a conversation",
};

/** Whether the stage may go on: by the guardrails of all stages so far, its time and its conversations. Pure. */
export function verdictOf(rollout: Rollout, now: Date): Verdict {
  const findings = [...findingsOf(rollout.stages)];
  const at = now.toISOString();
  const failed = findings.filter(({ result }) => result === "fail");
  if (failed.length > 0) return { result: "fail", why: failed.map(sentence).join(" "), at, findings };
  const missing = missingFor(rollout, now);
  if (missing !== undefined) return { result: "not-enough", why: missing, at, findings };
  return { result: "pass", why: "No guardrail is worse than with the version before.", at, findings };
}

function missingFor({ stages, stage: index, minExposures, minMinutes }: Rollout, now: Date): string | undefined {
  const stage = stages[index];
  if (stage === undefined || stage.since === null) return "The stage has not begun.";
  const { candidate, current, share } = stage;
  const all = candidate.exposed + current.exposed;
  if (share < 1 && sampleRatioMismatch([candidate.exposed, current.exposed], [share, 1 - share]) < mismatch)
    return `${candidate.exposed} of ${all} conversations had the new version, where ${percent(share)} were planned. Something keeps customers from being counted.`;
  if (candidate.exposed < minExposures)
    return `${candidate.exposed} of ${minExposures} conversations with the new version.`;
  const minutes = (now.getTime() - Date.parse(stage.since)) / 60_000;
  if (minutes < minMinutes) return `${Math.max(0, Math.floor(minutes))} of ${minMinutes} minutes.`;
  return undefined;
}

function sentence({ guardrail, current, candidate, evidence }: Finding): string {
  const shown = (value: number | null) =>
    value === null ? "unknown" : guardrail === "cost" ? `$${(value / 1e6).toFixed(4)}` : percent(value);
  const times = evidence >= 1e6 ? "more than a million" : String(Math.round(evidence));
  return `More ${words[guardrail]}: ${shown(candidate)} with the new version, ${shown(current)} with the one before. This is ${times} times likelier if the new version is worse.`.replace(
    "More cost",
    "Higher cost",
  );
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}
