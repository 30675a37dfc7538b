import { bookingToolsOf } from "../../../../../shared/contracts/bookings/bookings.ts";
import { wasOfferedSince } from "../../../../../shared/contracts/offers.ts";
import { readCustomerOf } from "../../../../../shared/customers/store.ts";
import { type OfferTerms, offerMade } from "../../../../../shared/events/index.ts";
import { deriveId } from "../../../../../shared/runtime/ids.ts";
import { newEvent } from "../../../../../shared/runtime/step.ts";
import { yesOrNo } from "../../reading/yes-no.ts";
import type { Consequences, FeaturePorts, FeatureTurn, Preparation, TurnPart } from "../turn-part.ts";
import { briefOpenOffer, briefToOffer, type OfferBrief, offerSourceId } from "./brief.ts";
import { chooseOffer, matchingTriggers, mayOffer, type OfferPick } from "./choice.ts";
import { maxFactMessages, type OfferFacts, offerFacts } from "./facts.ts";
import { answerOffer, mentionsProduct, withOffer } from "./offer.ts";
import { bookedOffers, type OfferAnswer, offerAnswerIn } from "./outcome.ts";
import { type Offer, type offersState, openOffer } from "./state.ts";

type Turn = FeatureTurn<typeof offersState>;

type Found =
  | { readonly type: "may-offer"; readonly terms: OfferTerms }
  /** `said`: the answer that the customer's message gives by itself. */
  | { readonly type: "offered"; readonly said: OfferAnswer | null };

const dayMs = 86_400_000;

/**
 * Lets the agent offer one product at the configured price when a tenant's trigger holds, and follows the outcome.
 * Nothing is read before a trigger holds. Customers who are upset, unwell or waiting for a person get no offers.
 */
export const offersTurn: TurnPart<typeof offersState> = {
  prepare(turn, ports) {
    const { enabled, products, triggers } = turn.config.business_logic.cross_sell;
    if (!enabled || products.length === 0 || triggers.length === 0) return undefined;
    const open = openOffer(turn.conversation.offers, ports.now);
    return open ? prepareAnswer(turn, open) : prepareOffer(turn, ports);
  },

  conclude(turn, { outcome, next, found: before, now }): Consequences<typeof offersState> | undefined {
    const found = before as Found | undefined;
    if (found?.type === "may-offer") {
      const { terms } = found;
      const product = { id: terms.productId, name: terms.productName };
      if (outcome.status !== "reply" || next.status !== "active") return undefined;
      const cited = outcome.citations.some(({ id }) => id === offerSourceId(product));
      if (!cited && !mentionsProduct(outcome.text, product)) return undefined;
      return {
        conversation: { offers: withOffer(next.offers, { ...terms, status: "open" }) },
        publish: [newEvent(offerMade, terms.offerId, terms)],
      };
    }
    if (next.offers.length === 0) return undefined;
    const open = openOffer(next.offers, now);
    const answer = found ? offerAnswerIn(outcome.toolCalls, found.said) : null;
    const answered = open && answer ? answerOffer(open, answer, now) : undefined;
    const offers = answered ? withOffer(next.offers, answered.offer) : next.offers;
    const booking = { tools: bookingToolsOf(turn.config), turnId: turn.turnId, now };
    const booked = bookedOffers(offers, outcome.toolCalls, booking);
    if (!answered && booked.length === 0) return undefined;
    return {
      conversation: {
        offers: booked.reduce((all, { offer }) => withOffer(all, { ...offer, status: "accepted" }), [...offers]),
      },
      publish: [...(answered ? [answered.event] : []), ...booked.map(({ event }) => event)],
    };
  },
};

/** An offer is open: the customer's message may answer it. */
function prepareAnswer({ conversation, inbound, config }: Turn, offer: Offer): Preparation | undefined {
  const product = config.business_logic.cross_sell.products.find(({ id }) => id === offer.productId);
  if (!product) return undefined;
  const spokenSince = conversation.recent.some(({ role, at }) => role === "customer" && at > offer.madeAt);
  const [only] = inbound;
  const word = inbound.length === 1 && only && !spokenSince ? yesOrNo(only.text) : undefined;
  const said = word === undefined ? null : word === "yes" ? "accepted" : "declined";
  return briefingOfOffer(briefOpenOffer(product, said), { type: "offered", said });
}

async function prepareOffer(
  turn: Turn,
  { documents, engagement, now }: FeaturePorts,
): Promise<Preparation | undefined> {
  const { tenantId, conversation, config, signals, inbound } = turn;
  const crossSell = config.business_logic.cross_sell;
  const repeatAfterDays = crossSell.repeat_after_days;
  if (!mayOffer(conversation, { signals, engagement, repeatAfterDays, now })) return undefined;
  const newest = inbound.map(({ text }) => text);
  const triggers = matchingTriggers(crossSell, factsOf(turn, newest, now));
  if (triggers.length === 0) return undefined;
  const { state: customer } = await readCustomerOf(documents, tenantId, conversation, now);
  const earlier = conversation.recent.filter(({ role }) => role === "customer").slice(-maxFactMessages);
  const facts = factsOf(turn, [...earlier.map(({ text }) => text), ...newest], now, customer);
  const texts = [...conversation.recent.map(({ text }) => text), ...newest];
  const choice = chooseOffer(triggers, crossSell, { facts, texts });
  if (!choice) return undefined;
  const since = new Date(now.getTime() - repeatAfterDays * dayMs);
  if (await wasOfferedSince(documents, tenantId, { customerId: customer.id, since })) return undefined;
  const terms = termsOf(turn, choice, { customerId: customer.id, now });
  return briefingOfOffer(briefToOffer(choice), { type: "may-offer", terms });
}

function factsOf(
  { conversation, signals, config }: FeatureTurn,
  texts: readonly string[],
  now: Date,
  customer?: Parameters<typeof offerFacts>[0]["customer"],
): OfferFacts {
  const { triggers, products } = config.business_logic.cross_sell;
  const conditions = [...triggers.map(({ type }) => type), ...products.flatMap((product) => product.conditions)];
  const { context, channel } = conversation;
  return offerFacts({ signals, context, channel, customer, texts, conditions, now });
}

function briefingOfOffer({ notes, sources, tools }: OfferBrief, found: Found): Preparation {
  return { type: "brief", briefing: { notes, sources }, tools, found };
}

function termsOf(
  { tenantId, turnId, conversation, config }: FeatureTurn,
  { product, trigger }: OfferPick,
  { customerId, now }: { readonly customerId: string; readonly now: Date },
): OfferTerms {
  const { expires_after } = config.business_logic.cross_sell;
  return {
    offerId: deriveId("offer", tenantId, conversation.id, turnId),
    conversationId: conversation.id,
    customerId,
    channel: conversation.channel,
    productId: product.id,
    productName: product.name,
    priceMinor: product.price_minor ?? null,
    currency: product.currency,
    trigger: trigger.type,
    madeAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + expires_after * 1_000).toISOString(),
  };
}
