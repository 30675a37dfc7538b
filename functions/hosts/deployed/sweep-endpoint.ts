import { ownedDocuments } from "../../app/collections/stored-collection.ts";
import type { Engine } from "../../app/engine.ts";
import type { HttpHandler } from "../../endpoints/http/shell.ts";
import type { FunctionInstance } from "./instance.ts";

/**
 * Relays the outboxes that crashed requests left behind, and takes over what a lost region was to publish later. Then counts
 * what happened since, and sees whether the channels are still probed. Cloud Scheduler posts here every minute; IAM admits no other caller.
 */
export async function sweepEndpoint(instance: FunctionInstance, engines: readonly Engine[]): Promise<HttpHandler> {
  const composition = await instance.composition();
  const { runner, platform, log, now } = composition;
  const documents = await ownedDocuments(engines);
  return async (_request, response) => {
    const swept = await runner.sweep(documents);
    const taken = (await platform.scheduler.takeOver?.()) ?? 0;
    if (swept > 0) log.info({ swept }, "abandoned outboxes relayed");
    const { collectMetrics } = await import("../../engines/monitoring/rollups/collect-metrics.ts");
    await collectMetrics(composition, now());
    const { checkMonitors } = await import("../../engines/sla/watch/check-monitors.ts");
    await checkMonitors(composition, now());
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify({ swept, taken }));
  };
}
