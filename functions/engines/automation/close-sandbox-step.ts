import { automationSandboxDue } from "../../../shared/events/index.ts";
import type { Blobs } from "../../../shared/platform/blobs.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { step } from "../../../shared/runtime/step.ts";
import { eraseSandbox } from "../../app/erase-sandbox.ts";
import type { StoredCollection } from "../../app/stored-collection.ts";
import { automationRuns } from "./run.ts";

/** Removes the sandbox of a run whose checks have ended. */
export function closeSandboxStep(dependencies: {
  readonly documents: Documents;
  readonly blobs: Blobs;
  collections(): Promise<readonly StoredCollection[]>;
}) {
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
