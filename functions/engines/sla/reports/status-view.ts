import { z } from "zod";
import { channelNames } from "../../../../shared/events/channel-names.ts";
import { timeOf } from "../../../../shared/sla/minute-intervals.ts";
import type { CurrentSla } from "../current-sla.ts";
import type { SlaWatch } from "../watch/watch.ts";
import type { ReportContents } from "./report.ts";
import { SlaMonthView, slaMonthView } from "./views.ts";

export const SlaStatus = z
  .object({
    watching: z.boolean().describe("Whether the channels are probed. False before the first activation with an SLA."),
    checked_at: z.string().nullable().describe("The last minute that was recorded."),
    clock_off_ms: z
      .number()
      .int()
      .nullable()
      .describe("By how much the server's clock differs from another machine's, where it is too much; usually null."),
    channels: z
      .array(
        z.object({
          channel: z.literal(channelNames).describe("The channel."),
          state: z.literal(["up", "down", "unknown"]).describe("Of the last minute. `unknown`: there is no result."),
          incident: z.boolean().describe("Whether an incident of the monitor is open."),
        }),
      )
      .describe("The measured channels."),
    month: SlaMonthView.nullable().describe("The month so far; null where the active configuration has no `sla`."),
  })
  .meta({ id: "SlaStatus" });
export type SlaStatus = z.infer<typeof SlaStatus>;

export const noSla: SlaStatus = { watching: false, checked_at: null, clock_off_ms: null, channels: [], month: null };

export function statusView(
  { channels }: CurrentSla,
  contents: ReportContents,
  watch: SlaWatch | undefined,
  minute: number,
): SlaStatus {
  // A minute that is missing is what the monitor does not know.
  const isRecent = watch !== undefined && watch.minute >= minute - 3;
  return {
    watching: watch?.status === "watching" && isRecent,
    checked_at: watch === undefined || watch.minute === 0 ? null : timeOf(watch.minute).toISOString(),
    clock_off_ms: watch?.clockOffMs ?? null,
    channels: channels.map((channel) => {
      const watched = watch?.channels[channel];
      const last = watched?.recent.minutes.at(-1);
      const state = !isRecent || last === undefined || last[1] === 0 ? "unknown" : last[2] > 0 ? "down" : "up";
      return { channel, state, incident: (watched?.incident ?? null) !== null };
    }),
    month: slaMonthView(contents),
  };
}
