import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { type OfferSold, offerAnswered, offerSold, type PaymentSettled } from "../../../../../shared/events/index.ts";
import { type NewEvent, newEvent } from "../../../../../shared/runtime/step.ts";
import { normalized } from "../../../../../shared/schema/bounded-text.ts";
import type { Offer } from "./state.ts";

export type Product = TenantConfig["business_logic"]["cross_sell"]["products"][number];

/** Maximum offers kept in a conversation, so that a refund finds its offer. */
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

/** A purchase within this time after an offer is attributed to it. */
const attributionMs = 30 * 86_400_000;

/** Whether a purchase at this time is attributed to the offer. */
export function isAttributed({ status, madeAt }: Offer, at: Date): boolean {
  return status !== "declined" && at.getTime() - Date.parse(madeAt) < attributionMs;
}

/** Applies a payment to the conversation's offers. Paying for a product accepts its offer. Pure. */
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
    if (status === "paid" && !isAttributed(offer, new Date(at))) continue;
    const amountMinor = own.reduce((sum, { priceMinor, quantity }) => sum + priceMinor * quantity, 0);
    if (status === "paid") after = after.map((each) => (each === offer ? { ...offer, status: "accepted" } : each));
    publish.push(saleEvent(offer, { saleId: paymentId, status, amountMinor, currency, at }));
  }
  return { offers: after, publish };
}

/** Whether a text mentions a product by name, in any script. Ignores case and punctuation. */
export function mentionsProduct(text: string, { name, id }: Pick<Product, "name" | "id">): boolean {
  const said = ` ${plain(text)} `;
  return [name, id].some((each) => said.includes(` ${plain(each)} `) || said.includes(` ${plain(each)}s `));
}

function plain(text: string): string {
  return normalized(text, "NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}
