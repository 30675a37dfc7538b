import { needsTwoPeople } from "../../../../shared/contracts/accounts/client-approval.ts";
import { automationActivated } from "../../../../shared/events/index.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { agencyId } from "../../../../shared/security/agency.ts";
import { auditWrite } from "../../../../shared/security/audit.ts";
import type { AutomationDependencies } from "../dependencies.ts";
import { type AutomationRun, automationRuns } from "../run.ts";

/** Makes a checked configuration the one of new conversations. Running ones keep theirs. A repeat changes nothing. */
export function activateStep({ configs, platform: { documents } }: AutomationDependencies) {
  return step({
    name: "automation-activate",
    on: automationActivated,
    document: automationRuns,
    documentId: ({ data }) => data.runId,
    async gather(run, { tenantId, data: { by } }) {
      if (run === undefined) throw new TerminalError("automation-not-found", "There is no such run.");
      if (run.status === "activated") return undefined;
      if (run.status !== "ready" || run.version === null)
        throw new TerminalError("automation-not-ready", `The run is ${run.status}. Only a ready one can be activated.`);
      // The experiment has activated it, after its own checks.
      if (run.origin.type === "experiment") return { activated: true };
      const active = (await configs.pointers(tenantId))?.byName[run.configName]?.version ?? null;
      if (run.approvedBy === null && (await needsTwoPeople(documents, agencyId, tenantId)))
        throw new TerminalError(
          "approval-missing",
          `This client needs two people. Somebody who did not generate or merge version ${run.version} has to approve it first.`,
        );
      // After a crash between the activation and the commit, the version is active already.
      if (active === run.version) return { activated: true };
      if (active !== run.baseVersion)
        throw new TerminalError(
          "config-changed",
          `Version ${active} of ${run.configName} was activated after this one was written from ${run.baseVersion === null ? "a template" : `version ${run.baseVersion}`}. Generate again, so that nothing of it is lost.`,
        );
      const activated = await configs.activate(tenantId, run.configName, run.version, by);
      if (activated.ok) return { activated: true };
      const problems = activated.problems.map(({ path, message }) => `${path}: ${message}`).join(" ");
      throw new TerminalError("config-invalid", `The configuration cannot be activated. ${problems}`);
    },
    decide(run, { id, data: { runId, by, at } }, done) {
      if (!run || done === undefined) return undefined;
      const document: AutomationRun = { ...run, status: "activated", activatedBy: by, activatedAt: at };
      const detail = { config: run.configName, version: run.version ?? 0, approved_by: run.approvedBy ?? "" };
      const entry = { id, at, actor: by, action: "automation-activated" as const, target: runId, detail };
      return { document, writes: [auditWrite(entry)] };
    },
  });
}
