import type { TenantConfig } from "../../../../shared/config/index.ts";
import { campaignOfRequest, campaignStatus } from "../../../../shared/contracts/sending/campaign-standing.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { CallRecord } from "../call.ts";
import type { DialDecision } from "./check-dial.ts";
import { takeLine } from "./lines.ts";

/** The reason of a call that waits for a line. The campaign counts it as under way. */
export const linesBusy = "lines-busy";

const whilePausedMs = 5 * 60_000;
const whileBusyMs = 5_000;

/**
 * Whether an attempt may be made as far as its campaign goes: a paused one dials nobody, a cancelled one gives up, and a
 * running one dials while it has a line. The line is taken. Calls of no campaign may always.
 */
export async function checkCampaign(
  documents: Pick<Documents, "get" | "commit">,
  tenantId: TenantId,
  attempt: { readonly call: CallRecord; readonly config: TenantConfig; readonly now: Date },
): Promise<DialDecision> {
  const { call, config, now } = attempt;
  const { id: callId, reference, attempts } = call;
  if (reference?.kind !== "campaign") return { type: "dial" };
  const status = await campaignStatus(documents, tenantId, campaignOfRequest(reference.id));
  if (status === "cancelled") return { type: "no", reason: "campaign-cancelled" };
  const later = (reason: string, ms: number) =>
    ({ type: "later", reason, until: new Date(now.getTime() + ms) }) as const;
  if (status === "paused") return later("campaign-paused", whilePausedMs);
  const atOnce = config.campaigns.calls_at_once;
  const hasLine = await takeLine(documents, tenantId, { callId, attempt: attempts.length + 1, atOnce, now });
  return hasLine ? { type: "dial" } : later(linesBusy, whileBusyMs);
}
