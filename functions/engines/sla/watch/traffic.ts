import type { ChannelType } from "../../../../shared/events/index.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { SlaWatch } from "./watch.ts";

/** The turns of today and yesterday so far, by channel and day: they only grow, so a minute's traffic is the difference. */
export type Traffic = (
  tenantId: TenantId,
  of: { readonly channels: readonly ChannelType[]; readonly zone: string; readonly now: Date },
) => Promise<SlaWatch["counted"]>;
