import { type ConfigSource, currentConfig } from "../../../shared/config/versions/current-config.ts";
import {
  type CampaignDispatchDue,
  callEnded,
  callRequested,
  campaignDispatchDue,
  messageRequested,
  messageSettled,
} from "../../../shared/events/index.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantIds } from "../../../shared/platform/tenant-ids.ts";
import { type Decision, type Event, type NewTask, newEvent, step } from "../../../shared/runtime/step.ts";
import { quietHoursEnd } from "../../../shared/time/quiet-hours.ts";
import { nextCallingTime } from "../../../shared/voice/calling-hours.ts";
import { voiceSettings } from "../../../shared/voice/settings.ts";
import { callTo } from "./calls/call-request.ts";
import { freeLines } from "./calls/free-lines.ts";
import { type Campaign, campaigns, chunkIdOf } from "./campaign.ts";
import { requestTo } from "./message-request.ts";
import { type CampaignRecipient, recipientChunks } from "./recipients/recipients.ts";

export interface DispatchDependencies extends ConfigSource {
  readonly platform: { readonly documents: Documents };
}

interface Gathered {
  readonly ids: TenantIds;
  readonly recipients: readonly CampaignRecipient[];
  readonly quietUntil: Date | undefined;
  /** How many may be requested now; undefined: as many as the pace says. */
  readonly free?: number | undefined;
}

/**
 * Requests the next batch of messages or calls of a running campaign and schedules the next tick. The position advances in
 * the same commit as the requests, so a crash never requests a recipient twice. A campaign that was paused or cancelled
 * meanwhile requests nothing.
 */
export function dispatchStep(dependencies: DispatchDependencies) {
  const { documents } = dependencies.platform;
  return step<CampaignDispatchDue, Campaign, Gathered | undefined>({
    name: "campaigns-dispatch",
    on: campaignDispatchDue,
    publishes: [messageRequested, messageSettled, callRequested, callEnded],
    schedules: [campaignDispatchDue],
    document: campaigns,
    documentId: (event) => event.data.campaignId,
    // The gather only reads, so a pause need not wait for it.
    exclusive: false,

    async gather(campaign, event, ctx) {
      if (!campaign || !isNext(campaign, event)) return undefined;
      const { tenantId } = event;
      const [active, stored] = await Promise.all([
        currentConfig(dependencies, tenantId, campaign.configName),
        documents.get(tenantId, recipientChunks, chunkIdOf(campaign.id, campaign.next.chunk)),
      ]);
      const settings = active.config;
      const { contact_rules, timezone } = settings;
      const quiet = campaign.purpose === "transactional" ? undefined : contact_rules.quiet_hours;
      const calls = campaign.channel === "voice";
      const callable = calls
        ? nextCallingTime(ctx.now, voiceSettings(settings, "voice").outbound, timezone)
        : undefined;
      const quietUntil = callable ?? quietHoursEnd(ctx.now, quiet, timezone);
      const atOnce = settings.campaigns.calls_at_once;
      return {
        ids: await documents.ids(tenantId),
        recipients: stored?.data.recipients ?? [],
        quietUntil,
        free: calls && !quietUntil ? await freeLines(documents, tenantId, { campaign, atOnce }) : undefined,
      };
    },

    decide(campaign, event, gathered, now) {
      if (!campaign || !gathered || !isNext(campaign, event)) return undefined;
      if (gathered.quietUntil) return postpone(campaign, gathered.quietUntil, now);
      if (gathered.free === 0) return postpone(campaign, new Date(now.getTime() + lineFreeMs), now);
      return dispatchBatch(campaign, { ...gathered, now });
    },
  });
}

function isNext({ status, epoch, tick }: Campaign, { data }: Event<CampaignDispatchDue>): boolean {
  return (status === "running" || status === "scheduled") && epoch === data.epoch && tick === data.tick;
}

function postpone(campaign: Campaign, until: Date, now: Date): Decision<Campaign> {
  const document = { ...campaign, tick: campaign.tick + 1, updatedAt: now.toISOString() };
  return { document, schedule: [tickOf(document, until)] };
}

function dispatchBatch(
  campaign: Campaign,
  of: Pick<Gathered, "ids" | "recipients" | "free"> & { readonly now: Date },
): Decision<Campaign> {
  const { ids, recipients, free = Number.POSITIVE_INFINITY, now } = of;
  const { next, chunkSizes } = campaign;
  const { batch, everyMs } = paceOf(campaign.perMinute);
  const selected = recipients.slice(next.index, next.index + Math.min(batch, free));
  const end = next.index + selected.length;
  const chunkEnds = end >= (chunkSizes[next.chunk] ?? 0);
  const document: Campaign = {
    ...campaign,
    status: "running",
    tick: campaign.tick + 1,
    next: chunkEnds ? { chunk: next.chunk + 1, index: 0 } : { chunk: next.chunk, index: end },
    updatedAt: now.toISOString(),
  };
  const request = campaign.channel === "voice" ? callTo : requestTo;
  const publish = selected.map((recipient, offset) =>
    request(recipient, { ids, campaign, chunk: next.chunk, index: next.index + offset }),
  );
  const more = document.next.chunk < chunkSizes.length;
  // A batch cut short by the end of a chunk waits proportionally less, which keeps the rate.
  const afterMs = Math.ceil((everyMs * Math.max(selected.length, 1)) / batch);
  return { document, publish, schedule: more ? [tickOf(document, new Date(now.getTime() + afterMs))] : [] };
}

/** Where every line is taken, it is looked again after this time. */
const lineFreeMs = 2_000;

/** A batch waits in the campaign document's outbox until it is published. It must fit there with messages of 4,000 characters. */
const largestBatch = 25;

/** Returns the batch size and the interval: about one batch a second, never faster than `perMinute`. Pure. */
export function paceOf(perMinute: number): { readonly batch: number; readonly everyMs: number } {
  const batch = Math.min(largestBatch, Math.max(1, Math.floor(perMinute / 60)));
  return { batch, everyMs: Math.ceil((batch * 60_000) / perMinute) };
}

export function tickOf({ id, epoch, tick }: Pick<Campaign, "id" | "epoch" | "tick">, at: Date): NewTask {
  const due = newEvent(campaignDispatchDue, id, { campaignId: id, epoch, tick });
  return { ...due, name: tickName({ id, epoch, tick }), at };
}

export function tickName({ id, epoch, tick }: Pick<Campaign, "id" | "epoch" | "tick">): string {
  return `campaign-${id}-${epoch}-${tick}`;
}
