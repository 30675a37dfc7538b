import { z } from "zod";
import { type CallCounts, CallOutcome } from "../../../../shared/events/index.ts";
import type { Collection } from "../../../../shared/platform/documents.ts";
import { erasedCustomerId, mentions, type Person } from "../../../../shared/platform/personal-data.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";
import { addCalls, type CampaignCounts } from "../campaign.ts";
import { requestsInOutbox } from "./erased-recipient.ts";

const CampaignRecipient = z.object({
  /** A phone number (E.164) or an email address. */
  address: z.string(),
  name: z.string().nullable(),
  fields: z.record(z.string(), z.string()),
});
export type CampaignRecipient = z.infer<typeof CampaignRecipient>;

const RecipientChunk = z.object({
  campaignId: z.string(),
  chunk: z.number().int(),
  recipients: z.array(CampaignRecipient),
});
export type RecipientChunk = z.infer<typeof RecipientChunk>;

/** A campaign's recipients. A chunk is written once and never changed. */
export const recipientChunks: Collection<RecipientChunk> = {
  name: "campaign-recipients",
  schema: RecipientChunk,
  indexes: [],
  confidential: true,
  personal: {
    fields: ["recipients"],
    find: { by: "reading-all", pageSize: 20 },
    isAbout: ({ recipients }, person) => recipients.some((recipient) => isAddressOf(recipient, person)),
    // A recipient is known by the position in the chunk, so it stays, without the person.
    afterErasure: (chunk, person) => ({
      ...chunk,
      recipients: chunk.recipients.map((recipient) => (isAddressOf(recipient, person) ? erasedRecipient : recipient)),
    }),
    exported: ({ campaignId, recipients }, person) => ({
      campaignId,
      recipients: recipients.filter((recipient) => isAddressOf(recipient, person)),
    }),
  },
};

const erasedRecipient: CampaignRecipient = { address: erasedCustomerId, name: null, fields: {} };

function isAddressOf({ address }: CampaignRecipient, { tenantId, ids, addresses }: Person): boolean {
  return mentions(address, { tenantId, ids, customerIds: [], conversationIds: [], addresses });
}

export function isErased({ address }: CampaignRecipient): boolean {
  return address === erasedCustomerId;
}

const RecipientOutcome = z.object({
  outcome: z.literal(["sent", "skipped", "deferred"]),
  reason: z.string().nullable(),
  at: z.string(),
  messageId: z.string().nullable(),
  /** The turn that sent the message. Its record holds the delivery progress. */
  turnId: z.string().nullable(),
  /** The call to the recipient, and how often it was dialled. `outcome` is null until it is over. */
  call: z.object({ id: z.string(), attempts: z.number().int(), outcome: CallOutcome.nullable() }).optional(),
});
export type RecipientOutcome = z.infer<typeof RecipientOutcome>;

const ChunkOutcomes = z.object({
  campaignId: z.string(),
  chunk: z.number().int(),
  size: z.number().int(),
  /** Keyed by the recipient's index. */
  outcomes: z.record(z.string(), RecipientOutcome),
});
export type ChunkOutcomes = z.infer<typeof ChunkOutcomes>;

/** Outcomes of a chunk's recipients. A separate document, because it is written once per recipient. */
export const chunkOutcomes = ownedDocument<ChunkOutcomes>({
  name: "campaign-outcomes",
  state: ChunkOutcomes,
  indexes: [],
  confidential: true,
  personal: requestsInOutbox,
});

export function isSettled({ size, outcomes }: ChunkOutcomes): boolean {
  const known = Object.values(outcomes);
  return known.length === size && known.every(({ outcome }) => outcome !== "deferred");
}

export function countsOf({ outcomes }: Pick<ChunkOutcomes, "outcomes">): CampaignCounts {
  const counts = { sent: 0, skipped: {} as Record<string, number> };
  let calls: CallCounts | undefined;
  for (const { outcome, reason, call } of Object.values(outcomes)) {
    if (outcome === "sent") counts.sent += 1;
    if (outcome === "skipped") counts.skipped[reason ?? "unknown"] = (counts.skipped[reason ?? "unknown"] ?? 0) + 1;
    if (call) {
      const { attempts } = call;
      const one = { attempts, outcomes: call.outcome === null ? {} : { [call.outcome]: 1 } };
      calls = calls ? addCalls(calls, one) : one;
    }
  }
  return calls ? { ...counts, calls } : counts;
}
