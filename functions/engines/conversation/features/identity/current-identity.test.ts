import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import { customers, newCustomer } from "../../../../../shared/customers/customer.ts";
import { ownerOf } from "../../../../../shared/customers/identity.ts";
import { put, remove } from "../../../../../shared/platform/documents.ts";
import { newOwned } from "../../../../../shared/runtime/owned-document.ts";
import { seed } from "../../../../../shared/tables/fixtures.ts";
import { recordId, tableRows } from "../../../../../shared/tables/table-rows.ts";
import type { StoredConversation } from "../../conversations.ts";
import { testNow, testTenant } from "../../testing/given.ts";
import { beginSession } from "../all-features.ts";
import { type Library, libraryConfig, newVisit, openLibrary, playTurn } from "./identity.fixture.ts";

let library: Library;
beforeAll(async () => {
  library = await openLibrary();
});
afterAll(() => library.close());

const later = (minutes: number) => new Date(testNow.getTime() + minutes * 60_000);

async function proven(visit = newVisit(), [id, born] = ["M-2", "1985-12-24"]): Promise<StoredConversation> {
  const call = { name: "verify_identity", args: { id, born } };
  const { conversation } = await playTurn(library, visit, `${id}, ${born}`, { calls: [call] });
  expect(conversation.identity).not.toBeNull();
  return conversation;
}

const identityIn = async (conversation: StoredConversation, now = later(1), config = libraryConfig()) =>
  playTurn(library, conversation, "And my loans?", { now, config });

it("holds for its time, and the agent is told when it has ended", async () => {
  const conversation = await proven();
  expect((await identityIn(conversation, later(29))).identity).toMatchObject({ key: "M-2" });
  const ended = await identityIn(conversation, later(30));
  expect(ended).toMatchObject({ identity: { verified: false }, conversation: { identity: null } });
  expect(ended.notes).toEqual([expect.stringContaining("no longer holds")]);
});

it("ends with the session", async () => {
  expect(beginSession(await proven())).toMatchObject({ identity: null, identityCode: null });
});

it("is not the next owner's of the address", async () => {
  const conversation = await proven();
  const moved = { ...conversation, customer: { ...conversation.customer, address: "another-tab" } };
  expect((await identityIn(moved)).identity).toEqual({ verified: false });
});

it("ends when the customer's record is merged into another", async () => {
  const conversation = await proven();
  const ids = await library.documents.ids(testTenant);
  const id = ownerOf(ids, conversation);
  const at = testNow.toISOString();
  const merged = { ...newCustomer(id, at), mergedInto: "somebody-else" };
  await library.documents.commit(testTenant, [
    put(customers.collection, id, newOwned(merged)),
    put(customers.collection, "somebody-else", newOwned(newCustomer("somebody-else", at))),
  ]);
  expect(await identityIn(conversation)).toMatchObject({
    identity: { verified: false },
    conversation: { identity: null },
  });
});

it("ends with the row, shows its newest values, and with the tenant's section", async () => {
  await seed(library.documents, testTenant, "members", [{ id: "M-9", born: "1970-07-07", tier: "basic" }]);
  const conversation = await proven(newVisit(), ["M-9", "1970-07-07"]);
  await seed(library.documents, testTenant, "members", [{ id: "M-9", born: "1970-07-07", tier: "gold" }]);
  expect((await identityIn(conversation)).identity).toMatchObject({ fields: { tier: "gold" } });
  const other = libraryConfig("{ table: staff, by: fields, fields: [id, born] }");
  expect((await identityIn(conversation, later(1), other)).identity).toEqual({ verified: false });
  expect(await identityIn(conversation, later(1), minimalConfig())).toMatchObject({ conversation: { identity: null } });
  await library.documents.commit(testTenant, [remove(tableRows, recordId("members", "M-9"))]);
  expect((await identityIn(conversation)).identity).toEqual({ verified: false });
});

describe("the channel's address, where the tenant takes it for a proof", () => {
  const config = libraryConfig("{ table: members, by: [channel, fields], fields: [id, born] }");
  const from = (channel: "whatsapp" | "sms" | "web_chat", address: string, claim?: string) =>
    newVisit({ channel, customer: { id: "any", address, name: null, ...(claim ? { claim } : {}) } });

  it("proves the person of the only row that has it, for as long as the row has it", async () => {
    for (const visit of [from("whatsapp", "whatsapp:+919811200001"), from("sms", "+919811200001")])
      expect(await identityIn(visit, later(1), config)).toMatchObject({
        identity: { verified: true, table: "members", key: "M-1", fields: { name: "Nora" } },
        conversation: { identity: null },
        notes: [expect.stringContaining("has proven")],
      });
    expect((await identityIn(from("sms", "+919811200001"))).identity).toEqual({ verified: false });
  });

  it("proves nobody where two rows or none have it, and where it is a claim or a page's word", async () => {
    const unproven = [
      from("whatsapp", "whatsapp:+919811200004"),
      from("whatsapp", "whatsapp:+919811299999"),
      from("sms", "+919811200001", "reply-to x through y"),
      from("web_chat", "+919811200001"),
    ];
    for (const visit of unproven)
      expect((await identityIn(visit, later(1), config)).identity).toEqual({ verified: false });
  });

  it("gives way to the proof of another person, until its end", async () => {
    const call = { name: "verify_identity", args: { id: "M-2", born: "1985-12-24" } };
    const nora = from("sms", "+919811200001");
    const { conversation } = await playTurn(library, nora, "M-2, 1985-12-24", { calls: [call], config });
    expect((await identityIn(conversation, later(1), config)).identity).toMatchObject({ key: "M-2" });
    expect(await identityIn(conversation, later(31), config)).toMatchObject({
      identity: { key: "M-1" },
      conversation: { identity: null },
    });
  });
});

it("costs nothing where nobody has proven anything and the tenant asks for nothing", async () => {
  const none = newVisit();
  const documents = new Proxy(library.documents, {
    get: () => {
      throw new Error("Nothing may be read.");
    },
  });
  const played = await playTurn({ ...library, documents }, none, "Hello", { config: minimalConfig() });
  expect(played).toMatchObject({ identity: undefined, notes: [] });
});
