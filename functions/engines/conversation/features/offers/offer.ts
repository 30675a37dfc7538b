import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { type OfferSold, offerAnswered, offerSold, type PaymentSettled } from "../../../../../shared/events/index.ts";
import { type NewEvent, newEvent } from "../../../../../shared/runtime/step.ts";
import { normalized } from "../../../../../shared/schema/bounded-text.ts";
import type { Offer } from "./state.ts";

export type Product = TenantConfig["business_logic"]["cross_sell"]["products"][number];

/** Offers a conversation remembers: a refund finds the one it was for. */
const offersKept = 10;

export function withOffer(offers: readonly Offer[], offer: Offer): Offer[] {
  return [...offers.filter(({ offerId }) => offerId !== offer.offerId), offer].slice(-offersKept);
}

export function answerOffer(
  { status: _open, ...offer }: Offer,
  answer: "accepted" | "declined",
  now: Date,
): { readonly offer: Offer; readonly event: NewEvent } {
  return {
    offer: { ...offer, status: answer },
    event: newEvent(offerAnswered, offer.offerId, { offer, answer, at: now.toISOString() }),
  };
}

export function saleEvent({ status: _status, ...offer }: Offer, sale: Omit<OfferSold, "offer">): NewEvent {
  return newEvent(offerSold, offer.offerId, { offer, ...sale });
}

/** How long after an offer a purchase counts as its doing. */
const attributionMs = 30 * 86_400_000;

/** Whether a purchase at this time is put down to the offer. */
export function earns({ status, madeAt }: Offer, at: Date): boolean {
  return status !== "declined" && at.getTime() - Date.parse(madeAt) < attributionMs;
}

/** What a payment says of the offers made here: whoever pays for a product has accepted it. Pure. */
export function afterPayment(
  offers: readonly Offer[],
  { paymentId, status, lines, currency, at }: PaymentSettled,
): { readonly offers: readonly Offer[]; readonly publish: readonly NewEvent[] } {
  let after = offers;
  const publish: NewEvent[] = [];
  for (const offer of offers) {
    const own = lines.filter(({ id }) => id === offer.productId);
    const newer = offers.findLast(({ productId }) => productId === offer.productId);
    if (own.length === 0 || newer !== offer) continue;
    if (status === "paid" && !earns(offer, new Date(at))) continue;
    const amountMinor = own.reduce((sum, { priceMinor, quantity }) => sum + priceMinor * quantity, 0);
    if (status === "paid") after = after.map((each) => (each === offer ? { ...offer, status: "accepted" } : each));
    publish.push(saleEvent(offer, { saleId: paymentId, status, amountMinor, currency, at }));
  }
  return { offers: after, publish };
}

/** Whether a text speaks of a product by its name, in any script; case and punctuation do not matter. */
export function names(text: string, { name, id }: Pick<Product, "name" | "id">): boolean {
  const said = ` ${plain(text)} `;
  return [name, id].some((each) => said.includes(` ${plain(each)} `) || said.includes(` ${plain(each)}s `));
}

function plain(text: string): string {
  return normalized(text, "NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}
