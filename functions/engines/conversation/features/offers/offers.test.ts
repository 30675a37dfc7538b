import type { ToolCallRecord } from "../../../../../shared/agent/agent.ts";
import { readSignals } from "../../../../../shared/agent/signals/signals.ts";
import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import type { PaymentSettled } from "../../../../../shared/events/index.ts";
import type { Documents } from "../../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { testIds } from "../../../../../shared/platform/tenant-ids.fixture.ts";
import type { Inbound } from "../../conversation.ts";
import type { StoredConversation } from "../../conversations.ts";
import { aConversation, aMessage, anInbound, anOutcome } from "../../testing/fixtures.ts";
import { givenTurn } from "../../testing/given.ts";
import type { FeatureTurn, Preparation } from "../turn-part.ts";
import { afterPayment } from "./offer.ts";
import type { Offer, offersState } from "./state.ts";
import { offersTurn } from "./turn.ts";

type Turn = FeatureTurn<typeof offersState>;

const now = new Date("2026-11-22T10:00:00.000Z");
const config = minimalConfig(`
  tools: { available: [{ name: book_slot, type: api, config: { endpoint: "https://api.example.com/slots" } }] }
  business_logic:
    cross_sell:
      triggers: [{ type: family_mention, action: suggest_family }]
      products: [{ id: family_package, name: Family Package, price: 4999, conditions: [mention_family] }]
`);
const offer: Offer = {
  offerId: "o1",
  conversationId: "c1",
  customerId: "p1",
  channel: "whatsapp",
  productId: "family_package",
  productName: "Family Package",
  priceMinor: 499_900,
  currency: "INR",
  trigger: "family_mention",
  madeAt: "2026-11-22T09:59:00.000Z",
  expiresAt: "2026-11-29T09:59:00.000Z",
  status: "open",
};
const call: ToolCallRecord = {
  id: "call",
  name: "record_offer_response",
  arguments: { accepted: true },
  result: {},
  status: "completed",
  error: null,
  durationMs: 1,
};

function turnOf(text: string, conversation: StoredConversation = aConversation()): Turn {
  const inbound: Inbound[] = [{ ...anInbound, text }];
  const signals = readSignals({ messages: [text], earlier: [], interactionCount: 1 });
  return { tenantId: "client_1" as Turn["tenantId"], turnId: "t1", conversation, inbound, config, signals };
}

/** Documents that count reads. `offered`: the customer got an offer on another channel. */
function database({ offered = false } = {}) {
  const reads: string[] = [];
  const documents = {
    ids: async (tenantId: TenantId) => testIds(tenantId),
    get: async (_tenant: unknown, { name }: { name: string }) => void reads.push(name),
    query: async (_tenant: unknown, { name }: { name: string }) => {
      reads.push(name);
      return { items: offered ? [{ data: {} }] : [] };
    },
  };
  return { reads, ports: { documents: documents as unknown as Documents, now } };
}

async function prepare(turn: Turn, ports = database().ports): Promise<Preparation | undefined> {
  return (await givenTurn(offersTurn, turn, ports).whenCustomerWrites(turn.inbound)).prepared;
}

async function conclude(turn: Turn, outcome: Parameters<typeof anOutcome>[0] = {}) {
  const when = givenTurn(offersTurn, turn, database().ports);
  return (await when.whenCustomerWrites(turn.inbound, { outcome: anOutcome(outcome) })).concluded;
}

const open = (text: string, over: Partial<StoredConversation> = {}) =>
  turnOf(text, aConversation({ offers: [offer], ...over }));

it("reads nothing before a trigger holds", async () => {
  const { reads, ports } = database();
  expect(await prepare(turnOf("What does it cost?"), ports)).toBeUndefined();
  expect(await prepare(turnOf("I want a refund for my wife"), ports)).toBeUndefined();
  expect(reads).toEqual([]);
});

it("lets the agent offer a product at the configured price", async () => {
  expect(await prepare(turnOf("Can my wife come too?"))).toMatchObject({
    type: "brief",
    briefing: {
      notes: [expect.stringContaining("you may offer Family Package once")],
      sources: [{ id: "offer-family_package", text: "Price ₹4,999." }],
    },
    tools: [],
  });
});

it("offers nothing to a customer with a recent offer, here or on another channel", async () => {
  const ignored = { ...offer, expiresAt: "2026-11-22T09:59:30.000Z" };
  expect(await prepare(turnOf("My wife too", aConversation({ offers: [ignored] })))).toBeUndefined();
  expect(await prepare(turnOf("My wife too"), database({ offered: true }).ports)).toBeUndefined();
});

it("counts an offer as made only when the reply names the product, or cites it", async () => {
  const turn = turnOf("Can my wife come too?");
  expect(await conclude(turn, { text: "Yes, of course." })).toBeUndefined();
  const made = { publish: [{ type: "offer-made", data: { priceMinor: 499_900, currency: "INR" } }] };
  expect(await conclude(turn, { text: "Yes. Have a look at our Family Package!" })).toMatchObject(made);
  const citations = [{ id: "offer-family_package", title: "" }];
  expect(await conclude(turn, { text: "हाँ, परिवार का पैकेज भी है।", citations })).toMatchObject(made);
});

it.each([
  ["yes please", "accepted"],
  ["haan ji", "accepted"],
  ["नहीं", "declined"],
  ["no, thank you", "declined"],
])("reads %s right after an offer as an answer", async (text, answer) => {
  expect(await conclude(open(text))).toMatchObject({
    conversation: { offers: [{ status: answer }] },
    publish: [{ type: "offer-answered", data: { answer } }],
  });
});

it("leaves other words to the agent, who reports the answer", async () => {
  const turn = open("Hmm, what is in it?");
  expect(await prepare(turn)).toMatchObject({ tools: [{ name: "record_offer_response" }] });
  expect(await conclude(turn)).toBeUndefined();
  expect(await conclude(turn, { toolCalls: [call] })).toMatchObject({ publish: [{ data: { answer: "accepted" } }] });
});

it("does not read a later yes to something else as an answer", async () => {
  const recent = [aMessage({ text: "And what about a CBC?", at: "2026-11-22T09:59:30.000Z" })];
  expect(await conclude(open("yes", { recent }))).toBeUndefined();
});

it("reads a booking that names the product as a sale", async () => {
  const booking = { ...call, name: "book_slot", arguments: { items: ["family_package"] }, result: { id: "b1" } };
  expect(await conclude(open("Book it for Monday"), { toolCalls: [booking] })).toMatchObject({
    conversation: { offers: [{ status: "accepted" }] },
    publish: [{ type: "offer-sold", data: { status: "booked", amountMinor: 499_900 } }],
  });
});

it("reports a payment's lines for the product, and no declined or old offers", () => {
  const line = { id: "family_package", name: "Family Package", priceMinor: 499_900, quantity: 2 };
  const payment: PaymentSettled = {
    paymentId: "pay1",
    status: "paid",
    conversationId: "c1",
    customerId: "p1",
    lines: [line, { ...line, id: "cbc", priceMinor: 29_900 }],
    amountMinor: 1_059_600,
    currency: "INR",
    at: now.toISOString(),
  };
  expect(afterPayment([offer], payment)).toMatchObject({
    offers: [{ status: "accepted" }],
    publish: [{ data: { saleId: "pay1", status: "paid", amountMinor: 999_800 } }],
  });
  expect(afterPayment([{ ...offer, status: "declined" }], payment).publish).toEqual([]);
  const muchLater = { ...payment, at: "2027-11-22T10:00:00.000Z" };
  expect(afterPayment([offer], muchLater).publish).toEqual([]);
  expect(afterPayment([offer], { ...muchLater, status: "refunded" }).publish).toHaveLength(1);
});
