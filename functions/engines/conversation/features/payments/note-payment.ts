import { type PaymentSettled, paymentSettled } from "../../../../../shared/events/index.ts";
import { amountText } from "../../../../../shared/payments/amount.ts";
import { describeLines } from "../../../../../shared/payments/catalogue.ts";
import { step } from "../../../../../shared/runtime/step.ts";
import type { Conversation } from "../../conversation.ts";
import type { NoState } from "../feature-state.ts";
import type { StepDependencies } from "../feature-step.ts";

/** Adds a payment or refund to the conversation, so that the agent knows it in the next turn. */
export async function notePaymentStep({
  conversations,
  features,
}: Pick<StepDependencies<NoState>, "conversations" | "features">) {
  const { publishes, afterPayment } = await features.paymentFollowers();
  return step<PaymentSettled, Conversation>({
    name: "conversation-note-payment",
    on: paymentSettled,
    publishes,
    document: conversations,
    documentId: (event) => event.data.conversationId,
    decide(before, event, _gathered, now) {
      if (!before) return undefined;
      const { status, amountMinor, currency, lines } = event.data;
      const payment = `${status}: ${amountText(amountMinor, currency)} for ${describeLines(lines)}`;
      const { conversation, publish } = afterPayment(before, event.data);
      const context = { ...conversation.context, payment };
      return { document: { ...conversation, context, updatedAt: now.toISOString() }, publish };
    },
  });
}
