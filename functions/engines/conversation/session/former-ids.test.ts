import { conversationIdOf } from "../../../../shared/channels/addresses/recipient.ts";
import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { customers, newCustomer } from "../../../../shared/customers/customer.ts";
import { customerIdOf, identityOf } from "../../../../shared/customers/identity.ts";
import { readOwner } from "../../../../shared/customers/store.ts";
import { messageReceived } from "../../../../shared/events/index.ts";
import { put } from "../../../../shared/platform/documents.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import { hashId, keyedIds } from "../../../../shared/platform/tenant-ids.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import { conversations } from "../conversations.ts";
import { requireConversation } from "../require-conversation.ts";
import { aConversation, aMessage, anOutcome } from "../testing/fixtures.ts";
import { dependenciesWith } from "../testing/given.ts";
import { turnStep } from "../turn/turn.ts";

const address = "+919812345678";
/** As a release without keys derived them. */
const formerConversation = hashId(["conversation", tenantId, "whatsapp", address]);
const formerCustomer = hashId(["customer", tenantId, "phone", address]);
const ids = keyedIds(tenantId, Buffer.alloc(32, 9), true);
const now = new Date();

let platform: Platform;
let close: () => Promise<void>;
beforeEach(async () => {
  const opened = openTestPlatform();
  ({ close } = opened);
  platform = { ...opened.platform, documents: { ...opened.platform.documents, ids: async () => ids } };
  const conversation = aConversation({
    id: formerConversation,
    channel: "whatsapp",
    accountAddress: "+14155238886",
    customer: { id: formerCustomer, address, name: "Asha" },
    recent: [aMessage({ text: "My order is number 4711." })],
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  });
  const customer = { ...newCustomer(formerCustomer, now.toISOString()), name: "Asha", optOuts: { sms: "2026-11-01" } };
  await platform.documents.commit(tenantId, [
    put(conversations.collection, formerConversation, newOwned(conversation)),
    put(customers.collection, formerCustomer, newOwned(customer)),
  ]);
});
afterEach(() => close());

const owner = () => readOwner(platform.documents, { tenantId, ...identityOf("whatsapp", address), now });

it("a record under an id without the tenant's key is the customer's still", async () => {
  expect((await owner()).state).toMatchObject({
    id: customerIdOf(ids, "whatsapp", address),
    name: "Asha",
    optOuts: { sms: "2026-11-01" },
  });
});

it("a conversation under such an id goes on under the new one, and the old one is gone", async () => {
  const conversationId = conversationIdOf(ids, "whatsapp", address);
  const config = minimalConfig();
  const step = turnStep({
    ...dependenciesWith(config, { outcome: anOutcome({ status: "reply", text: "It is on its way." }) }),
    platform,
  });
  const said = { text: "Where is it?", attachments: [], choiceId: null, thread: null, configName: null };
  const from = { channel: "whatsapp" as const, accountAddress: "+14155238886", customerAddress: address };
  await runnerWith(platform).run(step, {
    id: "e1",
    type: messageReceived.type,
    tenantId,
    key: conversationId,
    causationId: null,
    occurredAt: now.toISOString(),
    data: { ...from, ...said, customerName: "Asha", conversationId, messageId: "m1" },
  });
  const moved = await platform.documents.get(tenantId, conversations.collection, conversationId);
  expect(moved?.data.state.recent.map(({ text }) => text)).toContain("My order is number 4711.");
  expect(moved?.data.state.customer.id).toBe(customerIdOf(ids, "whatsapp", address));
  expect(await platform.documents.get(tenantId, conversations.collection, formerConversation)).toBeUndefined();
  // Who stored the old id, such as a page that is open, finds it by that.
  expect((await requireConversation(platform.documents, tenantId, formerConversation)).id).toBe(conversationId);
});
