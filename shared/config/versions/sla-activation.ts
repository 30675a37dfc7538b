import { randomUUID } from "node:crypto";
import { slaActivated } from "../../events/index.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { envelopeOf } from "../../runtime/envelope.ts";
import type { TenantConfig } from "../schema.ts";

/** The event that lets the channels of an activated configuration be watched; none without an SLA. */
export function slaEvents(activated: {
  readonly tenantId: TenantId;
  readonly name: string;
  readonly version: number;
  readonly config: Pick<TenantConfig, "sla">;
  readonly at: Date;
}) {
  const { tenantId, name: configName, version: configVersion, config, at } = activated;
  if (config.sla === undefined) return [];
  const data = { configName, configVersion };
  return [envelopeOf(slaActivated, { id: randomUUID(), tenantId, key: "watch", at, data })];
}
