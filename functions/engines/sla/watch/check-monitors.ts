import { activeConfigs } from "../../../../shared/config/versions/version-documents.ts";
import { slaMonitorCheckDue } from "../../../../shared/events/index.ts";
import { platformScope, TenantId } from "../../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import type { Composition } from "../../../app/compose.ts";
import { currentSla } from "../current-sla.ts";
import { checkMonitor } from "./check-monitor.ts";

type Parts = Pick<Composition, "platform" | "runner" | "configs" | "log">;

/** Looks after the probes of every client with an SLA: a read for each, and a write where they have stopped. */
export async function checkMonitors({ platform: { documents }, runner, configs, log }: Parts, now: Date) {
  let cursor: string | undefined;
  do {
    const page = await documents.query(platformScope, activeConfigs, { limit: 200, cursor });
    for (const { id } of page.items) {
      const tenantId = TenantId.parse(id);
      try {
        if (!(await currentSla(configs, tenantId))) continue;
        const eventId = deriveId("monitor", tenantId, now.toISOString());
        const of = { id: eventId, tenantId, key: tenantId, at: now, data: {} };
        await runner.run(checkMonitor, { ...envelopeOf(slaMonitorCheckDue, of), tenantId });
      } catch (error) {
        log.error({ err: error }, "a client's probes were not looked after, tried again at the next time");
      }
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
