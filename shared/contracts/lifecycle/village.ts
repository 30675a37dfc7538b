import { z } from "zod";
import type { Collection } from "../../platform/documents.ts";
import { deriveId } from "../../runtime/ids.ts";

/** What is told of ended conversations: shares of fixed things, and never a word of a customer or a tenant. */
export const villageMeasures = [
  "resolved",
  "handed_over",
  "without_source",
  "complaint",
  "booking_intent",
  "price_question",
] as const;
export type VillageMeasure = (typeof villageMeasures)[number];

const Figure = z.object({
  /** 0 to 1, in steps of 0.05. */
  share: z.number(),
  /** In 19 of 20 cases, noise has moved the share by no more than this. */
  within: z.number(),
});

export const VillageSnapshot = z.object({
  month: z.string(),
  group: z.string(),
  /** The number of tenants with noise. Null where too few take part, and in snapshots of before. */
  tenants: z.number().int().nullable().default(null),
  /** Null where too few tenants take part. */
  figures: z.record(z.enum(villageMeasures), Figure).nullable(),
  at: z.string(),
});
export type VillageSnapshot = z.infer<typeof VillageSnapshot>;

/**
 * What is published of a month, computed once and never again: who joins or leaves later changes nothing, and no
 * repetition averages the noise away. A month that is withheld stays withheld. The knowledge engine writes them.
 */
export const villageSnapshots: Collection<VillageSnapshot> = {
  name: "village-snapshots",
  schema: VillageSnapshot,
  indexes: [["month"]],
  confidential: true,
  personal: "nothing",
};

export function villageSnapshotId(month: string, group: string): string {
  return deriveId("village-snapshot", month, group);
}

/** Shares come in during the month after, with each tenant's first conversation. */
export const villageReleasedAfterDays = 14;

export function villageMonthOf(at: string): string {
  return at.slice(0, 7);
}

export function villageMonthBefore(month: string): string {
  const first = new Date(`${month}-01T00:00:00.000Z`);
  first.setUTCMonth(first.getUTCMonth() - 1);
  return villageMonthOf(first.toISOString());
}

/** The newest month that is published on this day. */
export function newestVillageMonth(now: Date): string {
  const before = villageMonthBefore(villageMonthOf(now.toISOString()));
  return now.getUTCDate() > villageReleasedAfterDays ? before : villageMonthBefore(before);
}

/** An industry as tenants write it, in one form. */
export function villageGroupOf(industry: string): string {
  return industry
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim()
    .slice(0, 80);
}
