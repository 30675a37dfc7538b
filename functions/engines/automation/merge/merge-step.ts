import { parse } from "yaml";
import { automationGenerated, automationMerged } from "../../../../shared/events/index.ts";
import { hashId } from "../../../../shared/platform/tenant-ids.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { memberOf } from "../../../../shared/schema/records.ts";
import type { AutomationDependencies } from "../dependencies.ts";
import { type ConfigObject, valueAt } from "../generate/placement.ts";
import { type AutomationRun, automationRuns, checkOf } from "../run.ts";
import { readMerge } from "./read-merge.ts";

/**
 * Puts the generated changes into the version that people have edited meanwhile. The result is a version of its own, and
 * is checked like a generated one before it may be activated.
 */
export function mergeStep({ configs }: Pick<AutomationDependencies, "configs">) {
  return step({
    name: "automation-merge",
    on: automationMerged,
    publishes: [automationGenerated],
    document: automationRuns,
    documentId: ({ data }) => data.runId,
    async gather(run, { tenantId, data: { editedVersion, choices, by } }) {
      if (!run) throw new TerminalError("automation-not-found", "There is no such run.");
      const merge = await readMerge(configs, tenantId, run, choices);
      if (merge === undefined)
        throw new TerminalError("nothing-to-merge", "Nobody has changed the configuration since.");
      if (merge.editedVersion !== editedVersion)
        throw new TerminalError(
          "config-changed",
          `Version ${merge.editedVersion} became active in place of version ${editedVersion}. Look at the conflicts again.`,
        );
      const [open] = merge.merged.conflicts;
      if (open)
        throw new TerminalError(
          "merge-conflicts",
          `Both sides changed ${open.path}. Choose \`generated\` or \`edited\`.`,
        );
      const authors = [run.requestedBy, ...run.mergedBy];
      const pushed = await configs.push(tenantId, run.configName, merge.merged.yaml, { by, authors, activate: false });
      if (pushed.ok) return { version: pushed.version, yaml: merge.merged.yaml };
      const problems = pushed.problems.map(({ path, message }) => `${path}: ${message}`).join(" ");
      throw new TerminalError("config-invalid", `The merged configuration is not valid. ${problems}`);
    },
    decide(run, { data: { runId, editedVersion, by } }, { version, yaml }) {
      if (!run) return undefined;
      const document: AutomationRun = {
        ...run,
        version,
        baseVersion: editedVersion,
        round: run.round + 1,
        status: "checking",
        finishedAt: null,
        mergedBy: [...new Set([...run.mergedBy, by])],
        approvedBy: null,
        approvedAt: null,
        cost: null,
        traces: relinked(run.traces, memberOf(parse(yaml), "automation_config") as ConfigObject),
        checks: [checkOf("schema", "passed", [])],
        quoted: [],
        replay: { ...run.replay, awaited: true },
        scenarios: run.scenarios.map((scenario) => ({ ...scenario, outcome: "pending", reply: null, detail: "" })),
      };
      return { document, publish: [newEvent(automationGenerated, runId, { runId })] };
    },
  });
}

/**
 * Where each requirement is met now. An item may have moved within its list, and a person may have edited a value: it
 * still meets the requirement, as the scenarios check. A value that is gone stays missing, and fails the gate.
 */
function relinked(traces: AutomationRun["traces"], config: ConfigObject): AutomationRun["traces"] {
  return traces.map((trace) => ({
    ...trace,
    links: trace.links.map((link) => {
      if (link.of === "line") return link;
      const digestAt = (path: typeof link.path) => {
        const value = valueAt(config, path);
        return value === undefined ? undefined : hashId([JSON.stringify(value)]);
      };
      const here = digestAt(link.path);
      if (here === link.digest) return link;
      const place = link.path.findLastIndex((part) => typeof part === "number");
      const list = place < 0 ? undefined : valueAt(config, link.path.slice(0, place));
      const moved = (Array.isArray(list) ? list : [])
        .map((_, index) => link.path.with(place, index))
        .find((path) => digestAt(path) === link.digest);
      if (moved) return { ...link, path: moved };
      return here === undefined ? link : { ...link, digest: here };
    }),
  }));
}
