import type { ToolCallRecord } from "../../../../../shared/agent/agent.ts";
import { type BookingTools, bookingStepOf } from "../../../../../shared/contracts/bookings/bookings.ts";
import type { NewEvent } from "../../../../../shared/runtime/step.ts";
import { responseTool } from "./brief.ts";
import { isAttributed, mentionsProduct, saleEvent } from "./offer.ts";
import type { Offer } from "./state.ts";

export type OfferAnswer = "accepted" | "declined";

/**
 * The customer's answer to an offer. The agent's tool call wins over the reading of a single message, because the agent
 * knows the whole conversation.
 */
export function offerAnswerIn(calls: readonly ToolCallRecord[], said: OfferAnswer | null): OfferAnswer | null {
  const call = calls.findLast(({ name, status }) => name === responseTool && status === "completed");
  if (!call) return said;
  return call.arguments.accepted === true ? "accepted" : "declined";
}

/** Offers for products that a booking of this turn names, each with the sale to report. */
export function bookedOffers(
  offers: readonly Offer[],
  calls: readonly ToolCallRecord[],
  { tools, turnId, now }: { readonly tools: BookingTools; readonly turnId: string; readonly now: Date },
): readonly { readonly offer: Offer; readonly event: NewEvent }[] {
  return calls.flatMap((call, index) => {
    if (bookingStepOf(call, tools) !== "completed") return [];
    const given = JSON.stringify(call.arguments);
    const offer = offers.findLast(
      (each) => isAttributed(each, now) && mentionsProduct(given, { id: each.productId, name: each.productName }),
    );
    if (!offer) return [];
    const { priceMinor, currency } = offer;
    const sale = { saleId: `${turnId}.${index}`, status: "booked" as const, amountMinor: priceMinor ?? 0, currency };
    return [{ offer, event: saleEvent(offer, { ...sale, at: now.toISOString() }) }];
  });
}
