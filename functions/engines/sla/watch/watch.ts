import { z } from "zod";
import { channelNames } from "../../../../shared/events/channel-names.ts";
import type { Collection } from "../../../../shared/platform/documents.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";
import { WatchedChannel } from "../../../../shared/sla/watch-channel.ts";

const channel = z.literal(channelNames);

/** A day of the history that the status page shows: `[day since the epoch, minutes known, minutes down]`. */
const HistoryDay = z.tuple([z.number().int(), z.number().int(), z.number().int()]);
export const historyDays = 90;

export const SlaWatch = z.object({
  /** `stopped`: the active configuration has no SLA. */
  status: z.literal(["watching", "stopped"]),
  round: z.string(),
  /** The minute in which this chain of probes began. */
  started: z.number().int().optional(),
  /** The last minute that was recorded. */
  minute: z.number().int(),
  channels: z.partialRecord(channel, WatchedChannel),
  history: z.partialRecord(channel, z.array(HistoryDay).max(historyDays)),
  /** The turns counted so far, `[turns, failed]` by day: a minute's traffic is what came since. */
  counted: z.partialRecord(channel, z.record(z.string(), z.tuple([z.number().int(), z.number().int()]))),
  /** Seconds up and down, by channel, of the minutes `first` to `last`, which the rollups do not have yet. */
  untold: z
    .object({
      first: z.number().int(),
      last: z.number().int(),
      up: z.partialRecord(channel, z.number().int()),
      down: z.partialRecord(channel, z.number().int()),
    })
    .optional(),
  /** The last time that the model was asked, and what came of it. */
  deep: z.object({ minute: z.number().int(), state: z.literal(["up", "down", "unknown"]) }).optional(),
  /** The probes had stopped after the minute `since`; begun again in the minute `again`. */
  silent: z.object({ since: z.number().int(), again: z.number().int() }).optional(),
  /** By how much the clock differs from another machine's, the last time it was too much. */
  clockOffMs: z.number().int().nullable(),
});
export type SlaWatch = z.infer<typeof SlaWatch>;

/** A tenant has one: its channels, as alerts and the status page need them. */
export const slaWatches = ownedDocument<SlaWatch>({
  name: "sla-watches",
  state: SlaWatch,
  indexes: [],
  // Sealed as one text: a database without lists of lists takes it.
  confidential: true,
  // Counts and minutes.
  personal: "nothing",
});
export const watchId = "watch";

const SlaDay = z.object({ channel, day: z.string(), states: z.string(), traffic: z.string() });
export type SlaDay = z.infer<typeof SlaDay>;

/** The minutes of a channel and of a day in UTC (shared/sla/minute-record.ts). The id is `<channel>.<day>`. */
export const slaDays: Collection<SlaDay> = {
  name: "sla-days",
  schema: SlaDay,
  indexes: [],
  confidential: false,
  personal: "nothing",
};

export function slaDayId(of: string, day: string): string {
  return `${of}.${day}`;
}
