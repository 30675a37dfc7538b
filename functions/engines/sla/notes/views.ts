import { z } from "zod";
import { channelNames } from "../../../../shared/events/channel-names.ts";
import { timeOf } from "../../../../shared/sla/minute-intervals.ts";
import type { AnnouncedMaintenance, MadeCorrection } from "./notes.ts";

const span = {
  channels: z.array(z.literal(channelNames)).describe("The channels that it concerns; none: all."),
  from: z.string().describe("Its first minute."),
  until: z.string().describe("The minute after its last."),
};

export const MaintenanceView = z
  .object({
    maintenance_id: z.string().describe("Identifies it in the other routes."),
    title: z.string().describe("What is done. The status page shows it."),
    ...span,
    announced_by: z.string().describe("Who announced it."),
    announced_at: z.string().describe("When it was announced."),
    cancelled_at: z.string().nullable().describe("When it was called off; null if it was not."),
  })
  .meta({ id: "SlaMaintenance" });
export type MaintenanceView = z.infer<typeof MaintenanceView>;

export function maintenanceView(maintenance: AnnouncedMaintenance): MaintenanceView {
  const { maintenanceId, title, channels, from, to, by, at, cancelled } = maintenance;
  return {
    maintenance_id: maintenanceId,
    title,
    channels,
    from: timeOf(from).toISOString(),
    until: timeOf(to).toISOString(),
    announced_by: by,
    announced_at: at,
    cancelled_at: cancelled?.at ?? null,
  };
}

export const CorrectionView = z
  .object({
    correction_id: z.string().describe("Identifies it."),
    ...span,
    state: z.literal(["up", "down", "unknown", "excluded"]).describe("How the minutes count."),
    reason: z.string().describe("Why. The status page and the report show it."),
    made_by: z.string().describe("Who made it."),
    made_at: z.string().describe("When it was made."),
  })
  .meta({ id: "SlaCorrection" });
export type CorrectionView = z.infer<typeof CorrectionView>;

export function correctionView(correction: MadeCorrection): CorrectionView {
  const { correctionId, channels, from, to, state, reason, by, at } = correction;
  return {
    correction_id: correctionId,
    channels,
    from: timeOf(from).toISOString(),
    until: timeOf(to).toISOString(),
    state,
    reason,
    made_by: by,
    made_at: at,
  };
}
