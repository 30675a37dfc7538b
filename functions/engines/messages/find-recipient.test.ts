import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { conversationIdOf } from "../../../shared/channels/addresses/recipient.ts";
import { minimalConfig } from "../../../shared/config/minimal-config.fixture.ts";
import {
  type ConversationSummary,
  conversationSummaries,
} from "../../../shared/contracts/conversation/conversation-summary.ts";
import { type Customer, customers, newCustomer } from "../../../shared/customers/customer.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { put } from "../../../shared/platform/documents.ts";
import { openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { newOwned } from "../../../shared/runtime/owned-document.ts";
import { findRecipient, type Reference } from "./find-recipient.ts";

const config = minimalConfig(`
  channels:
    input:
      - { type: sms, config: { phone_number: "+15550100012" } }
      - { type: email, config: { address: "shop@cycles.example" } }
`);
const now = new Date("2026-11-22T10:00:00.000Z");
const at = now.toISOString();
const phone = "+919812345678";

let folder = "";
let platform: Platform;
let tenants = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "find-recipient-"));
  platform = openEmbedded({ dataDir: folder, now: () => now });
});
afterAll(async () => {
  await platform.close(5_000);
  await rm(folder, { recursive: true });
});

function newShop() {
  tenants += 1;
  const tenantId = TenantId.parse(`shop_${tenants}`);
  const { documents } = platform;
  return {
    async conversation(over: Partial<ConversationSummary> = {}) {
      const state: ConversationSummary = {
        id: "c1",
        channel: "whatsapp",
        accountAddress: "+15550100019",
        status: "active",
        language: "en",
        customer: { id: "p1", address: phone, name: "Asha" },
        config: { name: "main", version: 1 },
        lastInboundAt: at,
        updatedAt: at,
        booking: null,
        ...over,
      };
      await documents.commit(tenantId, [put(conversationSummaries, state.id, newOwned(state))]);
    },
    async customer(over: Partial<Customer> = {}) {
      const state = { ...newCustomer("p1", at), name: "Asha", ...over };
      await documents.commit(tenantId, [put(customers.collection, state.id, newOwned(state))]);
    },
    idOf: async (channel: "sms", address: string) => conversationIdOf(await documents.ids(tenantId), channel, address),
    find: (to: Reference) => findRecipient({ documents, tenantId, config, now }, to),
    async refusal(to: Reference) {
      try {
        return await findRecipient({ documents, tenantId, config, now }, to);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        return `${error.status} ${error.code}`;
      }
    },
  };
}

describe("a message to an address", () => {
  it("opens a conversation from the tenant's account, however the number is written", async () => {
    const shop = newShop();
    const found = await shop.find({ channel: "sms", address: "+91 98123-45678" });
    expect(found).toEqual({
      conversationId: await shop.idOf("sms", phone),
      recipient: { channel: "sms", accountAddress: "+15550100012", address: phone, name: null },
    });
  });

  it("continues the conversation with it, on the account that the customer wrote to", async () => {
    const shop = newShop();
    const id = await shop.idOf("sms", phone);
    await shop.conversation({ id, channel: "sms", accountAddress: "+15550100077" });
    expect(await shop.find({ channel: "sms", address: phone })).toMatchObject({
      conversationId: id,
      recipient: { accountAddress: "+15550100077", name: "Asha" },
      conversation: { id, config: { name: "main" } },
    });
  });

  it.each<[Reference, string]>([
    [{ channel: "sms", address: "call me" }, "422 phone-invalid"],
    [{ channel: "email", address: "asha@" }, "422 email-invalid"],
    [{ channel: "whatsapp", address: phone }, "422 channel-not-connected"],
    [{ channel: "voice", address: phone }, "422 channel-not-connected"],
    [{ channel: "instagram", address: "17841400000000001" }, "404 conversation-not-found"],
    [{ channel: "web_chat", address: "somebody" }, "404 conversation-not-found"],
  ])("is refused: %j", async (to, refusal) => {
    expect(await newShop().refusal(to)).toBe(refusal);
  });
});

describe("a message in a conversation", () => {
  it("goes to its customer", async () => {
    const shop = newShop();
    await shop.conversation();
    const recipient = { channel: "whatsapp", accountAddress: "+15550100019", address: phone, name: "Asha" };
    expect(await shop.find({ conversation_id: "c1" })).toMatchObject({ conversationId: "c1", recipient });
  });

  it("is refused where nothing proves the address, where it is spoken, and where it is another tenant's", async () => {
    const [shop, other] = [newShop(), newShop()];
    const customer = { id: "p1", address: "asha@mail.example", name: null, claim: "unproven asha@mail.example" };
    await shop.conversation({ id: "claimed", channel: "email", customer });
    await shop.conversation({ id: "spoken", channel: "web_voice" });
    await shop.conversation();
    expect(await shop.refusal({ conversation_id: "claimed" })).toBe("422 address-unproven");
    expect(await shop.refusal({ conversation_id: "spoken" })).toBe("422 channel-not-connected");
    expect(await other.refusal({ conversation_id: "c1" })).toBe("404 conversation-not-found");
  });
});

describe("a message to a customer", () => {
  it("goes where they were last in contact in writing, also under an id that they had before", async () => {
    const shop = newShop();
    await shop.customer({ mergedFrom: ["p0"] });
    await shop.conversation({ id: "older", updatedAt: "2026-11-20T10:00:00.000Z" });
    const before = { id: "p0", address: "+15550100055", name: null };
    await shop.conversation({ id: "newer", channel: "sms", customer: before, updatedAt: "2026-11-21T10:00:00.000Z" });
    await shop.conversation({ id: "spoken", channel: "voice" });
    expect(await shop.find({ customer_id: "p1" })).toMatchObject({ conversationId: "newer" });
    expect(await shop.find({ customer_id: "p1", channel: "whatsapp" })).toMatchObject({ conversationId: "older" });
  });

  it("starts a conversation at an address that they have proven to own, and at no other", async () => {
    const shop = newShop();
    await shop.customer({
      identities: [
        { kind: "phone", value: phone, verified: true, at },
        { kind: "phone", value: "+15550100099", verified: false, at },
        { kind: "email", value: "asha@mail.example", verified: false, at },
      ],
    });
    const recipient = { channel: "sms", accountAddress: "+15550100012", address: phone, name: "Asha" };
    expect(await shop.find({ customer_id: "p1" })).toMatchObject({ recipient });
    expect(await shop.find({ customer_id: "p1", channel: "sms" })).toMatchObject({ recipient });
    expect(await shop.refusal({ customer_id: "p1", channel: "email" })).toBe("422 address-unproven");
  });

  it("does not go to a conversation in which somebody only says to be them", async () => {
    const shop = newShop();
    await shop.customer();
    const customer = { id: "p1", address: "asha@mail.example", name: null, claim: "unproven asha@mail.example" };
    await shop.conversation({ channel: "email", customer });
    expect(await shop.refusal({ customer_id: "p1" })).toBe("422 address-unknown");
  });

  it("is refused for a customer of nobody's, or of another tenant's", async () => {
    const [shop, other] = [newShop(), newShop()];
    await shop.customer();
    expect(await shop.refusal({ customer_id: "p1" })).toBe("422 address-unknown");
    expect(await other.refusal({ customer_id: "p1" })).toBe("404 customer-not-found");
  });
});
