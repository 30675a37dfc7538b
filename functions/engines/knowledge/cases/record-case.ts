import { conversationSummaries } from "../../../../shared/contracts/conversation/conversation-summary.ts";
import { type TurnOutcome, turnOutcomes } from "../../../../shared/contracts/conversation/turn-outcomes.ts";
import { type ConversationClosed, conversationClosed } from "../../../../shared/events/index.ts";
import { maskPersonal } from "../../../../shared/knowledge/mask-personal.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { type Case, cases } from "./case.ts";
import { caseOf } from "./case-of.ts";

/** The turns of a long conversation that its case is made of. */
const turnsRead = 30;

/** Records what an ended conversation was about, and what became of it. */
export function recordCaseStep({ documents }: { readonly documents: Pick<Documents, "get" | "query"> }) {
  return step<ConversationClosed, Case, Case | undefined>({
    name: "knowledge-record-case",
    on: conversationClosed,
    document: cases,
    documentId: ({ data }) => data.conversationId,
    async gather(_before, { tenantId, data }) {
      const conversation = await documents.get(tenantId, conversationSummaries, data.conversationId);
      if (conversation === undefined) return undefined;
      const page = await documents.query(tenantId, turnOutcomes, {
        where: [["state.conversationId", "==", data.conversationId]],
        orderBy: { field: "state.index", direction: "desc" },
        limit: turnsRead,
      });
      const turns: readonly TurnOutcome[] = page.items.map((item) => item.data.state).toReversed();
      const { customer, language } = conversation.data.state;
      const found = caseOf(turns, data.reason);
      if (found === undefined) return undefined;
      const question = maskPersonal(found.question, customer.name === null ? [] : [customer.name]);
      const of = { conversationId: data.conversationId, customerId: customer.id, language, at: data.at };
      return { ...found, ...of, question };
    },
    decide: (_before, _event, found) => (found === undefined ? undefined : { document: found }),
  });
}
