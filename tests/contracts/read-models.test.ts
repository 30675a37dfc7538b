import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { conversations } from "../../functions/engines/conversation/conversations.ts";
import { accept, newHandoff } from "../../functions/engines/conversation/handoff/state.ts";
import { aConversation, aMessage } from "../../functions/engines/conversation/testing/fixtures.ts";
import { turns } from "../../functions/engines/conversation/turn-record.ts";
import { newOffer, offers } from "../../functions/engines/insights/offer.ts";
import { surveyAnswers } from "../../functions/engines/insights/survey-answers.ts";
import { requirements } from "../../functions/engines/prd/document/requirements.ts";
import { openedRequirements } from "../../functions/engines/prd/document/steps.ts";
import { newEndpoint, webhookEndpoints } from "../../functions/engines/webhooks/webhook-endpoint.ts";
import { conversationHolders } from "../../shared/contracts/conversation/conversation-holder.ts";
import { conversationKeys, conversationSummaries } from "../../shared/contracts/conversation/conversation-summary.ts";
import { requirementsDocuments } from "../../shared/contracts/lifecycle/requirements.ts";
import { madeOffers, wasOfferedSince } from "../../shared/contracts/offers.ts";
import type { ReadModel } from "../../shared/contracts/read-model.ts";
import { messageDeliveries, turnDeliveries } from "../../shared/contracts/sending/delivery-progress.ts";
import { hasStoredReceiver } from "../../shared/contracts/sending/webhook-receivers.ts";
import { endedSurveys, wasAskedSince } from "../../shared/contracts/surveys/asked-surveys.ts";
import { put } from "../../shared/platform/documents.ts";
import { openEmbedded } from "../../shared/platform/embedded/platform.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { indexedFields } from "../../shared/platform/query-shape.ts";
import { newOwned, type OwnedDocument } from "../../shared/runtime/owned-document.ts";
import { newTenant } from "./open-platform.ts";

/** A read model returns what the owner stored, and queries it by the owner's own indexes. */

let folder: string;
let platform: Platform;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "read-models-"));
  platform = openEmbedded({ dataDir: folder });
});
afterAll(async () => {
  await platform.close(5_000);
  await rm(folder, { recursive: true });
});

const delivery = { status: "sent" as const, providerMessageIds: ["p1"], errorCode: null };
const report = { messageId: "m1", status: "delivered" as const, errorCode: null, at: "2026-11-22T10:00:00.000Z" };

const conversation = aConversation({
  booking: { id: "b1", at: "2026-11-22T10:00:00.000Z" },
  recent: [aMessage({ id: "m1", role: "agent", delivery })],
});
const offer = newOffer({
  offerId: "o1",
  conversationId: "c1",
  customerId: "p1",
  channel: "whatsapp",
  productId: "thyroid",
  productName: "Thyroid profile",
  priceMinor: 54_900,
  currency: "INR",
  trigger: "post_booking",
  madeAt: "2026-11-22T10:00:00.000Z",
  expiresAt: "2026-11-29T10:00:00.000Z",
});
const survey = {
  surveyId: "s1",
  status: "completed" as const,
  trigger: "post_service",
  conversationId: "c1",
  customerId: "p1",
  channel: "whatsapp" as const,
  questions: [],
  answers: [],
  startedAt: "2026-11-22T10:00:00.000Z",
  endedAt: "2026-11-22T10:05:00.000Z",
};
const handoff = accept(
  newHandoff({
    id: "h1",
    type: "human_agent",
    department: null,
    skills: [],
    priority: "high",
    at: "2026-11-22T10:00:00.000Z",
  }),
  "meera",
  "2026-11-22T10:01:00.000Z",
);
const turn = {
  id: "t1",
  conversationId: "c1",
  index: 1,
  at: "2026-11-22T10:00:00.000Z",
  inbound: [],
  reply: null,
  by: null,
  more: [],
  origin: null,
  status: "active" as const,
  escalationReason: null,
  toolCalls: [],
  guardFindings: [],
  signals: {},
  config: { name: "default", version: 1 },
  usage: { model: "", served: "", inputTokens: 0, outputTokens: 0, modelCalls: 0, modelMs: 0 },
  durationMs: 0,
  deliveries: { p1: report },
};

interface Contract {
  readonly name: string;
  readonly owner: OwnedDocument<unknown>;
  readonly model: ReadModel<unknown>;
  readonly stored: unknown;
  readonly read: unknown;
}

/** Does not compile when the owner's state does not match the model. */
function contract<Read, State extends Read>(given: {
  readonly name: string;
  readonly owner: OwnedDocument<State>;
  readonly model: ReadModel<Read>;
  readonly stored: State;
  readonly read: Read;
}): Contract {
  return given as unknown as Contract;
}

const { id, channel, accountAddress, customer, config, status, lastInboundAt, booking, language, updatedAt } =
  conversation;

const prd = openedRequirements({
  requirementsId: "r1",
  title: "Front desk",
  researchId: null,
  language: "en",
  twoPeople: false,
  by: "asha",
  at: "2026-11-22T10:00:00.000Z",
});

const contracts: readonly Contract[] = [
  contract({
    name: "requirements documents",
    owner: requirements,
    model: requirementsDocuments,
    stored: prd,
    read: {
      id: "r1",
      researchId: null,
      language: "en",
      status: "draft",
      revision: prd.revision,
      items: prd.items,
      approved: null,
    },
  }),
  contract({
    name: "conversation summaries",
    owner: conversations,
    model: conversationSummaries,
    stored: conversation,
    read: { id, channel, accountAddress, customer, config, status, lastInboundAt, booking, language, updatedAt },
  }),
  contract({
    name: "the operator of a conversation",
    owner: conversations,
    model: conversationHolders,
    stored: { ...conversation, handoff },
    read: { handoff: { stage: "with_operator", assignedTo: "meera" } },
  }),
  contract({
    name: "sent messages of a conversation",
    owner: conversations,
    model: messageDeliveries,
    stored: conversation,
    read: { recent: [{ id: "m1", delivery }] },
  }),
  contract({
    name: "deliveries of a turn",
    owner: turns,
    model: turnDeliveries,
    stored: turn,
    read: { deliveries: { p1: report } },
  }),
  contract({
    name: "asked surveys",
    owner: surveyAnswers,
    model: endedSurveys,
    stored: survey,
    read: { customerId: "p1", trigger: "post_service", startedAt: "2026-11-22T10:00:00.000Z" },
  }),
  contract({
    name: "made offers",
    owner: offers,
    model: madeOffers,
    stored: offer,
    read: { customerId: "p1", madeAt: "2026-11-22T10:00:00.000Z" },
  }),
];

describe.each(contracts)("the read model of $name", ({ owner, model, stored, read }) => {
  it("returns exactly the fields it reads of the owner's document", async () => {
    const tenant = newTenant();
    await platform.documents.commit(tenant, [put(owner.collection, "d1", newOwned(stored))]);
    expect((await platform.documents.get(tenant, model, "d1"))?.data).toEqual({ state: read });
  });

  it("uses the owner's collection and indexes", () => {
    const { name, confidential, indexes, spread = [] } = owner.collection;
    expect(model).toMatchObject({ name, confidential });
    for (const index of model.indexes) expect(indexes).toContainEqual(index);
    const fields = indexedFields(model.indexes);
    expect(model.spread ?? []).toEqual(spread.filter((field) => fields.includes(field)));
  });
});

describe("queries of other engines' documents", () => {
  it("find all conversations of a customer, newest first", async () => {
    const tenant = newTenant();
    const stored = [
      aConversation({ id: "older", updatedAt: "2026-11-22T09:00:00.000Z" }),
      aConversation({ id: "newer", updatedAt: "2026-11-22T10:00:00.000Z" }),
      aConversation({ id: "of another", customer: { ...customer, id: "p2" } }),
    ];
    await platform.documents.commit(
      tenant,
      stored.map((each) => put(conversations.collection, each.id, newOwned(each))),
    );
    const found: string[] = [];
    for await (const summary of conversationKeys(platform.documents, tenant, "p1")) found.push(summary.id);
    expect(found).toEqual(["newer", "older"]);
  });

  it("find a survey that a customer was asked since a time", async () => {
    const tenant = newTenant();
    await platform.documents.commit(tenant, [put(surveyAnswers.collection, "s1", newOwned(survey))]);
    const asked = (trigger: string, since: string) =>
      wasAskedSince(platform.documents, tenant, { customerId: "p1", trigger, since: new Date(since) });
    expect(await asked("post_service", "2026-11-22T09:00:00.000Z")).toBe(true);
    expect(await asked("post_service", "2026-11-22T11:00:00.000Z")).toBe(false);
    expect(await asked("post_booking", "2026-11-22T09:00:00.000Z")).toBe(false);
  });

  it("find an offer that a customer was made since a time", async () => {
    const tenant = newTenant();
    await platform.documents.commit(tenant, [put(offers.collection, "o1", newOwned(offer))]);
    const offered = (customerId: string, since: string) =>
      wasOfferedSince(platform.documents, tenant, { customerId, since: new Date(since) });
    expect(await offered("p1", "2026-11-22T09:00:00.000Z")).toBe(true);
    expect(await offered("p1", "2026-11-22T11:00:00.000Z")).toBe(false);
    expect(await offered("p2", "2026-11-22T09:00:00.000Z")).toBe(false);
  });

  it("find a tenant's own webhook endpoint", async () => {
    const [tenant, other] = [newTenant(), newTenant()];
    const settings = { url: "https://crm.example/hook", description: null, events: [], channels: null };
    const endpoint = newEndpoint(
      { id: "crm", ...settings, integration: null, secretName: null },
      "2026-11-22T10:00:00.000Z",
    );
    await platform.documents.commit(tenant, [put(webhookEndpoints, "crm", endpoint)]);
    expect(await hasStoredReceiver(platform.documents, tenant)).toBe(true);
    expect(await hasStoredReceiver(platform.documents, other)).toBe(false);
  });
});
