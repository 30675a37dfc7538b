import { z } from "zod";
import { eventType } from "../event-type.ts";

/** How calls of a campaign came out. */
export const CallCounts = z.object({
  /** How often somebody was dialled. */
  attempts: z.number().int(),
  /** Ended calls by outcome. */
  outcomes: z.record(z.string(), z.number().int()),
});
export type CallCounts = z.infer<typeof CallCounts>;

/** A person started, paused, resumed or cancelled a campaign. */
export const campaignActed = eventType(
  "campaign-acted",
  z.object({
    campaignId: z.string(),
    action: z.literal(["start", "pause", "resume", "cancel"]),
    /** The start of the campaign for `start` (ISO time); null means now. */
    at: z.string().nullable(),
    by: z.string(),
  }),
);
export type CampaignActed = z.infer<typeof campaignActed.schema>;

/** The next recipients of a running campaign are due. Void once the campaign has another `epoch` or `tick`. */
export const campaignDispatchDue = eventType(
  "campaign-dispatch-due",
  z.object({ campaignId: z.string(), epoch: z.number().int(), tick: z.number().int() }),
);
export type CampaignDispatchDue = z.infer<typeof campaignDispatchDue.schema>;

/** A recipient who could not be reached at their turn is tried again. */
export const campaignRecipientDue = eventType(
  "campaign-recipient-due",
  z.object({ campaignId: z.string(), chunkId: z.string(), index: z.number().int() }),
);
export type CampaignRecipientDue = z.infer<typeof campaignRecipientDue.schema>;

/** The outcomes of all recipients of one chunk are known. */
export const campaignChunkSettled = eventType(
  "campaign-chunk-settled",
  z.object({
    campaignId: z.string(),
    chunk: z.number().int(),
    sent: z.number().int(),
    /** Counts by reason. */
    skipped: z.record(z.string(), z.number().int()),
    calls: CallCounts.optional(),
  }),
);
export type CampaignChunkSettled = z.infer<typeof campaignChunkSettled.schema>;
