import { z } from "zod";
import type { DeliveryOutcome, Subscription } from "../../shared/platform/bus.ts";
import { type Collection, put } from "../../shared/platform/documents.ts";
import { openEmbedded } from "../../shared/platform/embedded/platform.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { sealedPlatform } from "../../shared/platform/sealing/sealed.ts";
import { TenantId } from "../../shared/platform/tenant.ts";
import { envelope, quickRetry } from "./open-platform.ts";

export const tenant = TenantId.parse("durable");
const topic = "durable-topic";
const record = z.object({ id: z.string() });
export const written: Collection<{ id: string }> = {
  name: "written",
  schema: record,
  indexes: [],
  confidential: true,
  personal: "nothing",
};
export const handled: Collection<{ id: string }> = { ...written, name: "handled" };

/** Handles an event by recording its id, slowly enough to be running when the process is killed. */
export function durableSubscription(platform: Platform): Subscription {
  return {
    name: "durable-subscription",
    topic,
    retry: { ...quickRetry, maxAttempts: 100 },
    async handle({ envelope: { id } }): Promise<DeliveryOutcome> {
      await new Promise((resolve) => setTimeout(resolve, 5));
      await platform.documents.commit(tenant, [put(handled, id, { id })]);
      return { type: "done" };
    },
  };
}

/**
 * Writes, publishes and schedules in an endless loop, and prints a line for each acknowledgement.
 *
 * @public called by the process that embedded-durability.test.ts starts and kills
 */
export async function writeUntilKilled(dataDir: string, run: string): Promise<never> {
  const platform = sealedPlatform(openEmbedded({ dataDir }));
  platform.bus.subscribe(durableSubscription(platform));
  await platform.bus.start();
  await platform.scheduler.start();
  const acknowledge = (line: string) => process.stdout.write(`${line}\n`);
  for (let place = 0; ; place += 1) {
    const id = `${run}-${place}`;
    const event = (kind: string) =>
      envelope({ tenantId: tenant, type: topic, id: `${kind}-${id}`, key: `${place % 5}` });
    await Promise.all([
      platform.documents
        .commit(tenant, [put(written, `${id}-a`, { id }), put(written, `${id}-b`, { id })])
        .then(() => acknowledge(`document ${id}`)),
      platform.bus.publish([event("published")]).then(() => acknowledge(`event published-${id}`)),
      platform.scheduler
        .schedule({ name: id, at: new Date(Date.now() + (place % 10) * 20), envelope: event("scheduled") })
        .then(() => acknowledge(`event scheduled-${id}`)),
    ]);
  }
}
