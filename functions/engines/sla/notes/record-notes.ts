import {
  maintenanceAnnounced,
  maintenanceCancelled,
  slaCorrected,
  slaMonthEnded,
} from "../../../../shared/events/index.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { auditWrite } from "../../../../shared/security/audit.ts";
import { monthOf } from "../../../../shared/sla/calendar-month.ts";
import { minuteOf, timeOf } from "../../../../shared/sla/minute-intervals.ts";
import { currentSla, type SlaConfigs } from "../current-sla.ts";
import { type AnnouncedMaintenance, corrections, type MadeCorrection, maintenances } from "./notes.ts";

export const announceMaintenance = step({
  name: "sla-announce-maintenance",
  on: maintenanceAnnounced,
  document: maintenances,
  documentId: ({ data }) => data.maintenanceId,
  decide(before, { data }) {
    if (before) return undefined;
    // When it was announced is the server's time, and never what the caller says.
    const document: AnnouncedMaintenance = { ...data, announcedMinute: minuteOf(new Date(data.at)), cancelled: null };
    return { document };
  },
});

/** What has begun is not called off: it happened, and the month's report shows it. */
export const cancelMaintenance = step({
  name: "sla-cancel-maintenance",
  on: maintenanceCancelled,
  document: maintenances,
  documentId: ({ data }) => data.maintenanceId,
  decide(before, { data: { maintenanceId, by, at } }) {
    if (!before) throw new TerminalError("maintenance-not-found", `There is no maintenance "${maintenanceId}".`);
    if (before.cancelled) return undefined;
    if (minuteOf(new Date(at)) >= before.from)
      throw new TerminalError(
        "maintenance-begun",
        "This maintenance has begun. Correct its minutes if it was not needed.",
      );
    const document: AnnouncedMaintenance = { ...before, cancelled: { by, at } };
    return { document };
  },
});

/** Keeps a correction with its reason, in the audit log too, and has the reports of its months made again. */
export function recordCorrectionStep({ configs }: { readonly configs: SlaConfigs }) {
  return step<MadeCorrection, MadeCorrection, string>({
    name: "sla-record-correction",
    on: slaCorrected,
    publishes: [slaMonthEnded],
    document: corrections,
    documentId: ({ data }) => data.correctionId,
    gather: async (_before, { tenantId }) => (await currentSla(configs, tenantId))?.zone ?? "UTC",
    decide(before, { data }, zone, now) {
      if (before) return undefined;
      const { correctionId, by, at, state, from, to, reason } = data;
      const detail = { state, from: timeOf(from).toISOString(), to: timeOf(to).toISOString(), reason };
      const past = monthsIn(from, to, zone).filter((month) => month < monthOf(minuteOf(now), zone));
      return {
        document: data,
        writes: [
          auditWrite({
            id: `sla-${correctionId}`,
            at,
            actor: by,
            action: "sla-corrected",
            target: correctionId,
            detail,
          }),
        ],
        publish: past.map((month) => newEvent(slaMonthEnded, month, { month })),
      };
    },
  });
}

/** A correction is shorter than a month, so it touches two at most. */
function monthsIn(from: number, to: number, zone: string): readonly string[] {
  return [...new Set([monthOf(from, zone), monthOf(to - 1, zone)])];
}
