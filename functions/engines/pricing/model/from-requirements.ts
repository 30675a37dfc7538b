import { z } from "zod";
import { volumeNames } from "./volumes.ts";

/** Volumes that a requirements document says by its KPIs. */
export const FromRequirements = z.object({
  prd_id: z.string().min(1).max(64).describe("The requirements document."),
  revision: z
    .number()
    .int()
    .optional()
    .describe("The revision that was read. The product writes it; what is sent is replaced."),
  kpis: z
    .array(
      z.object({
        volume: z.enum(volumeNames).describe("The volume that the KPI says."),
        kpi: z
          .string()
          .regex(/^KPI-[1-9]\d{0,5}$/, "must be the id of a KPI, such as KPI-1")
          .describe("The KPI. Percent for shares, minutes for minutes, a count for the rest."),
        take: z.enum(["baseline", "target"]).default("target").describe("Which of its values."),
      }),
    )
    .min(1)
    .max(20)
    .describe("One KPI for each volume."),
});
export type FromRequirements = z.infer<typeof FromRequirements>;
