import { handoffDue, type OperatorChanged, operatorChanged } from "../../../../../shared/events/index.ts";
import { newEvent, step } from "../../../../../shared/runtime/step.ts";
import { loadOf } from "./candidates.ts";
import { type OfferableDependencies, offerableTo, type Waiting } from "./offerable.ts";
import { newOperator, type Operator, operators, presenceAt } from "./operator.ts";

/** An operator is offered more than there is room for, because others may take some of them first. */
const leastOffered = 20;

/** Keeps an operator's presence; whoever has come, or has room again, is offered to those who wait. */
export function operatorsStep(dependencies: OfferableDependencies) {
  const { documents } = dependencies.platform;
  return step<OperatorChanged, Operator, readonly Waiting[]>({
    name: "conversation-operators",
    on: operatorChanged,
    publishes: [handoffDue],
    document: operators,
    documentId: (event) => event.data.operatorId,

    async gather(operator, { tenantId, data, occurredAt }, ctx) {
      const next = withChange(operator ?? newOperator(data.operatorId, occurredAt), data, occurredAt);
      if (presenceAt(next, ctx.now) !== "online") return [];
      const came = !operator || presenceAt(operator, ctx.now) !== "online";
      if (data.change !== null && !came) return [];
      const load = await loadOf(documents, tenantId, next);
      const room = next.maxConversations - load;
      if (room <= 0) return [];
      return offerableTo(dependencies, tenantId, { operator: next, wanted: Math.max(leastOffered, room) });
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
  const { presence, until, name } = change;
  // A name that an admin has set stays.
  const isNamed = operator.name !== operator.id;
  return {
    ...operator,
    ...(name === undefined || isNamed ? {} : { name }),
    presence,
    presenceUntil: until,
    updatedAt: at,
  };
}
