import type { RawConversation } from "../raw-records.ts";
import { dayMinutes, type Script, tested } from "../script.ts";
import { sessionEnded } from "./known-by.ts";
import { type Outcome, outcomeOf } from "./outcomes.ts";

type Raw = ReadonlyMap<string, RawConversation>;

/** docs/experiments.md: two variants share 5 %, each with two guardrails; a hundred customers, and 5,000 for the narrowest interval. */
const [alpha, variants, guardrails, fewest, tuning] = [0.05, 2, 2, 100, 5_000];
const treatments = ["warm", "harsh"] as const;

interface Values {
  readonly mean: number;
  readonly variance: number;
  readonly n: number;
}

/** Every customer has one conversation, so a value of a customer is a value of a conversation. */
function valuesOf(values: readonly number[]): Values {
  const n = values.length;
  const mean = n === 0 ? 0 : values.reduce((sum, each) => sum + each, 0) / n;
  return { n, mean, variance: n <= 1 ? 0 : values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (n - 1) };
}

/** Half the width of a normal mixture's confidence sequence (arXiv 2103.06476, equations 14 and, for one side, 134). */
function halfWidth(variance: number, n: number, share: number, isOneSided: boolean): number {
  const spent = -2 * Math.log(isOneSided ? Math.min(1, 2 * share) : share);
  const mixed = ((spent + Math.log(spent + 1)) / tuning) * n;
  const bound = isOneSided ? Math.log(1 + Math.sqrt(mixed + 1) / (2 * share)) : Math.log(Math.sqrt(mixed + 1) / share);
  return Math.sqrt((2 * (mixed + 1) * bound * variance) / mixed);
}

/** The day of the look that closes a variant, or null. */
function closedOn(script: Script, raw: Raw, arm: string): string | null {
  for (let minute = dayMinutes - 1; minute < script.minutes; minute += dayMinutes)
    if (isHarmful(armsAt(script, raw, minute), arm))
      return new Date(script.startMs + minute * 60_000).toISOString().slice(0, 10);
  return isHarmful(armsAt(script, raw, Number.POSITIVE_INFINITY), arm) ? "at the end" : null;
}

type Arms = ReadonlyMap<string, readonly Outcome[]>;

/** What came of the customers of each arm whose conversation is over in a minute. */
function armsAt(script: Script, raw: Raw, minute: number): Arms {
  const arms = new Map<string, Outcome[]>();
  for (const conversation of raw.values()) {
    const { tenantId, arm } = conversation;
    if (tenantId !== tested || arm === undefined) continue;
    if (minute !== Number.POSITIVE_INFINITY && sessionEnded(script, conversation) > minute) continue;
    arms.set(arm, [...(arms.get(arm) ?? []), outcomeOf(conversation)]);
  }
  return arms;
}

/** More handoffs or errors than with the control beyond any doubt that chance leaves, with two invented customers in each arm. */
function isHarmful(arms: Arms, arm: string): boolean {
  const share = alpha / (guardrails * variants);
  return [({ handedOver }: Outcome) => Number(handedOver), ({ errors }: Outcome) => errors].some((of) => {
    const [control, treated] = ["control", arm].map((key) => (arms.get(key) ?? []).map(of));
    if (!control || !treated || Math.min(control.length, treated.length) < fewest) return false;
    const [before, after] = [valuesOf([...control, 0, 1]), valuesOf([...treated, 0, 1])];
    const variance = before.variance / before.n + after.variance / after.n;
    return after.mean - before.mean > halfWidth(variance, before.n + after.n, share, true);
  });
}

/** What the experiment must have found of each variant, by its goal, containment. */
export function expectedVerdicts(script: Script, raw: Raw) {
  const arms = armsAt(script, raw, Number.POSITIVE_INFINITY);
  const isContained = (arm: string) => valuesOf((arms.get(arm) ?? []).map(({ handedOver }) => Number(!handedOver)));
  const control = isContained("control");
  return treatments.map((arm) => {
    const treated = isContained(arm);
    const closed = closedOn(script, raw, arm);
    const isKnown = control.mean > 0 && control.variance > 0 && treated.variance > 0;
    const lift = isKnown ? treated.mean / control.mean - 1 : null;
    const variance =
      treated.variance / (control.mean ** 2 * treated.n) +
      (control.variance * treated.mean ** 2) / (control.mean ** 4 * control.n);
    const half = isKnown ? halfWidth(variance, control.n + treated.n, alpha / variants, false) : 0;
    const [low, high] = lift === null ? [null, null] : [lift - half, lift + half];
    const shown =
      low === null || high === null ? "too-early" : low > 0 ? "better" : high < 0 ? "worse" : "no-difference-yet";
    return [arm, { closed, lift, low, high, verdict: isHarmful(arms, arm) ? "harmful" : shown }] as const;
  });
}
