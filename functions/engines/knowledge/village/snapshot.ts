import {
  type VillageMeasure,
  type VillageSnapshot,
  villageMeasures,
} from "../../../../shared/contracts/lifecycle/village.ts";
import type { Contribution } from "./contribution.ts";

/** Never from fewer tenants. */
export const minTenants = 5;
/** The noisy number of tenants must reach this, so that not even the limit tells who takes part. */
const minNoisyTenants = 7;
/**
 * Each figure is differentially private with this budget (Dwork and others, TCC 2006): whatever one tenant's share is,
 * and whether it takes part at all, changes the odds of any published figure by at most e^1.
 */
export const epsilon = 1;
const step = 0.05;

/** `random` gives numbers from 0 to 1. Pure apart from it. */
export function buildSnapshot(
  contributions: readonly Pick<Contribution, "shares">[],
  of: Pick<VillageSnapshot, "month" | "group" | "at">,
  random: () => number,
): VillageSnapshot {
  const count = contributions.length;
  const noisyCount = Math.round(count + laplace(1 / epsilon, random));
  if (count < minTenants || noisyCount < minNoisyTenants) return { ...of, tenants: null, figures: null };
  const figureOf = (measure: VillageMeasure) => {
    // Every tenant counts the same, however many customers it has, so that none can outweigh the others.
    const mean = contributions.reduce((sum, { shares }) => sum + clamp(shares[measure]), 0) / count;
    const scale = 1 / (count * epsilon);
    return { share: rounded(clamp(mean + laplace(scale, random))), within: rounded(Math.min(1, 3 * scale) + step / 2) };
  };
  const figures = Object.fromEntries(villageMeasures.map((measure) => [measure, figureOf(measure)]));
  return { ...of, tenants: noisyCount, figures: figures as NonNullable<VillageSnapshot["figures"]> };
}

function laplace(scale: number, random: () => number): number {
  const uniform = random() - 0.5;
  return -scale * Math.sign(uniform) * Math.log(Math.max(Number.MIN_VALUE, 1 - 2 * Math.abs(uniform)));
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** Rounding also hides the low bits, by which noise of floating-point numbers can be undone (Mironov, CCS 2012). */
function rounded(share: number): number {
  return Math.round(Math.round(share / step) * step * 100) / 100;
}
