import { automationGapNamed, automationGapsFound } from "../../../../shared/events/lifecycle/automation-github.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import { platformScope } from "../../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { isSandboxTenant } from "../../../../shared/runtime/sandbox/outside.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { automationRuns } from "../run.ts";

/** Tells the platform which gaps a run named, except a demo's. A repeat publishes the same events. */
export function nameGapsStep({ bus }: Pick<Platform, "bus">) {
  return step({
    name: "automation-name-gaps",
    on: automationGapsFound,
    publishes: [automationGapNamed],
    document: automationRuns,
    documentId: ({ data }) => data.runId,
    exclusive: false,
    filter: ({ tenantId }) => !isSandboxTenant(tenantId),
    async gather(run, { tenantId }, { now }) {
      const gaps = new Map((run?.missing ?? []).flatMap(({ kind, gap }) => (gap ? [[gap.id, { kind, ...gap }]] : [])));
      if (run === undefined || gaps.size === 0) return;
      const { id: runId, requirementsId, requestedAt: at } = run;
      await bus.publish(
        [...gaps.values()].map(({ id: gapId, kind, name }) =>
          envelopeOf(automationGapNamed, {
            id: deriveId("automation-gap-named", gapId, tenantId, runId),
            tenantId: platformScope,
            key: gapId,
            at: now,
            data: { gapId, kind, name, tenantId, requirementsId, runId, at },
          }),
        ),
      );
    },
    decide: () => undefined,
  });
}
