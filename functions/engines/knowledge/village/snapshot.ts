import { z } from "zod";
import type { Collection } from "../../../../shared/platform/documents.ts";
import { type Contribution, type Measure, measures } from "./contribution.ts";

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

const Figure = z.object({
  /** 0 to 1, in steps of 0.05. */
  share: z.number(),
  /** In 19 of 20 cases, noise has moved the share by no more than this. */
  within: z.number(),
});

const Snapshot = z.object({
  month: z.string(),
  group: z.string(),
  /** Null where too few tenants take part. */
  figures: z.record(z.enum(measures), Figure).nullable(),
  at: z.string(),
});
export type Snapshot = z.infer<typeof Snapshot>;

/**
 * What is published of a month, computed once and never again: who joins or leaves later changes nothing, and no
 * repetition averages the noise away. A month that is withheld stays withheld.
 */
export const snapshots: Collection<Snapshot> = {
  name: "village-snapshots",
  schema: Snapshot,
  indexes: [["month"]],
  confidential: true,
  personal: "nothing",
};

/** `random` gives numbers from 0 to 1. Pure apart from it. */
export function buildSnapshot(
  contributions: readonly Pick<Contribution, "shares">[],
  of: Pick<Snapshot, "month" | "group" | "at">,
  random: () => number,
): Snapshot {
  const count = contributions.length;
  if (count < minTenants || count + laplace(1 / epsilon, random) < minNoisyTenants) return { ...of, figures: null };
  const figureOf = (measure: Measure) => {
    // Every tenant counts the same, however many customers it has, so that none can outweigh the others.
    const mean = contributions.reduce((sum, { shares }) => sum + clamp(shares[measure]), 0) / count;
    const scale = 1 / (count * epsilon);
    return { share: rounded(clamp(mean + laplace(scale, random))), within: rounded(Math.min(1, 3 * scale) + step / 2) };
  };
  const figures = Object.fromEntries(measures.map((measure) => [measure, figureOf(measure)]));
  return { ...of, figures: figures as NonNullable<Snapshot["figures"]> };
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
