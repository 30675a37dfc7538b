import { automationSandboxDue } from "../../../../shared/events/index.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { type EraseDependencies, eraseSandbox } from "../../../app/sandbox/erase-sandbox.ts";
import { automationRuns } from "../run.ts";

/** Removes the sandbox of a run whose checks have ended. */
export function closeSandboxStep(dependencies: EraseDependencies) {
  return step({
    name: "automation-close-sandbox",
    on: automationSandboxDue,
    document: automationRuns,
    documentId: ({ data }) => data.runId,
    async gather(run) {
      if (!run || run.sandbox === null) return undefined;
      return eraseSandbox(dependencies, TenantId.parse(run.sandbox), { withKey: true });
    },
    decide(run, _event, erased) {
      return run && erased !== undefined ? { document: { ...run, sandbox: null } } : undefined;
    },
  });
}
