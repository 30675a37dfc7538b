import type { Engine } from "../../app/engine.ts";
import { ownedDocuments } from "../../app/stored-collection.ts";
import type { HttpHandler } from "../../endpoints/http/shell.ts";
import type { FunctionInstance } from "./instance.ts";

/**
 * Relays the outboxes that crashed requests left behind, and takes over what a lost region was to publish later. Cloud
 * Scheduler posts here every minute; IAM admits no other caller.
 */
export async function sweepEndpoint(instance: FunctionInstance, engines: readonly Engine[]): Promise<HttpHandler> {
  const { runner, platform, log } = await instance.composition();
  const documents = await ownedDocuments(engines);
  return async (_request, response) => {
    const swept = await runner.sweep(documents);
    const taken = (await platform.scheduler.takeOver?.()) ?? 0;
    if (swept > 0) log.info({ swept }, "abandoned outboxes relayed");
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify({ swept, taken }));
  };
}
