import { providerOf } from "../../../../shared/channels/channel-settings.ts";
import { isCarried } from "../../../../shared/channels/definitions.ts";
import { activeConfigsOf } from "../../../../shared/config/versions/active-configs.ts";
import { activeConfigs } from "../../../../shared/config/versions/version-documents.ts";
import { metricsCollectionDue } from "../../../../shared/events/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { platformScope, TenantId } from "../../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import type { Composition } from "../../../app/compose.ts";
import { collectStep, type Place } from "./collect.ts";
import { collectionId, collections } from "./documents.ts";

type Parts = Pick<Composition, "platform" | "runner" | "configs" | "log">;

/** Tenants that are counted at the same time. */
const atOnce = 8;
/** Commits of one tenant at a time; what is left waits for the next time. */
const mostRounds = 500;

export function collectStepOf({ platform, configs }: Pick<Parts, "platform" | "configs">) {
  const { documents } = platform;
  return collectStep({
    documents,
    async placeOf(tenantId): Promise<Place> {
      const active = await activeConfigsOf(configs, tenantId);
      const [config] = active;
      // The budgets are the client's, whichever of its configurations names them.
      const budgets = active.find((each) => each.budgets)?.budgets;
      return {
        timeZone: config?.timezone ?? "UTC",
        currency: config?.payments.currency ?? "USD",
        budgets,
        carrierOf: (channel, account) =>
          config && isCarried(channel) ? providerOf(config, channel, account).provider : "none",
      };
    },
  });
}

/** Counts what happened to every tenant since the last time. Returns how many commits it took. */
export async function collectMetrics(parts: Parts, now: Date, options: { readonly thorough?: boolean } = {}) {
  const tenants = await tenantsOf(parts.platform.documents);
  let commits = 0;
  for (let first = 0; first < tenants.length; first += atOnce) {
    const some = tenants.slice(first, first + atOnce).map((tenantId) => collectTenant(parts, tenantId, now, options));
    for (const outcome of await Promise.allSettled(some))
      if (outcome.status === "fulfilled") commits += outcome.value;
      else
        parts.log.error({ err: outcome.reason }, "a client's metrics were not collected, tried again at the next time");
  }
  return commits;
}

export async function collectTenant(
  { platform: { documents }, runner, ...parts }: Parts,
  tenantId: TenantId,
  now: Date,
  { thorough = false }: { readonly thorough?: boolean } = {},
): Promise<number> {
  const step = collectStepOf({ platform: { documents } as Parts["platform"], ...parts });
  let before = (await documents.get(tenantId, collections.collection, collectionId))?.version;
  for (let round = 0; round < mostRounds; round += 1) {
    const data = { resumed: round > 0, thorough: round === 0 && thorough };
    const id = deriveId("metrics", tenantId, now.toISOString(), String(round), String(thorough), before ?? "");
    const event = envelopeOf(metricsCollectionDue, { id, tenantId, key: tenantId, at: now, data });
    await runner.run(step, { ...event, tenantId });
    const after = (await documents.get(tenantId, collections.collection, collectionId))?.version;
    if (after === before) return round;
    before = after;
  }
  return mostRounds;
}

async function tenantsOf(documents: Documents): Promise<readonly TenantId[]> {
  const tenants: TenantId[] = [];
  let cursor: string | undefined;
  do {
    const page = await documents.query(platformScope, activeConfigs, { limit: 200, cursor });
    tenants.push(...page.items.map(({ id }) => TenantId.parse(id)));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return tenants;
}
