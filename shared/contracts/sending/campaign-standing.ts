import { z } from "zod";
import type { Documents } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { readModel } from "../read-model.ts";

const CampaignStatus = z.enum(["draft", "scheduled", "running", "paused", "completed", "cancelled"]);
export type CampaignStatus = z.infer<typeof CampaignStatus>;

/** Where a campaign stands. The engine of campaigns owns these documents. */
export const campaignStandings = readModel({
  name: "campaigns",
  state: z.object({ status: CampaignStatus }),
  indexes: [],
});

/** @returns undefined where there is no such campaign */
export async function campaignStatus(
  documents: Pick<Documents, "get">,
  tenantId: TenantId,
  campaignId: string,
): Promise<CampaignStatus | undefined> {
  return (await documents.get(tenantId, campaignStandings, campaignId))?.data.state.status;
}

/** The campaign that a request to a recipient belongs to. Its id is `campaign.chunk.index`. */
export function campaignOfRequest(requestId: string): string {
  return requestId.replace(/\.\d+\.\d+$/, "");
}
