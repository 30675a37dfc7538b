import { z } from "zod";
import { readModel } from "./read-model.ts";

const SlaMonth = z.object({
  /** `2026-11` */
  month: z.string(),
  isOver: z.boolean(),
  /** Null: no minute counts. */
  availabilityPercent: z.string().nullable(),
  downMinutes: z.number().int(),
  creditMinor: z.number().int(),
  currency: z.string(),
});
export type SlaMonth = z.infer<typeof SlaMonth>;

/** The SLA's reports of past months. The engine `sla` owns them. Their ids are the months. */
export const slaMonths = readModel<SlaMonth>({
  name: "sla-reports",
  state: SlaMonth,
  indexes: [["month"]],
});
