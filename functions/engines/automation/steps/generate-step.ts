import { stringify } from "yaml";
import {
  type AutomationRequested,
  automationGapsFound,
  automationGenerated,
  automationRequested,
} from "../../../../shared/events/index.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import type { AutomationDependencies } from "../dependencies.ts";
import { clientNamesOf, sharedGap } from "../gaps/shared-gap.ts";
import { gatherInput } from "../gather-input.ts";
import { type GeneratedConfig, generateConfig } from "../generate/generate-config.ts";
import { mustIdsOf } from "../generate/trace.ts";
import { type AutomationRun, automationRuns, checkOf } from "../run.ts";

type Written =
  | {
      readonly ok: true;
      readonly generated: GeneratedConfig;
      readonly mustIds: readonly string[];
      /** What tells who the client is. */
      readonly clientNames: readonly string[];
      readonly baseVersion: number | null;
      /** Null where the text is not a valid configuration. */
      readonly version: number | null;
      readonly problems: readonly string[];
    }
  | { readonly ok: false; readonly failure: string };

/** Writes the configuration as a new version that is not active. The same input is the same text, so a repeat adds nothing. */
export function generateStep(dependencies: AutomationDependencies) {
  return step({
    name: "automation-generate",
    on: automationRequested,
    publishes: [automationGenerated, automationGapsFound],
    document: automationRuns,
    documentId: ({ data }) => data.runId,
    async gather(known, { tenantId, data }): Promise<Written | undefined> {
      if (known) return undefined;
      try {
        const { input, baseVersion } = await gatherInput(dependencies, tenantId, data);
        const generated = generateConfig(input);
        const yaml = stringify({ automation_config: generated.config }, { lineWidth: 120 });
        const { by, configName } = data;
        const pushed = await dependencies.configs.push(tenantId, configName, yaml, { by, activate: false });
        const problems = pushed.ok ? [] : pushed.problems.map(({ path, message }) => `${path}: ${message}`);
        const version = pushed.ok ? pushed.version : null;
        const clientNames = clientNamesOf(input);
        return { ok: true, generated, mustIds: mustIdsOf(input.items), clientNames, baseVersion, version, problems };
      } catch (error) {
        if (error instanceof TerminalError) return { ok: false, failure: error.message };
        throw error;
      }
    },
    decide(known, { data }, written, now) {
      if (known || written === undefined) return undefined;
      const at = now.toISOString();
      if (!written.ok)
        return { document: { ...begunRun(data), status: "failed" as const, failure: written.failure, finishedAt: at } };
      const document = writtenRun(data, written, at);
      const { runId } = data;
      const gaps = document.missing.length > 0 ? [newEvent(automationGapsFound, runId, { runId })] : [];
      const checks = document.status === "checking" ? [newEvent(automationGenerated, runId, { runId })] : [];
      return { document, publish: [...gaps, ...checks] };
    },
  });
}

function writtenRun(wish: AutomationRequested, written: Written & { readonly ok: true }, at: string): AutomationRun {
  const { generated, mustIds, baseVersion, version, problems } = written;
  const valid = version !== null;
  return {
    ...begunRun(wish),
    baseVersion,
    version,
    mustIds: [...mustIds],
    assumptions: [...generated.assumptions],
    status: valid ? "checking" : "blocked",
    traces: generated.traces.map(({ requirement, links, scenarios }) => ({
      requirement,
      scenarios: [...scenarios],
      links: links.map(({ path, of, digest }) => ({ path: [...path], of, digest })),
    })),
    missing: generated.missing.map((missing) => ({
      ...missing,
      neededBy: [...missing.neededBy],
      gap: sharedGap(missing, written.clientNames),
    })),
    scenarios: generated.scenarios.map(({ requirements, expects, ...scenario }) => ({
      ...scenario,
      requirements: [...requirements],
      expects: [...expects],
      outcome: "pending",
      reply: null,
      detail: "",
    })),
    checks: [checkOf("schema", valid ? "passed" : "failed", problems)],
    finishedAt: valid ? null : at,
  };
}

export function begunRun(wish: AutomationRequested): AutomationRun {
  return {
    id: wish.runId,
    origin: { type: "requirements" },
    requirementsId: wish.requirementsId,
    requirementsVersion: wish.version,
    researchId: wish.researchId,
    configName: wish.configName,
    template: wish.template,
    channels: wish.channels,
    requestedBy: wish.by,
    requestedAt: wish.at,
    status: "generating",
    failure: null,
    baseVersion: null,
    version: null,
    round: 0,
    traces: [],
    mustIds: [],
    missing: [],
    finishedGaps: [],
    assumptions: [],
    checks: [],
    quoted: [],
    replay: { ...wish.replay, awaited: true },
    scenarios: [],
    leftOut: 0,
    sandbox: null,
    cost: null,
    mergedBy: [],
    approvedBy: null,
    approvedAt: null,
    activatedBy: null,
    activatedAt: null,
    finishedAt: null,
  };
}
