import type { AutomationRequested } from "../../../shared/events/index.ts";

/** The wish for a configuration of the requirements `prd`, with nothing replayed. */
export function aWish(
  of: Pick<AutomationRequested, "runId" | "at"> & Partial<AutomationRequested>,
): AutomationRequested {
  return {
    requirementsId: "prd",
    version: 1,
    researchId: null,
    configName: "main",
    template: null,
    channels: [],
    replay: { conversations: 0, maxUsd: "0" },
    by: "asha",
    ...of,
  };
}
