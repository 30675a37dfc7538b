import type { TenantConfig } from "../../../shared/config/schema.ts";
import { activeConfigsOf } from "../../../shared/config/versions/active-configs.ts";
import type { ConfigVersions } from "../../../shared/config/versions/versions.ts";
import type { ChannelType } from "../../../shared/events/index.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import type { SlaSection } from "../../../shared/sla/sla-section.ts";
import type { OpeningSections } from "../../../shared/time/business-hours.ts";

/** A tenant's contract, with what else of the configuration it needs. */
export interface CurrentSla {
  readonly sla: SlaSection;
  readonly config: TenantConfig;
  readonly zone: string;
  readonly channels: readonly ChannelType[];
  readonly currency: string;
  /** Undefined: all hours. */
  readonly hours: OpeningSections | undefined;
}

export type SlaConfigs = Pick<ConfigVersions, "pointers" | "parsed">;

/** The SLA of the tenant's active configuration. With several, that of the first by name counts. */
export async function currentSla(configs: SlaConfigs, tenantId: TenantId): Promise<CurrentSla | undefined> {
  const active = await activeConfigsOf(configs, tenantId);
  const config = active.find((each) => each.sla !== undefined);
  return config?.sla === undefined ? undefined : slaOf(config, config.sla);
}

export function slaOf(config: TenantConfig, sla: SlaSection): CurrentSla {
  const { timezone, holidays, channels } = config;
  const setUp = channels.input.filter(({ enabled }) => enabled).map(({ type }) => type);
  const weekly = sla.service_hours === "business_hours" ? config.business_hours : sla.service_hours;
  const measured = sla.channels ?? [...new Set<ChannelType>(["web_chat", ...setUp])];
  return {
    sla,
    config,
    zone: timezone,
    channels: measured,
    currency: sla.credits?.currency ?? config.payments.currency,
    hours: weekly === "always" || weekly === undefined ? undefined : { business_hours: weekly, holidays, timezone },
  };
}
