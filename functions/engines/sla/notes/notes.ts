import { z } from "zod";
import { MaintenanceAnnounced, slaCorrected } from "../../../../shared/events/index.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

export const AnnouncedMaintenance = MaintenanceAnnounced.extend({
  announcedMinute: z.number().int(),
  cancelled: z.object({ by: z.string(), at: z.string() }).nullable(),
});
export type AnnouncedMaintenance = z.infer<typeof AnnouncedMaintenance>;

export const maintenances = ownedDocument<AnnouncedMaintenance>({
  name: "sla-maintenances",
  state: AnnouncedMaintenance,
  indexes: [["to"]],
  confidential: true,
  personal: "nothing",
});

export const MadeCorrection = slaCorrected.schema;
export type MadeCorrection = z.infer<typeof MadeCorrection>;

export const corrections = ownedDocument<MadeCorrection>({
  name: "sla-corrections",
  state: MadeCorrection,
  indexes: [["to"], ["at"]],
  confidential: true,
  personal: "nothing",
});
