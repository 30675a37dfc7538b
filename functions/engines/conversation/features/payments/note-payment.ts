import { paymentSettled } from "../../../../../shared/events/index.ts";
import { amountText } from "../../../../../shared/payments/amount.ts";
import { describeLines } from "../../../../../shared/payments/catalogue.ts";
import { step } from "../../../../../shared/runtime/step.ts";
import { conversations } from "../../conversation.ts";
import { afterPayment } from "../offers/state.ts";

/** The agent knows of money that came in or went back when the customer goes on. */
export const notePayment = step({
  name: "conversation-note-payment",
  on: paymentSettled,
  document: conversations,
  documentId: (event) => event.data.conversationId,
  decide(conversation, event, _gathered, now) {
    if (!conversation) return undefined;
    const { status, amountMinor, currency, lines } = event.data;
    const payment = `${status}: ${amountText(amountMinor, currency)} for ${describeLines(lines)}`;
    const context = { ...conversation.context, payment };
    const { offers, publish } = afterPayment(conversation.offers, event.data);
    return { document: { ...conversation, context, offers: [...offers], updatedAt: now.toISOString() }, publish };
  },
});
