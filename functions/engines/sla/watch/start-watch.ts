import type { ConfigVersions } from "../../../../shared/config/versions/versions.ts";
import { slaActivated, slaProbeDue } from "../../../../shared/events/index.ts";
import { RetryableError } from "../../../../shared/runtime/failures/errors.ts";
import { isSandboxTenant } from "../../../../shared/runtime/sandbox/outside.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { minuteOf } from "../../../../shared/sla/minute-intervals.ts";
import { type SlaWatch, slaWatches, watchId } from "./watch.ts";

/** The event comes before the activation. One that never happens, or that another has overtaken, ends here. */
const attempts = 5;
/** A chain of probes that was silent for so long is broken. */
const aliveMinutes = 3;

/** Begins to probe a tenant's channels, unless that goes on already. */
export function startWatchStep({ configs }: { readonly configs: Pick<ConfigVersions, "pointers"> }) {
  return step<typeof slaActivated.schema._output, SlaWatch, boolean>({
    name: "sla-start-watch",
    on: slaActivated,
    publishes: [slaProbeDue],
    document: slaWatches,
    documentId: () => watchId,
    filter: ({ tenantId }) => !isSandboxTenant(tenantId),
    async gather(_watch, { tenantId, data }, { attempt }) {
      const active = (await configs.pointers(tenantId))?.byName[data.configName];
      if (active?.version === data.configVersion) return true;
      if (attempt < attempts) throw new RetryableError("config-not-active", `${data.configName} is not active yet.`);
      return false;
    },
    decide(watch, { id: round }, isActive, now) {
      const minute = minuteOf(now);
      if (!isActive || (watch?.status === "watching" && watch.minute >= minute - aliveMinutes)) return undefined;
      const { channels = {}, history = {}, counted = {} } = watch ?? {};
      const last = Math.min(watch?.minute ?? 0, minute - 1);
      return {
        document: {
          status: "watching",
          round,
          started: minute,
          minute: last,
          channels,
          history,
          counted,
          clockOffMs: null,
        },
        publish: [newEvent(slaProbeDue, watchId, { round, minute })],
      };
    },
  });
}
