import { conversationIdOf } from "../../../../shared/channels/addresses/recipient.ts";
import { customers } from "../../../../shared/customers/customer.ts";
import { customerIdOf } from "../../../../shared/customers/identity.ts";
import { personalCollection } from "../../../../shared/customers/personal.ts";
import { readOwner, writeCustomer } from "../../../../shared/customers/store.ts";
import {
  customerNumberChanged,
  type EventType,
  marketingPreferenceReported,
  personalDataMoved,
} from "../../../../shared/events/index.ts";
import { put } from "../../../../shared/platform/documents.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import { testIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import type { AnyStep } from "../../../../shared/runtime/step.ts";
import { conversations } from "../../conversation/conversations.ts";
import { followNumberStep as moveConversationStep } from "../../conversation/session/follow-number.ts";
import { aConversation } from "../../conversation/testing/fixtures.ts";
import { newTurn, turns } from "../../conversation/turn-record.ts";
import { takePreferenceStep } from "../take-preference.ts";
import { followNumberStep } from "./follow-number.ts";
import { moveDataStep } from "./move-data.ts";

const now = new Date("2026-11-22T10:00:00.000Z");
const [oldNumber, newNumber] = ["+4915110000001", "+4915110000002"];

let platform: Platform;
let close: () => Promise<void>;
beforeEach(() => {
  ({ platform, close } = openTestPlatform(() => now));
});
afterEach(() => close());

let events = 0;
async function deliver<T>(step: unknown, on: EventType<T>, data: T, id?: string): Promise<void> {
  events += 1;
  const common = { type: on.type, tenantId, key: "k", causationId: null, occurredAt: now.toISOString() };
  const envelope = { ...common, id: id ?? `e${events}`, data };
  expect(await runnerWith(platform).handle(step as AnyStep, { envelope, attempt: 1 })).toEqual({ type: "done" });
}
const owner = async (value: string) =>
  (await readOwner(platform.documents, { tenantId, kind: "phone", value, now })).state;
const stored = (id: string) => platform.documents.get(tenantId, customers.collection, id);

async function known(address: string, over: object): Promise<void> {
  const customer = await readOwner(platform.documents, { tenantId, kind: "phone", value: address, now });
  await platform.documents.commit(tenantId, writeCustomer(customer, { ...customer.state, ...over }));
}
const change = (at = "2026-11-22T10:00:00.000Z") =>
  ({ channel: "whatsapp", accountAddress: "+1", from: oldNumber, to: newNumber, at }) as const;
const consent = { purpose: "marketing", channel: "whatsapp", granted: false, wording: "STOP", at: "2026-11-20" };
const person = {
  name: "Greta",
  identities: [{ kind: "phone", value: oldNumber, verified: true, at: "2026-11-01" }],
  consents: [consent],
  optOuts: { whatsapp: "2026-11-20", sms: "2026-11-19" },
  createdAt: "2026-11-01T00:00:00.000Z",
};

describe("a changed number", () => {
  it("takes the record along, and the old number's next owner starts anew", async () => {
    await known(oldNumber, person);
    await deliver(followNumberStep({ platform }), customerNumberChanged, change(), "n1");
    await deliver(followNumberStep({ platform }), customerNumberChanged, change(), "n1");
    expect(await owner(newNumber)).toMatchObject({
      name: "Greta",
      consents: [consent],
      optOuts: person.optOuts,
      mergedFrom: [],
      identities: [{ kind: "phone", value: newNumber, verified: true }],
    });
    // Who reads SMS at the old number now is unknown, so its STOP stays.
    const { name, identities, consents, optOuts, mergedInto } = await owner(oldNumber);
    expect({ name, identities, consents, optOuts, mergedInto }).toEqual({
      name: null,
      identities: [],
      consents: [],
      mergedInto: null,
      optOuts: { sms: "2026-11-19" },
    });
  });

  it("joins what is known of the new number, and keeps an opt-out of either", async () => {
    await known(oldNumber, { ...person, optOuts: {} });
    await known(newNumber, { optOuts: { whatsapp: "2026-11-21" }, createdAt: "2026-11-10T00:00:00.000Z" });
    await deliver(followNumberStep({ platform }), customerNumberChanged, change());
    expect(await owner(newNumber)).toMatchObject({ name: "Greta", optOuts: { whatsapp: "2026-11-21" } });
  });

  it("reported late takes nothing from the next owner", async () => {
    await known(oldNumber, { ...person, createdAt: "2026-11-22T09:00:00.000Z" });
    await deliver(followNumberStep({ platform }), customerNumberChanged, change("2026-11-20T10:00:00.000Z"));
    expect((await owner(oldNumber)).name).toBe("Greta");
    expect(await stored(customerIdOf(testIds(tenantId), "whatsapp", newNumber))).toBeUndefined();
  });

  it("moves the conversation and its turns", async () => {
    const at = (address: string) => conversationIdOf(testIds(tenantId), "whatsapp", address);
    const customer = { id: customerIdOf(testIds(tenantId), "whatsapp", oldNumber), address: oldNumber, name: "Greta" };
    const optOut = { at: "2026-11-20T00:00:00.000Z", turnId: "t0", saidAt: null };
    const conversation = aConversation({ id: at(oldNumber), customer, optOut });
    const records = Array.from({ length: 3 }, (_, index) => ({
      ...newTurn({ ...conversation, turnCount: index }, { turnId: `t${index}`, inbound: [], at: now.toISOString() }),
    }));
    await platform.documents.commit(tenantId, [
      put(conversations.collection, conversation.id, newOwned(conversation)),
      ...records.map((record, index) => put(turns.collection, `t${index}`, newOwned(record))),
    ]);
    await deliver(moveConversationStep({ platform }), customerNumberChanged, change());
    expect(await platform.documents.get(tenantId, conversations.collection, at(oldNumber))).toBeUndefined();
    const there = await platform.documents.get(tenantId, conversations.collection, at(newNumber));
    expect(there?.data.state).toMatchObject({ id: at(newNumber), customer: { address: newNumber }, optOut });

    const move = {
      channel: "whatsapp" as const,
      from: { conversationId: at(oldNumber), customerId: customer.id, address: oldNumber },
      to: { conversationId: at(newNumber), customerId: "new", address: newNumber },
      ofCustomer: true,
    };
    const personal = async () =>
      [personalCollection(turns.collection), personalCollection(conversations.collection)].flatMap(
        (each) => each ?? [],
      );
    for (const round of [1, 1, 2])
      await deliver(moveDataStep({ platform, personal }), personalDataMoved, { ...move, round });
    for (let index = 0; index < 3; index += 1)
      expect((await platform.documents.get(tenantId, turns.collection, `t${index}`))?.data.state.conversationId).toBe(
        at(newNumber),
      );
  });
});

describe("a preference at WhatsApp", () => {
  const preference = (granted: boolean, at: string) =>
    ({ channel: "whatsapp", address: "+5511987650001", name: "Rui", granted, wording: "as Meta says", at }) as const;

  it("is recorded of somebody who never wrote, once, and an older report changes nothing", async () => {
    const step = takePreferenceStep({ platform });
    await deliver(step, marketingPreferenceReported, preference(false, "2026-11-22T08:00:00.000Z"));
    await deliver(step, marketingPreferenceReported, preference(false, "2026-11-22T08:00:01.000Z"));
    await deliver(step, marketingPreferenceReported, preference(true, "2026-11-22T07:00:00.000Z"));
    const { name, consents, optOuts } = await owner("+5511987650001");
    expect({ name, consents: consents.map(({ granted }) => granted), optOuts }).toEqual({
      name: "Rui",
      consents: [false],
      optOuts: {},
    });
    await deliver(step, marketingPreferenceReported, preference(true, "2026-11-22T09:00:00.000Z"));
    expect((await owner("+5511987650001")).consents.at(-1)?.granted).toBe(true);
  });

  it("reaches the one person of both spellings, whose earlier record is joined", async () => {
    const earlier = testIds(tenantId).of("customer", tenantId, "phone", "+551187650001");
    const old = { ...(await owner("+5511987650001")), id: earlier, optOuts: { whatsapp: "2026-10-01" } };
    await platform.documents.commit(tenantId, [put(customers.collection, earlier, newOwned(old))]);
    expect((await owner("+551187650001")).optOuts).toEqual({ whatsapp: "2026-10-01" });
    const step = takePreferenceStep({ platform });
    await deliver(step, marketingPreferenceReported, preference(false, "2026-11-22T08:00:00.000Z"));
    const id = customerIdOf(testIds(tenantId), "whatsapp", "+551187650001");
    expect((await stored(id))?.data.state).toMatchObject({
      optOuts: { whatsapp: "2026-10-01" },
      mergedFrom: [earlier],
    });
    expect((await stored(earlier))?.data.state).toMatchObject({ mergedInto: id, optOuts: {} });
  });
});
