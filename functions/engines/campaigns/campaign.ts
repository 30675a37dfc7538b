import { z } from "zod";
import { campaignChannels } from "../../../shared/channels/definitions.ts";
import { campaignStandings } from "../../../shared/contracts/sending/campaign-standing.ts";
import { CallCounts, Purpose } from "../../../shared/events/index.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";
import { requestsInOutbox } from "./recipients/erased-recipient.ts";

/** Channels that can reach a customer who is not online: by message, or by a call of the agent's. */
export const CampaignChannel = z.enum([...campaignChannels, "voice"]);
export type CampaignChannel = z.infer<typeof CampaignChannel>;

export const CampaignStatus = z.enum(["draft", "scheduled", "running", "paused", "completed", "cancelled"]);
export type CampaignStatus = z.infer<typeof CampaignStatus>;

const CampaignCounts = z.object({
  sent: z.number().int(),
  skipped: z.record(z.string(), z.number().int()),
  /** Absent where messages are sent. */
  calls: CallCounts.optional(),
});
export type CampaignCounts = z.infer<typeof CampaignCounts>;

const Campaign = z.object({
  id: z.string(),
  name: z.string(),
  channel: CampaignChannel,
  purpose: Purpose,
  /** May contain the placeholder `{customer_name}` and placeholders for the recipients' own fields. */
  message: z.string(),
  /** Names that the texts use and some recipient has a value for. */
  columns: z.array(z.string()).optional(),
  /** What the tenant is called in its texts. */
  clientName: z.string().optional(),
  template: z.object({ name: z.string(), values: z.record(z.string(), z.string()) }).nullable(),
  configName: z.string().nullable(),
  /** The tenant's address that the messages are sent from. */
  accountAddress: z.string().nullable(),
  perMinute: z.number().int(),
  status: CampaignStatus,
  /** The planned or actual start; null for a draft. */
  startsAt: z.string().nullable(),
  /** Number of recipients in each chunk. */
  chunkSizes: z.array(z.number().int()),
  /** Incremented by each start and resume. Events of an earlier epoch are ignored. */
  epoch: z.number().int(),
  tick: z.number().int(),
  /** The next recipient to send to. */
  next: z.object({ chunk: z.number().int(), index: z.number().int() }),
  /** Chunks whose recipients all have a final outcome. Their totals are in `counts`. */
  settledChunks: z.array(z.number().int()),
  counts: CampaignCounts,
  createdBy: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  endedAt: z.string().nullable(),
});
export type Campaign = z.infer<typeof Campaign>;

/** One message to many customers at a limited rate. Its recipients are stored in separate chunk documents. */
export const campaigns = ownedDocument<Campaign>({
  name: campaignStandings.name,
  state: Campaign,
  indexes: [["createdAt"], ["status", "createdAt desc"]],
  confidential: true,
  personal: requestsInOutbox,
});

export const recipientsPerChunk = 100;
/** Bounds the number of chunk sizes stored in the campaign document. */
export const maxRecipients = 100_000;

export function recipientCount({ chunkSizes }: Pick<Campaign, "chunkSizes">): number {
  return chunkSizes.reduce((sum, size) => sum + size, 0);
}

/** Number of messages requested so far. */
export function dispatchedCount({ chunkSizes, next }: Pick<Campaign, "chunkSizes" | "next">): number {
  return chunkSizes.slice(0, next.chunk).reduce((sum, size) => sum + size, 0) + next.index;
}

export function chunkIdOf(campaignId: string, chunk: number): string {
  return `${campaignId}.${chunk}`;
}

export function addCounts(to: CampaignCounts, more: CampaignCounts): CampaignCounts {
  const { calls = to.calls } = more;
  return {
    sent: to.sent + more.sent,
    skipped: addByName(to.skipped, more.skipped),
    ...(calls && { calls: to.calls && more.calls ? addCalls(to.calls, more.calls) : calls }),
  };
}

export function addCalls(to: CallCounts, more: CallCounts): CallCounts {
  return { attempts: to.attempts + more.attempts, outcomes: addByName(to.outcomes, more.outcomes) };
}

function addByName(to: Readonly<Record<string, number>>, more: Readonly<Record<string, number>>) {
  const sums = { ...to };
  for (const [name, count] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}
