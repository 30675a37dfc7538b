import { z } from "zod";
import { bookingStepOf, bookingToolsOf } from "../../../shared/conversations/bookings.ts";
import { wasOfferedSince } from "../../../shared/conversations/offers.ts";
import { yesOrNo } from "../../../shared/conversations/yes-no.ts";
import { readCustomer } from "../../../shared/customers/store.ts";
import { type OfferTerms, offerMade } from "../../../shared/events/index.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import { newEvent } from "../../../shared/runtime/step.ts";
import type { Source, Tool } from "../../../shared/tools/tool.ts";
import { answeredOffer, names, type Offer, openOffer, type Product, sold, withOffer } from "../offer.ts";
import { type Choice, chooseOffer, mayOffer, triggersThatHold } from "../offer-choice.ts";
import { messagesLookedAt, type OfferFacts, offerFacts } from "../offer-facts.ts";
import type { Consequences, Preparation, Rule, RuledTurn, RulePorts } from "./rule.ts";

type Found =
  | { readonly type: "may-offer"; readonly terms: OfferTerms }
  /** `said`: what the customer's message says to the offer by itself. */
  | { readonly type: "offered"; readonly said: "accepted" | "declined" | null };

const dayMs = 86_400_000;
const responseTool = "record_offer_response";

/**
 * Lets the agent offer one product when a tenant's trigger holds, at the price of the configuration, and follows what
 * becomes of it. Nothing is read before a trigger holds, and nothing is offered to a customer who is upset, ill at ease
 * or waiting for a person.
 */
export const crossSellRule: Rule = {
  name: "cross-sell",

  prepare(turn, ports) {
    const { enabled, products, triggers } = turn.config.business_logic.cross_sell;
    if (!enabled || products.length === 0 || triggers.length === 0) return undefined;
    const open = openOffer(turn.conversation.offers, ports.now);
    return open ? answering(turn, open) : offering(turn, ports);
  },

  conclude(turn, { outcome, next, found: before, now }): Consequences | undefined {
    const found = before as Found | undefined;
    const going = outcome.status === "reply" && next.status === "active";
    if (found?.type === "may-offer") {
      const { terms } = found;
      const product = { id: terms.productId, name: terms.productName };
      const cited = outcome.status === "reply" && outcome.citations.some(({ id }) => id === sourceId(product));
      if (!going || !(cited || names(outcome.text, product))) return undefined;
      return {
        conversation: { offers: withOffer(next.offers, { ...terms, status: "open" }) },
        publish: [newEvent(offerMade, terms.offerId, terms)],
      };
    }
    const open = openOffer(next.offers, now);
    const answer = found?.type === "offered" ? answerIn(outcome.toolCalls, found.said) : null;
    const answered = open && answer ? answeredOffer(open, answer, now) : undefined;
    const offers = answered ? withOffer(next.offers, answered.offer) : next.offers;
    const bookings = booked(turn, offers, outcome.toolCalls, now);
    if (!answered && bookings.length === 0) return undefined;
    const accepted = bookings.reduce((all, { offer }) => withOffer(all, { ...offer, status: "accepted" }), [...offers]);
    return {
      conversation: { offers: accepted },
      publish: [...(answered ? [answered.event] : []), ...bookings.map(({ event }) => event)],
    };
  },
};

/** The customer was offered something: what they say now may be the answer. */
function answering({ conversation, inbound, config }: RuledTurn, offer: Offer): Preparation | undefined {
  const product = config.business_logic.cross_sell.products.find(({ id }) => id === offer.productId);
  if (!product) return undefined;
  const spokenSince = conversation.recent.some(({ role, at }) => role === "customer" && at > offer.madeAt);
  const [only] = inbound;
  const word = inbound.length === 1 && only && !spokenSince ? yesOrNo(only.text) : undefined;
  const said = word === undefined ? null : word === "yes" ? ("accepted" as const) : ("declined" as const);
  const found: Found = { type: "offered", said };
  const { notes, tools } = {
    accepted: {
      notes: [
        `The customer has accepted your offer of ${product.name}. Help them get it, at the price in [[${sourceId(product)}]].`,
      ],
      tools: [],
    },
    declined: {
      notes: [`The customer has declined your offer of ${product.name}. Do not bring it up again.`],
      tools: [],
    },
    open: {
      notes: [
        `You have offered ${product.name} to this customer. When they accept or decline it, call ${responseTool} once. Do not bring it up again yourself.`,
      ],
      tools: [recordOfferResponse],
    },
  }[said ?? "open"];
  return { type: "brief", briefing: { notes, sources: [sourceOf(product)] }, tools, found };
}

async function offering(turn: RuledTurn, { documents, now }: RulePorts): Promise<Preparation | undefined> {
  const { tenantId, conversation, config, signals, inbound } = turn;
  const crossSell = config.business_logic.cross_sell;
  const repeatAfterDays = crossSell.repeat_after_days;
  if (!mayOffer(conversation, { signals, repeatAfterDays, now })) return undefined;
  const newest = inbound.map(({ text }) => text);
  const triggers = triggersThatHold(crossSell, factsOf(turn, newest, now));
  if (triggers.length === 0) return undefined;
  const customer = await readCustomer(documents, tenantId, conversation.customer.id, now);
  const earlier = conversation.recent.filter(({ role }) => role === "customer").slice(-messagesLookedAt);
  const facts = factsOf(turn, [...earlier.map(({ text }) => text), ...newest], now, customer.state);
  const texts = [...conversation.recent.map(({ text }) => text), ...newest];
  const choice = chooseOffer(triggers, crossSell, { facts, texts });
  const since = new Date(now.getTime() - repeatAfterDays * dayMs);
  if (!choice || (await wasOfferedSince(documents, tenantId, { customerId: customer.state.id, since })))
    return undefined;
  return briefed(choice, termsOf(turn, choice, { customerId: customer.state.id, now }));
}

function factsOf(
  { conversation, signals, config }: RuledTurn,
  texts: readonly string[],
  now: Date,
  customer?: Parameters<typeof offerFacts>[0]["customer"],
): OfferFacts {
  const { triggers, products } = config.business_logic.cross_sell;
  const conditions = [...triggers.map(({ type }) => type), ...products.flatMap((product) => product.conditions)];
  const { context, channel } = conversation;
  return offerFacts({ signals, context, channel, customer, texts, conditions, now });
}

function briefed({ product, trigger }: Choice, terms: OfferTerms): Preparation {
  const source = sourceOf(product);
  const price =
    product.price_text === undefined
      ? "Name no price for it."
      : `Its price is the one in [[${source.id}]], and no other.`;
  const notes = [
    `Answer the customer first. Then you may offer ${product.name} once, by its name, in one sentence and only where it fits naturally (${trigger.action.replaceAll("_", " ")}). ${price} Do not press.`,
  ];
  return {
    type: "brief",
    briefing: { notes, sources: [source] },
    tools: [],
    found: { type: "may-offer", terms } satisfies Found,
  };
}

function termsOf(
  { tenantId, turnId, conversation, config }: RuledTurn,
  { product, trigger }: Choice,
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

function sourceId({ id }: Pick<Product, "id">): string {
  return `offer-${id}`;
}

/** What an offer may say: name, price and description as the configuration has them. */
function sourceOf(product: Product): Source {
  const price = product.price_text === undefined ? "" : `Price ${product.price_text}.`;
  const text = [price, product.description ?? ""].filter((part) => part !== "").join(" ");
  return { id: sourceId(product), title: product.name, text: text === "" ? product.name : text };
}

type Calls = readonly {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly result: unknown;
  readonly status: "completed" | "failed";
}[];

/** The agent's own word, which knows the whole conversation, before what one message says by itself. */
function answerIn(calls: Calls, said: "accepted" | "declined" | null): "accepted" | "declined" | null {
  const call = calls.findLast(({ name, status }) => name === responseTool && status === "completed");
  if (!call) return said;
  return call.arguments.accepted === true ? "accepted" : "declined";
}

/** Offers whose product a booking of this turn names. */
function booked({ config, turnId }: RuledTurn, offers: readonly Offer[], calls: Calls, now: Date) {
  if (offers.length === 0) return [];
  const tools = bookingToolsOf(config);
  return calls.flatMap((call, index) => {
    if (bookingStepOf(call, tools) !== "completed") return [];
    const given = JSON.stringify(call.arguments);
    const offer = offers.findLast(
      ({ productId, productName, status }) =>
        status !== "declined" && names(given, { id: productId, name: productName }),
    );
    if (!offer) return [];
    const { priceMinor, currency } = offer;
    const saleId = `${turnId}.${index}`;
    const event = sold(offer, {
      saleId,
      status: "booked",
      amountMinor: priceMinor ?? 0,
      currency,
      at: now.toISOString(),
    });
    return [{ offer, event }];
  });
}

const recordOfferResponse: Tool = {
  name: responseTool,
  description: "Notes that the customer accepted or declined what you offered. Call it once, when they have said so.",
  parameters: z.object({ accepted: z.boolean() }),
  sideEffects: false,
  reconcile: "repeat",
  async execute({ accepted }) {
    const next = accepted === true ? "Help the customer get it now." : "Do not bring it up again.";
    return { content: { recorded: true, next } };
  },
};
