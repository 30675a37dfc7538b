import { type Customer, customers, newCustomer } from "../../../../shared/customers/customer.ts";
import { customerIdOf, customerIdOfIdentity } from "../../../../shared/customers/identity.ts";
import { readCustomer } from "../../../../shared/customers/store.ts";
import { put } from "../../../../shared/platform/documents.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import { testIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { openTestPlatform, tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import { auditEntries } from "../../../../shared/security/audit.ts";
import { mergeCustomers, refuseMerge } from "./merge-customers.ts";
import { mergeProposals } from "./merge-proposals.ts";
import { undoMerge } from "./unmerge.ts";

const phone = "+919812345678";
const mail = "lena@example.com";
const ids = testIds(tenantId);
const phoneId = customerIdOf(ids, "whatsapp", phone);
const tabId = customerIdOf(ids, "web_chat", "tab-1");
const now = new Date("2026-11-22T10:00:00.000Z");
const at = now.toISOString();

let platform: Platform;
let close: () => Promise<void>;
beforeEach(() => {
  ({ platform, close } = openTestPlatform());
});
afterEach(() => close());

const told = (value: string) => ({ value, messageId: null, confirmed: true, vouched: false, at });

/** Somebody who writes from a number. */
const owner = (more: Partial<Customer> = {}): Customer => ({
  ...newCustomer(phoneId, at),
  name: "Lena Weiss",
  identities: [{ kind: "phone", value: phone, verified: true, at }],
  fields: { name: told("Lena Weiss"), birth_date: told("1990-02-01") },
  ...more,
});

/** A visitor of a web page who says that a number is theirs. */
const visitor = (more: Partial<Customer> = {}): Customer => ({
  ...newCustomer(tabId, at),
  name: "lena  weiss",
  identities: [{ kind: "phone", value: phone, verified: false, at }],
  claims: { phone: customerIdOfIdentity(ids, "phone", phone), email: null },
  fields: { name: told("lena  weiss"), birth_date: told("1991-02-01"), city: told("Bonn") },
  ...more,
});

async function store(...records: readonly Customer[]): Promise<void> {
  await platform.documents.commit(
    tenantId,
    records.map((each) => put(customers.collection, each.id, newOwned(each))),
  );
}

const read = async (id: string) => (await readCustomer(platform.documents, tenantId, id, now)).state;
const proposalsOf = async (id: string) =>
  mergeProposals({ documents: platform.documents, tenantId, now }, await read(id));
const pair = (customerId: string, otherId: string) => ({
  documents: platform.documents,
  tenantId,
  by: "person:asha",
  customerId,
  otherId,
  now: () => now,
});

it("proposes who claims an address and who has it to each other, with what speaks for it and against it", async () => {
  await store(owner(), visitor());
  expect(await proposalsOf(tabId)).toMatchObject([
    {
      other: { id: phoneId },
      reasons: [
        { kind: "claims-address", by: "this", address: phone },
        { kind: "same-field", field: "name", value: "lena  weiss" },
      ],
      differing: ["birth_date"],
    },
  ]);
  expect(await proposalsOf(phoneId)).toMatchObject([
    { other: { id: tabId }, reasons: [{ kind: "claims-address", by: "other" }, { field: "name" }] },
  ]);
});

it("proposes two who claim the same address, and nobody for a common name alone", async () => {
  const mails = { phone: null, email: customerIdOfIdentity(ids, "email", mail) };
  const claim = { kind: "email", value: mail, verified: false, at } as const;
  const other = customerIdOf(ids, "web_chat", "tab-2");
  await store(
    visitor({ identities: [claim], claims: mails }),
    visitor({ id: other, identities: [claim], claims: mails }),
    owner(),
  );
  const found = await proposalsOf(tabId);
  expect(found).toMatchObject([{ other: { id: other }, reasons: [{ kind: "same-claim", address: mail }, {}, {}, {}] }]);
});

it("makes one of two, keeps the better address, and can be undone", async () => {
  await store(owner(), visitor());
  const merged = await mergeCustomers(pair(tabId, phoneId));
  expect(merged).toMatchObject({ id: phoneId, mergedFrom: [tabId], claims: { phone: null } });
  expect(merged.identities).toMatchObject([{ kind: "phone", value: phone, verified: true }]);
  expect(merged.fields.city?.value).toBe("Bonn");
  expect((await read(tabId)).id).toBe(phoneId);
  expect(await proposalsOf(phoneId)).toEqual([]);
  expect((await mergeCustomers(pair(phoneId, tabId))).id).toBe(phoneId);
  const { items } = await platform.documents.query(tenantId, auditEntries, { limit: 10 });
  expect(items.map(({ data }) => [data.action, data.actor, data.target, data.detail])).toEqual([
    ["customer-merged", "person:asha", phoneId, { merged: tabId }],
  ]);
  const { writes } = await undoMerge(platform.documents, { tenantId, id: tabId, now });
  await platform.documents.commit(tenantId, writes);
  expect(await read(tabId)).toMatchObject({ id: tabId, identities: [{ value: phone, verified: false }] });
  expect((await read(phoneId)).fields.city).toBeUndefined();
});

it("merges nobody without a common address", async () => {
  await store(owner(), visitor({ identities: [], claims: { phone: null, email: null } }));
  await expect(mergeCustomers(pair(tabId, phoneId))).rejects.toMatchObject({ code: "customers-unrelated" });
  await expect(mergeCustomers(pair(tabId, "nobody"))).rejects.toMatchObject({ code: "customer-not-found" });
});

it("proposes two people no more, on either side, once somebody has refused them", async () => {
  await store(owner(), visitor());
  await refuseMerge(pair(tabId, phoneId));
  expect([await proposalsOf(tabId), await proposalsOf(phoneId)]).toEqual([[], []]);
  // Who was refused by mistake can still be merged.
  expect((await mergeCustomers(pair(tabId, phoneId))).id).toBe(phoneId);
});
