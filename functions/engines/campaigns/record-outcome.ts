import { campaignChunkSettled, campaignRecipientDue, messageSettled } from "../../../shared/events/index.ts";
import { type Decision, newEvent, step } from "../../../shared/runtime/step.ts";
import { recipientIndexOf } from "./message-request.ts";
import {
  type ChunkOutcomes,
  chunkOutcomes,
  countsOf,
  isSettled,
  type RecipientOutcome,
} from "./recipients/recipients.ts";

/** Records the outcome of one recipient. The last one of a chunk is reported to the campaign. */
export const recordOutcome = step({
  name: "campaigns-settle",
  on: messageSettled,
  publishes: [campaignChunkSettled],
  schedules: [campaignRecipientDue],
  filter: ({ data }) => data.origin.kind === "campaign",
  document: chunkOutcomes,
  documentId: (event) => event.data.origin.id,
  decide(chunk, event, _gathered, now): Decision<ChunkOutcomes> | undefined {
    const { data } = event;
    const index = recipientIndexOf(data.requestId);
    const before = chunk?.outcomes[index];
    if (!chunk || (before && before.outcome !== "deferred")) return undefined;
    const { outcome, reason, messageId } = data;
    const turnId = outcome === "sent" ? event.causationId : null;
    const next = withOutcome(chunk, index, { outcome, reason, at: now.toISOString(), messageId, turnId });
    if (outcome !== "deferred") return next;
    const until = new Date(data.until ?? now.getTime() + retryMs);
    const due = { campaignId: chunk.campaignId, chunkId: data.origin.id, index: Number(index) };
    const name = `campaign-recipient-${data.requestId.replaceAll(".", "-")}-${event.id}`;
    return { ...next, schedule: [{ ...newEvent(campaignRecipientDue, data.origin.id, due), name, at: until }] };
  },
});

const retryMs = 15 * 60_000;

export function withOutcome(chunk: ChunkOutcomes, index: string, outcome: RecipientOutcome): Decision<ChunkOutcomes> {
  const document = { ...chunk, outcomes: { ...chunk.outcomes, [index]: outcome } };
  if (!isSettled(document)) return { document };
  const { campaignId, chunk: number } = document;
  const settled = { campaignId, chunk: number, ...countsOf(document) };
  return { document, publish: [newEvent(campaignChunkSettled, campaignId, settled)] };
}
