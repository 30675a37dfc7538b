import { type CampaignActed, campaignActed, campaignDispatchDue, campaignEnded } from "../../../shared/events/index.ts";
import { type Decision, type NewEvent, newEvent, step } from "../../../shared/runtime/step.ts";
import { type Campaign, type CampaignStatus, campaigns, recipientCount } from "./campaign.ts";
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
  publishes: [campaignEnded],
  schedules: [campaignDispatchDue],
  document: campaigns,
  documentId: (event) => event.data.campaignId,
  decide(campaign, { data }, _gathered, now): Decision<Campaign> | undefined {
    if (!campaign || !isActionAllowed(campaign, data.action)) return undefined;
    const at = now.toISOString();
    if (data.action === "start") return activate(campaign, data.at ?? at, now);
    if (data.action === "resume") return activate(campaign, campaign.startsAt ?? at, now);
    const cancel = [tickName(campaign)];
    if (data.action === "pause") return { document: { ...campaign, status: "paused", updatedAt: at }, cancel };
    return { ...end(campaign, "cancelled", now), cancel };
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
  return end(campaign, "completed", now);
}

function end(campaign: Campaign, status: "completed" | "cancelled", now: Date): Decision<Campaign> {
  const at = now.toISOString();
  return { document: { ...campaign, status, endedAt: at, updatedAt: at }, publish: [endNotice(campaign, status, at)] };
}

function endNotice(campaign: Campaign, status: "completed" | "cancelled", at: string): NewEvent {
  const { id: campaignId, name, counts } = campaign;
  const recipients = recipientCount(campaign);
  return newEvent(campaignEnded, campaignId, { campaignId, name, status, recipients, ...counts, at });
}
