import { type KnowledgeGapFound, knowledgeArticleDue, knowledgeGapFound } from "../../../../shared/events/index.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { type KnowledgeGap, knowledgeGaps, mostKeys } from "./gap.ts";

/** Records a gap, keeps its questions up to date, and lets an article be drafted once. A rejected gap stays as it is. */
export const recordGap = step({
  name: "success-record-gap",
  on: knowledgeGapFound,
  publishes: [knowledgeArticleDue],
  document: knowledgeGaps,
  documentId: ({ data }) => data.gapId,
  exclusive: false,
  decide(before, { data }, _gathered, now) {
    if (before?.status === "rejected") return undefined;
    const document = withFound(before, data, now.toISOString());
    const isNew = before === undefined || (before.status === "approved" && document.status === "found");
    return { document, publish: isNew ? [newEvent(knowledgeArticleDue, data.gapId, { gapId: data.gapId })] : [] };
  },
});

function withFound(before: KnowledgeGap | undefined, found: KnowledgeGapFound, at: string): KnowledgeGap {
  const { keys, ...told } = found;
  const all = [...new Set([...(before?.keys ?? []), ...keys])].slice(-mostKeys);
  // Customers ask again what was answered: the answer was not enough.
  const isReopened = before === undefined || before.status === "approved";
  const fresh = { status: "found" as const, draft: null, decided: null };
  return { foundAt: at, ...(before ?? fresh), ...(isReopened ? fresh : {}), ...told, keys: all, updatedAt: at };
}
