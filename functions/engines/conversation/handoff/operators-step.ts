import { handoffDue, type OperatorChanged, operatorChanged } from "../../../../shared/events/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { conversations } from "../conversations.ts";
import { loadOf } from "./candidates.ts";
import { newOperator, type Operator, operators, presenceAt } from "./operator.ts";
import type { Handoff } from "./state.ts";

interface Waiting {
  readonly conversationId: string;
  readonly handoff: Handoff;
}

/** Maximum waiting handoffs offered to an operator with capacity: the most urgent ones. */
const maxOffered = 20;

/** Stores an operator's presence. Offers waiting handoffs to an operator who came online or has capacity again. */
export function operatorsStep({ documents }: { readonly documents: Documents }) {
  return step<OperatorChanged, Operator, readonly Waiting[]>({
    name: "conversation-operators",
    on: operatorChanged,
    document: operators,
    documentId: (event) => event.data.operatorId,

    async gather(operator, { tenantId, data, occurredAt }, ctx) {
      const next = withChange(operator ?? newOperator(data.operatorId, occurredAt), data, occurredAt);
      if (presenceAt(next, ctx.now) !== "online") return [];
      const came = !operator || presenceAt(operator, ctx.now) !== "online";
      if (data.change !== null && !came) return [];
      const load = await loadOf(documents, tenantId, next);
      if (load >= next.maxConversations) return [];
      const page = await documents.query(tenantId, conversations.collection, {
        where: [["state.handoff.stage", "==", "queued"]],
        orderBy: { field: "state.handoff.order", direction: "asc" },
        limit: maxOffered,
      });
      return page.items.flatMap(({ data: { state } }) =>
        state.handoff ? [{ conversationId: state.id, handoff: state.handoff }] : [],
      );
    },

    decide(operator, { data, occurredAt }, waiting) {
      if (!operator && data.change === null) return undefined;
      const before = operator ?? newOperator(data.operatorId, occurredAt);
      if (data.change === null && waiting.length === 0) return undefined;
      return {
        document: withChange(before, data, occurredAt),
        publish: waiting.map(({ conversationId, handoff: { id: handoffId, attempt } }) =>
          newEvent(handoffDue, conversationId, { conversationId, handoffId, attempt, offer: true }),
        ),
      };
    },
  });
}

function withChange(operator: Operator, { change }: OperatorChanged, at: string): Operator {
  if (change === null) return operator;
  return { ...operator, presence: change.presence, presenceUntil: change.until, updatedAt: at };
}
