import { type CampaignActed, campaignActed, campaignDispatchDue } from "../../../shared/events/index.ts";
import { type Decision, step } from "../../../shared/runtime/step.ts";
import { type Campaign, type CampaignStatus, campaigns } from "./campaign.ts";
import { tickName, tickOf } from "./dispatch.ts";

/** The statuses in which each action is allowed. */
const allowed: Readonly<Record<CampaignActed["action"], readonly CampaignStatus[]>> = {
  start: ["draft"],
  pause: ["scheduled", "running"],
  resume: ["paused"],
  cancel: ["draft", "scheduled", "running", "paused"],
};

export function isActionAllowed({ status }: Campaign, action: CampaignActed["action"]): boolean {
  return allowed[action].includes(status);
}

/** Starts, pauses, resumes or cancels a campaign immediately. Messages already requested are not recalled. */
export const applyCampaignAction = step({
  name: "campaigns-act",
  on: campaignActed,
  schedules: [campaignDispatchDue],
  document: campaigns,
  documentId: (event) => event.data.campaignId,
  decide(campaign, { data }, _gathered, now): Decision<Campaign> | undefined {
    if (!campaign || !isActionAllowed(campaign, data.action)) return undefined;
    const at = now.toISOString();
    if (data.action === "start") return activate(campaign, data.at ?? at, now);
    if (data.action === "resume") return activate(campaign, campaign.startsAt ?? at, now);
    const status = data.action === "pause" ? "paused" : "cancelled";
    const endedAt = status === "cancelled" ? at : null;
    return { document: { ...campaign, status, endedAt, updatedAt: at }, cancel: [tickName(campaign)] };
  },
});

function activate(campaign: Campaign, startsAt: string, now: Date): Decision<Campaign> {
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
    completeIfSettled(document, now) ?? {
      document,
      schedule: done ? [] : [tickOf(document, later ? new Date(startsAt) : now)],
    }
  );
}

/** Completes a running campaign once every recipient is settled; undefined before that. */
export function completeIfSettled(campaign: Campaign, now: Date): Decision<Campaign> | undefined {
  const { status, next, chunkSizes, settledChunks } = campaign;
  if (status !== "running" || next.chunk < chunkSizes.length || settledChunks.length < chunkSizes.length)
    return undefined;
  return { document: { ...campaign, status: "completed", endedAt: now.toISOString(), updatedAt: now.toISOString() } };
}
