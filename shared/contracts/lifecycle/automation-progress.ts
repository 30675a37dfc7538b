import { z } from "zod";
import { readModel } from "../read-model.ts";

const AutomationProgress = z.object({
  status: z.string(),
  scenarios: z.array(z.object({ outcome: z.string() })),
});
type AutomationProgress = z.infer<typeof AutomationProgress>;

/** How far the checks of a configuration are. The engine `automation` owns them. */
export const automationProgress = readModel<AutomationProgress>({
  name: "automation-runs",
  state: AutomationProgress,
  indexes: [],
});

/** Scenarios that were answered, of all. */
export function progressOf({ scenarios }: AutomationProgress): { readonly done: number; readonly total: number } {
  return { done: scenarios.filter(({ outcome }) => outcome !== "pending").length, total: scenarios.length };
}
