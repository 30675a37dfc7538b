import {
  bookingMade,
  conversationClosed,
  conversationEscalated,
  conversationOpened,
  type EventType,
  paymentSettled,
  surveyCompleted,
} from "../../../shared/events/index.ts";
import type { AnalyticsEvent } from "../../../shared/integrations/google-analytics.ts";
import { majorUnits } from "../../../shared/payments/amount.ts";

/** A milestone of a conversation, told by an event of the product. */
export interface Milestone {
  readonly conversationId: string;
  /** The same for every telling of one milestone. */
  readonly key: string;
  readonly event: AnalyticsEvent;
}

export interface MilestoneSource<T> {
  readonly step: string;
  readonly on: EventType<T>;
  /** Undefined when the event is no milestone. `id` is the event's. Pure. */
  milestone(data: T, id: string): Milestone | undefined;
}

/** What is reported of conversations. No text, name, address or id of a person is. */
export const milestoneSources = {
  opened: source("analytics-conversation-opened", conversationOpened, ({ conversationId, at }) => ({
    conversationId,
    key: `opened ${at}`,
    event: { name: "conversation_started", params: {} },
  })),
  closed: source("analytics-conversation-closed", conversationClosed, ({ conversationId, at, reason }) => ({
    conversationId,
    key: `closed ${at}`,
    event: { name: "conversation_resolved", params: { reason } },
  })),
  escalated: source("analytics-conversation-escalated", conversationEscalated, ({ conversationId, ...data }, id) => ({
    conversationId,
    key: `escalated ${id}`,
    event: { name: "conversation_handed_over", params: { reason: data.reason, priority: data.priority } },
  })),
  booked: source("analytics-booking-made", bookingMade, ({ conversationId, ref }) => ({
    conversationId,
    key: `booked ${ref}`,
    event: { name: "booking", params: {} },
  })),
  paid: source("analytics-payment-settled", paymentSettled, ({ conversationId, paymentId, status, ...payment }) => {
    const { currency, amountMinor, lines } = payment;
    const value = majorUnits(amountMinor, currency);
    const items = lines.map(({ id, name, quantity, priceMinor }) => ({
      item_id: id,
      item_name: name,
      quantity,
      price: majorUnits(priceMinor, currency),
    }));
    const params = { transaction_id: paymentId, currency, value, items };
    return {
      conversationId,
      key: `${status} ${paymentId}`,
      event: { name: status === "paid" ? "purchase" : "refund", params },
    };
  }),
  surveyed: source("analytics-survey-completed", surveyCompleted, ({ conversationId, surveyId, status, trigger }) => ({
    conversationId,
    key: `survey ${surveyId}`,
    event: { name: "survey", params: { status, trigger } },
  })),
};

function source<T>(step: string, on: EventType<T>, milestone: MilestoneSource<T>["milestone"]): MilestoneSource<T> {
  return { step, on, milestone };
}
