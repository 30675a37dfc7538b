import { type CampaignActed, campaignActed } from "../../../shared/events/index.ts";
import { type Decision, step } from "../../../shared/runtime/step.ts";
import { type Campaign, type CampaignStatus, campaigns } from "./campaign.ts";
import { tickName, tickOf } from "./dispatch.ts";

/** What may be done with a campaign in each status. */
const allowed: Readonly<Record<CampaignActed["action"], readonly CampaignStatus[]>> = {
  start: ["draft"],
  pause: ["scheduled", "running"],
  resume: ["paused"],
  cancel: ["draft", "scheduled", "running", "paused"],
};

export function mayAct({ status }: Campaign, action: CampaignActed["action"]): boolean {
  return allowed[action].includes(status);
}

/** Starts, holds, goes on with or ends a campaign, at once: what is asked for already is not called back. */
export const applyCampaignAction = step({
  name: "campaigns-act",
  on: campaignActed,
  document: campaigns,
  documentId: (event) => event.data.campaignId,
  decide(campaign, { data }, _gathered, now): Decision<Campaign> | undefined {
    if (!campaign || !mayAct(campaign, data.action)) return undefined;
    const at = now.toISOString();
    if (data.action === "start") return going(campaign, data.at ?? at, now);
    if (data.action === "resume") return going(campaign, campaign.startsAt ?? at, now);
    const status = data.action === "pause" ? "paused" : "cancelled";
    const endedAt = status === "cancelled" ? at : null;
    return { document: { ...campaign, status, endedAt, updatedAt: at }, cancel: [tickName(campaign)] };
  },
});

function going(campaign: Campaign, startsAt: string, now: Date): Decision<Campaign> {
  const later = Date.parse(startsAt) > now.getTime();
  const done = campaign.next.chunk >= campaign.chunkSizes.length;
  const document: Campaign = {
    ...campaign,
    status: later ? "scheduled" : "running",
    startsAt,
    epoch: campaign.epoch + 1,
    tick: campaign.tick + 1,
    updatedAt: now.toISOString(),
  };
  return (
    completed(document, now) ?? { document, schedule: done ? [] : [tickOf(document, later ? new Date(startsAt) : now)] }
  );
}

/** The campaign as ended, once everything is asked for and known; undefined before. */
export function completed(campaign: Campaign, now: Date): Decision<Campaign> | undefined {
  const { status, next, chunkSizes, settledChunks } = campaign;
  if (status !== "running" || next.chunk < chunkSizes.length || settledChunks.length < chunkSizes.length)
    return undefined;
  return { document: { ...campaign, status: "completed", endedAt: now.toISOString(), updatedAt: now.toISOString() } };
}
