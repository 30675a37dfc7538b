import { type CallEnded, callDeferred, callEnded, campaignChunkSettled } from "../../../../shared/events/index.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { recipientIndexOf } from "../message-request.ts";
import { type ChunkOutcomes, chunkOutcomes } from "../recipients/recipients.ts";
import { withOutcome } from "../record-outcome.ts";

/** The agent and the recipient spoke. */
const reached: ReadonlySet<CallEnded["outcome"]> = new Set(["completed", "transferred"]);

/** Records how the call to a recipient came out. The last one of a chunk is reported to the campaign. */
export const recordCall = step({
  name: "campaigns-record-call",
  on: callEnded,
  publishes: [campaignChunkSettled],
  filter: ({ data }) => data.reference?.kind === "campaign",
  document: chunkOutcomes,
  documentId: ({ data }) => chunkIdOfRequest(data.reference?.id ?? data.callId),
  decide(chunk, { data }, _gathered, now) {
    const { reference, callId, outcome, reason = null, attempts = 0 } = data;
    if (!chunk || !reference || isOver(chunk, reference.id)) return undefined;
    const wasReached = reached.has(outcome);
    return withOutcome(chunk, recipientIndexOf(reference.id), {
      outcome: wasReached ? "sent" : "skipped",
      reason: wasReached ? null : reasonOf(outcome, reason),
      at: now.toISOString(),
      messageId: null,
      turnId: null,
      call: { id: callId, attempts, outcome },
    });
  },
});

/** Records that a recipient is called again later, and why. Their line is free for another until then. */
export const deferCall = step({
  name: "campaigns-defer-call",
  on: callDeferred,
  filter: ({ data }) => data.reference?.kind === "campaign",
  document: chunkOutcomes,
  documentId: ({ data }) => chunkIdOfRequest(data.reference?.id ?? data.callId),
  decide(chunk, { data }, _gathered, now) {
    const { reference, callId, reason, attempts } = data;
    if (!chunk || !reference || isOver(chunk, reference.id)) return undefined;
    const index = recipientIndexOf(reference.id);
    // Deferrals come in any order.
    if ((chunk.outcomes[index]?.call?.attempts ?? 0) > attempts) return undefined;
    const call = { id: callId, attempts, outcome: null };
    const outcome = {
      outcome: "deferred",
      reason,
      at: now.toISOString(),
      messageId: null,
      turnId: null,
      call,
    } as const;
    return { document: { ...chunk, outcomes: { ...chunk.outcomes, [index]: outcome } } };
  },
});

/** What the carrier said of a busy line adds nothing. Why a call was not made, does. */
function reasonOf(outcome: CallEnded["outcome"], reason: string | null): string {
  return outcome === "refused" || outcome === "failed" ? (reason ?? outcome) : outcome;
}

function isOver({ outcomes }: ChunkOutcomes, requestId: string): boolean {
  const known = outcomes[recipientIndexOf(requestId)];
  return known !== undefined && known.outcome !== "deferred";
}

function chunkIdOfRequest(requestId: string): string {
  return requestId.slice(0, requestId.lastIndexOf("."));
}
