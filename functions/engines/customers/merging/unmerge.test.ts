import { messageAuthors } from "../../../../shared/contracts/conversation/conversation-messages.ts";
import { type Customer, customers, newCustomer } from "../../../../shared/customers/customer.ts";
import { customerIdOf } from "../../../../shared/customers/identity.ts";
import { readCustomer, writeCustomer } from "../../../../shared/customers/store.ts";
import {
  type CustomerDataCollected,
  customerDataCollected,
  customerEraseDue,
} from "../../../../shared/events/index.ts";
import { put } from "../../../../shared/platform/documents.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import { testIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import { personalCollections } from "../../../app/collections/personal-collections.ts";
import { customersEngine } from "../index.ts";
import { collectStep } from "../rights/collect.ts";
import { eraseStep } from "../rights/erase.ts";
import type { Erasure } from "../rights/erasure.ts";
import { exportOf } from "../rights/export.ts";
import { merges } from "./merge.ts";
import { undoMerge } from "./unmerge.ts";

const phone = "+4915112345678";
const phoneId = customerIdOf(testIds(tenantId), "whatsapp", phone);
const sessionId = customerIdOf(testIds(tenantId), "web_chat", "tab-1");
const now = new Date("2026-11-22T10:00:00.000Z");

let platform: Platform;
let close: () => Promise<void>;
let events = 0;
beforeEach(() => {
  ({ platform, close } = openTestPlatform(() => now));
});
afterEach(() => close());

async function tell(
  from: Pick<CustomerDataCollected, "channel" | "address">,
  fields: Readonly<Record<string, string>>,
  proven: CustomerDataCollected["proven"] = [],
): Promise<void> {
  events += 1;
  const at = new Date(now.getTime() + events * 1_000).toISOString();
  const values = Object.entries(fields).map(([id, value]) => [id, { value, messageId: `m${events}`, confirmed: true }]);
  const data = {
    personId: "",
    conversationId: "c1",
    ...from,
    identities: proven,
    proven,
    movedTo: null,
    consents: [],
    at,
    fields: Object.fromEntries(values),
  };
  const base = { type: customerDataCollected.type, tenantId, causationId: null, occurredAt: at };
  const told = await runnerWith(platform).run(collectStep({ platform }), { ...base, id: `e${events}`, key: "k", data });
  if (!told?.mergedInto) return;
  events += 1;
  const moved = { ...data, movedTo: told.mergedInto };
  await runnerWith(platform).run(collectStep({ platform }), { ...base, id: `e${events}`, key: "k", data: moved });
}

const whatsapp = { channel: "whatsapp", address: phone } as const;
const webChat = { channel: "web_chat", address: "tab-1" } as const;
const proof = [{ kind: "phone", value: phone }] as const;

async function unmerge(id: string) {
  const undoing = await undoMerge(platform.documents, { tenantId, id, now });
  await platform.documents.commit(tenantId, undoing.writes);
  return undoing;
}

async function customer(id: string): Promise<Customer> {
  return (await readCustomer(platform.documents, tenantId, id, now)).state;
}

async function optOut(id: string, channel: "whatsapp" | "web_chat", at: string): Promise<void> {
  const known = await readCustomer(platform.documents, tenantId, id, now);
  await platform.documents.commit(tenantId, [
    ...writeCustomer(known, { ...known.state, optOuts: { ...known.state.optOuts, [channel]: at } }),
  ]);
}

/** Everything but when it was last written. */
const withoutTime = ({ updatedAt: _, ...rest }: Customer) => rest;

describe("a merge that is undone", () => {
  it("gives both what they had, and each what they told since", async () => {
    await tell(whatsapp, { name: "Lena", city: "Bonn" });
    await tell(webChat, { name: "Otto", colour: "red" });
    await optOut(phoneId, "whatsapp", "2026-11-22T11:00:00.000Z");
    const [lena, otto] = [await customer(phoneId), await customer(sessionId)];
    await tell(webChat, { colour: "blue" }, [...proof]);
    expect((await customer(sessionId)).id).toBe(phoneId);
    await tell(webChat, { size: "44" });
    await tell(whatsapp, { city: "Köln" });

    await unmerge(sessionId);
    const separated = await customer(sessionId);
    expect(separated).toMatchObject({ id: sessionId, name: "Otto", mergedInto: null, mergedFrom: [] });
    expect(Object.keys(separated.fields).sort()).toEqual(["colour", "name", "size"]);
    expect(separated.fields.colour?.value).toBe("blue");
    expect(separated.identities).toEqual(otto.identities);
    expect(separated.optOuts).toEqual({});
    const remaining = await customer(phoneId);
    expect(remaining.fields.city?.value).toBe("Köln");
    expect(Object.keys(remaining.fields).sort()).toEqual(["city", "name"]);
    expect(remaining).toMatchObject({ name: "Lena", mergedFrom: [], optOuts: lena.optOuts });
    expect(remaining.identities.map(({ value }) => value)).toEqual([phone]);
  });

  it("leaves no journal, and what is told later stays apart", async () => {
    await tell(whatsapp, { name: "Lena" });
    await tell(webChat, { name: "Otto" }, [...proof]);
    expect((await platform.documents.query(tenantId, merges, { limit: 10 })).items).toHaveLength(1);
    await unmerge(phoneId);
    expect((await platform.documents.query(tenantId, merges, { limit: 10 })).items).toEqual([]);
    const lena = await customer(phoneId);
    await tell(webChat, { phone });
    expect(withoutTime(await customer(phoneId))).toEqual(withoutTime(lena));
    expect((await customer(sessionId)).fields.phone?.value).toBe(phone);
  });

  it("has a journal that is exported once and found by the erasing", async () => {
    await tell(whatsapp, { name: "Lena" });
    await tell(webChat, { name: "Otto" }, [...proof]);
    const personal = await personalCollections([customersEngine]);
    const wanted = { customerId: sessionId, personal };
    const held = (await exportOf(platform, tenantId, wanted)).data;
    expect(held["customer-merges"]).toHaveLength(1);
    const erase = eraseStep({ platform, personal: async () => personal });
    let erasure: Erasure | undefined;
    for (let round = 1; erasure?.status !== "done"; round += 1) {
      const data = { customerId: sessionId, requestedBy: "test", round };
      const base = {
        type: customerEraseDue.type,
        tenantId,
        key: "k",
        causationId: null,
        occurredAt: now.toISOString(),
      };
      erasure = await runnerWith(platform).run(erase, { ...base, id: `erase-${round}`, data });
    }
    expect((await platform.documents.query(tenantId, merges, { limit: 10 })).items).toEqual([]);
    expect((await customer(phoneId)).name).toBeNull();
  });

  it("keeps an opt-out of unknown origin for both", async () => {
    await tell(webChat, {}, [...proof]);
    await optOut(phoneId, "whatsapp", "2026-11-23T10:00:00.000Z");
    await unmerge(sessionId);
    expect((await customer(sessionId)).optOuts).toEqual({ whatsapp: "2026-11-23T10:00:00.000Z" });
    expect((await customer(phoneId)).optOuts).toEqual({ whatsapp: "2026-11-23T10:00:00.000Z" });
  });

  it("is undone from the newest on", async () => {
    const mail = { channel: "email", address: "lena@example.com" } as const;
    await tell(mail, { name: "Lena" });
    await tell(webChat, { colour: "red" }, [{ kind: "email", value: mail.address }]);
    await tell(mail, {}, [...proof]);
    await expect(unmerge(sessionId)).rejects.toMatchObject({ code: "merged-further" });
    await unmerge(customerIdOf(testIds(tenantId), "email", mail.address));
    await unmerge(sessionId);
    expect((await customer(sessionId)).fields).toMatchObject({ colour: { value: "red" } });
    expect(Object.keys((await customer(customerIdOf(testIds(tenantId), "email", mail.address))).fields)).toEqual([
      "name",
    ]);
  });

  it("is refused where there is none, and where there are several to choose from", async () => {
    await expect(unmerge("nobody")).rejects.toMatchObject({ code: "customer-not-found" });
    await tell(whatsapp, { name: "Lena" });
    await expect(unmerge(phoneId)).rejects.toMatchObject({ code: "customer-not-merged" });
    await tell(webChat, {}, [...proof]);
    await tell({ channel: "web_chat", address: "tab-2" }, {}, [...proof]);
    await expect(unmerge(phoneId)).rejects.toMatchObject({ code: "several-merges" });
  });

  it("of a release without a journal parts addresses and opt-outs, and names the fields that stay", async () => {
    const field = { messageId: "old", confirmed: true, vouched: true, at: "2026-11-01T10:00:00.000Z" };
    const own = { verified: true, at: "2026-11-01T10:00:00.000Z" };
    const absorbed = customerIdOf(testIds(tenantId), "email", "lena@example.com");
    const into: Customer = {
      ...newCustomer(phoneId, own.at),
      mergedFrom: [absorbed],
      fields: { city: { ...field, value: "Bonn" } },
      identities: [
        { kind: "phone", value: phone, ...own },
        { kind: "email", value: "lena@example.com", ...own },
      ],
      optOuts: { email: own.at },
    };
    const from: Customer = { ...newCustomer(absorbed, own.at), mergedInto: phoneId };
    await platform.documents.commit(
      tenantId,
      [into, from].map((each) => put(customers.collection, each.id, newOwned(each))),
    );
    const { unclear } = await unmerge(absorbed);
    expect(unclear).toEqual(["city"]);
    expect(await customer(absorbed)).toMatchObject({
      mergedInto: null,
      identities: [{ value: "lena@example.com", verified: true }],
      optOuts: { email: own.at },
    });
    expect(await customer(phoneId)).toMatchObject({ mergedFrom: [], identities: [{ value: phone }] });
  });

  it("of a release without a journal parts fields by who wrote the message they were read from", async () => {
    const field = { confirmed: true, vouched: false, at: "2026-11-01T10:00:00.000Z" };
    const into: Customer = {
      ...newCustomer(phoneId, field.at),
      name: "Otto",
      mergedFrom: [sessionId],
      fields: {
        name: { ...field, value: "Otto", messageId: "by-otto" },
        city: { ...field, value: "Bonn", messageId: "by-lena" },
        tier: { ...field, value: "gold", messageId: null },
      },
    };
    const from: Customer = { ...newCustomer(sessionId, field.at), mergedInto: phoneId };
    // An older release stored the visitor's conversation under the id of the number that the visitor named.
    const conversation = (channel: "web_chat" | "whatsapp", address: string, messageId: string) => {
      const recent = [{ id: messageId, role: "customer" }];
      const state = {
        id: `chat-${address}`,
        channel,
        accountAddress: null,
        lastInboundAt: null,
        status: "active",
        language: "en",
        customer: { id: phoneId, address, name: null },
        recent,
        updatedAt: field.at,
        config: { name: "main", version: 1 },
      };
      return put(messageAuthors, state.id, { state });
    };
    await platform.documents.commit(tenantId, [
      ...[into, from].map((each) => put(customers.collection, each.id, newOwned(each))),
      conversation("web_chat", "tab-1", "by-otto"),
      conversation("whatsapp", phone, "by-lena"),
    ]);
    const { unclear, strayIds } = await unmerge(sessionId);
    expect([unclear, strayIds]).toEqual([["city", "tier"], ["chat-tab-1"]]);
    expect(await customer(sessionId)).toMatchObject({ name: "Otto", fields: { name: { value: "Otto" } } });
    const remaining = await customer(phoneId);
    expect([remaining.name, Object.keys(remaining.fields).sort()]).toEqual([null, ["city", "tier"]]);
  });
});
