import { automationApproved, automationSettled } from "../../../../shared/events/index.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { auditWrite } from "../../../../shared/security/audit.ts";
import { personBehind } from "../../../../shared/security/person-behind.ts";
import type { AutomationDependencies } from "../dependencies.ts";
import { checkedEvents } from "../finished-run.ts";
import { type AutomationRun, automationRuns } from "../run.ts";

/** Records that a second person agrees to the run's version: nobody who generated or merged it, by a key or otherwise. */
export function approveStep({ platform: { documents } }: Pick<AutomationDependencies, "platform">) {
  return step({
    name: "automation-approve",
    on: automationApproved,
    publishes: [automationSettled],
    document: automationRuns,
    documentId: ({ data }) => data.runId,
    /** The person who agrees. Undefined: somebody has agreed already. */
    async gather(run, { data: { by } }): Promise<string | undefined> {
      if (!run) throw new TerminalError("automation-not-found", "There is no such run.");
      if (run.approvedBy !== null) return undefined;
      const { status, version, requestedBy, mergedBy, origin } = run;
      if (status !== "ready" || version === null)
        throw new TerminalError("automation-not-ready", `The run is ${status}. Only a ready one can be approved.`);
      const wrote = origin.type === "experiment" ? origin.authors : [];
      const [person, ...authors] = await Promise.all(
        [by, requestedBy, ...mergedBy, ...wrote].map((subject) => personBehind(documents, subject)),
      );
      if (person === undefined || authors.includes(person))
        throw new TerminalError(
          "approval-own",
          `${person} generated or merged version ${version}. Somebody else has to approve it.`,
        );
      return person;
    },
    decide(run, { id, data: { runId, by, at } }, person) {
      if (!run || person === undefined) return undefined;
      const detail = { config: run.configName, version: run.version ?? 0, person };
      const document: AutomationRun = { ...run, approvedBy: by, approvedAt: at };
      return {
        document,
        publish: run.origin.type === "experiment" ? checkedEvents(document) : [],
        writes: [auditWrite({ id, at, actor: by, action: "automation-approved", target: runId, detail })],
      };
    },
  });
}
