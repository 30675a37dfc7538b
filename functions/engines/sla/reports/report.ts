import { z } from "zod";
import { slaMonths } from "../../../../shared/contracts/sla-months.ts";
import { channelNames } from "../../../../shared/events/channel-names.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

export const mostDownRuns = 500;
/** The report shows the newest of more maintenance and corrections; all of them count. */
export const mostNoted = 100;

const Down = z.object({ from: z.number().int(), to: z.number().int() });

/** A month as it was assessed. Availabilities are exact shares, written as two whole numbers, beside their percent. */
export const ReportContents = z.object({
  month: z.string(),
  zone: z.string(),
  contract: z.string(),
  family: z.literal(["bad_minutes", "interval_mean"]),
  /** The terms as they were applied, as canonical JSON. */
  terms: z.string(),
  /** False while the month goes on. */
  isOver: z.boolean(),
  monthMinutes: z.number().int(),
  availabilityPercent: z.string().nullable(),
  downMinutes: z.number().int(),
  creditHundredths: z.number().int().nullable(),
  creditMinor: z.number().int(),
  priceMinor: z.number().int(),
  currency: z.string(),
  claimUntil: z.string(),
  channels: z.array(
    z.object({
      channel: z.literal(channelNames),
      availabilityPercent: z.string().nullable(),
      countedMinutes: z.number().int(),
      downMinutes: z.number().int(),
      unknownMinutes: z.number().int(),
      excludedMinutes: z.number().int(),
      requests: z.number().int(),
      errors: z.number().int(),
      down: z.array(Down).max(mostDownRuns),
      /** Runs of minutes beyond the listed ones. */
      furtherDown: z.number().int(),
    }),
  ),
  maintenance: z.array(
    z.object({ title: z.string(), from: z.number().int(), to: z.number().int(), counts: z.boolean() }),
  ),
  corrections: z.array(
    z.object({
      from: z.number().int(),
      to: z.number().int(),
      state: z.string(),
      reason: z.string(),
      by: z.string(),
      at: z.string(),
    }),
  ),
});
export type ReportContents = z.infer<typeof ReportContents>;

export const SlaReport = ReportContents.extend({
  /** Counts from 1: a correction makes the next one. */
  revision: z.number().int(),
  madeAt: z.string(),
});
export type SlaReport = z.infer<typeof SlaReport>;

/** The id is the month, `2026-11`. */
export const slaReports = ownedDocument<SlaReport>({
  name: slaMonths.name,
  state: SlaReport,
  indexes: [["month"]],
  confidential: true,
  personal: "nothing",
});
