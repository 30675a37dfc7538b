import { measurementTaken, offerAnswered, offerExpiryDue, offerMade, offerSold } from "../../../shared/events/index.ts";
import { newEvent, step } from "../../../shared/runtime/step.ts";
import { newOffer, type OfferRecord, offers, revenueByTime, withOfferAnswer, withSale } from "./offer.ts";

/** Records an offer and schedules its expiry. Answers and sales that arrived earlier are kept. */
export const recordOffer = step({
  name: "insights-record-offer",
  on: offerMade,
  schedules: [offerExpiryDue],
  document: offers,
  documentId: (event) => event.data.offerId,
  decide(known, { data }) {
    const { offerId } = data;
    const document = known ?? newOffer(data);
    if (document.status !== "made") return known ? undefined : { document };
    const due = newEvent(offerExpiryDue, offerId, { offerId });
    return { document, schedule: [{ ...due, name: `offer-expiry-${offerId}`, at: new Date(data.expiresAt) }] };
  },
});

export const recordOfferAnswer = step({
  name: "insights-record-offer-answer",
  on: offerAnswered,
  document: offers,
  documentId: (event) => event.data.offer.offerId,
  decide(known, { data }) {
    const offer = known ?? newOffer(data.offer);
    const document = withOfferAnswer(offer, data.answer, data.at);
    return document === known ? undefined : { document };
  },
});

export const recordSale = step({
  name: "insights-record-sale",
  on: offerSold,
  publishes: [measurementTaken],
  document: offers,
  documentId: (event) => event.data.offer.offerId,
  decide(known, { id, data }) {
    const document = withSale(known ?? newOffer(data.offer), data);
    if (document === known) return undefined;
    const { conversationId, currency } = document;
    const publish = changesOf(known, document).map(([at, added]) =>
      newEvent(measurementTaken, conversationId, {
        source: `cross-sell ${id} ${at}`,
        at,
        conversationId,
        agent: null,
        channel: null,
        add: { crossSellMinor: { [currency]: added } },
      }),
    );
    return { document, publish };
  },
});

/** What a sale changed of the revenue, by time: a late one moves what was counted on another day. */
function changesOf(before: OfferRecord | undefined, after: OfferRecord): readonly (readonly [string, number])[] {
  const [known, now] = [before ? revenueByTime(before) : new Map<string, number>(), revenueByTime(after)];
  const times = [...new Set([...known.keys(), ...now.keys()])].toSorted();
  return times.flatMap((at) => {
    const added = (now.get(at) ?? 0) - (known.get(at) ?? 0);
    return added === 0 ? [] : [[at, added] as const];
  });
}

export const expireOffer = step({
  name: "insights-expire-offer",
  on: offerExpiryDue,
  document: offers,
  documentId: (event) => event.data.offerId,
  decide(offer, _event, _gathered, now) {
    if (offer?.status !== "made") return undefined;
    return { document: { ...offer, status: "expired" as const, updatedAt: now.toISOString() } };
  },
});
