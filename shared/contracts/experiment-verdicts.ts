import { z } from "zod";
import { ExperimentMetric } from "../events/running/experiments.ts";
import { readModel } from "./read-model.ts";

const ExperimentVerdicts = z.object({
  id: z.string(),
  design: z.object({ name: z.string(), goal: ExperimentMetric }),
  status: z.literal(["draft", "running", "stopped", "promoted"]),
  promoted: z.string().nullable(),
  /** Why it ended. */
  reason: z.string(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  latest: z
    .object({ arms: z.array(z.object({ key: z.string(), measured: z.number().int(), verdict: z.string() })) })
    .nullable(),
});
export type ExperimentVerdicts = z.infer<typeof ExperimentVerdicts>;

/** What experiments found. The engine `experiments` owns them. */
export const experimentVerdicts = readModel<ExperimentVerdicts>({
  name: "experiments",
  state: ExperimentVerdicts,
  indexes: [["createdAt desc"]],
});
