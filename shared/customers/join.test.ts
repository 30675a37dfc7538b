import fc from "fast-check";
import { type Customer, newCustomer } from "./customer.ts";
import { joinCustomers, mergeTombstone } from "./join.ts";
import { bestIdentity } from "./person.ts";

const at = fc.constantFrom("2026-11-22T10:00:00.000Z", "2026-11-22T11:00:00.000Z", "2026-11-22T12:00:00.000Z");
const word = fc.constantFrom("a", "b", "c");
const channel = fc.constantFrom("whatsapp" as const, "email" as const, "web_chat" as const);

const record = fc
  .record({
    id: word,
    fields: fc.dictionary(
      fc.constantFrom("name", "city"),
      fc.record({ value: word, messageId: fc.constant(null), confirmed: fc.boolean(), vouched: fc.boolean(), at }),
    ),
    identities: fc.array(
      fc.record({ kind: fc.constantFrom("phone" as const, "email" as const), value: word, verified: fc.boolean(), at }),
      { maxLength: 3 },
    ),
    consents: fc.array(
      fc.record({ purpose: fc.constant("marketing" as const), channel, granted: fc.boolean(), wording: word, at }),
      { maxLength: 3 },
    ),
    optOuts: fc.dictionary(channel, at) as fc.Arbitrary<Customer["optOuts"]>,
    contacts: fc.array(fc.record({ at, channel, purpose: fc.constant("marketing" as const), requestId: word }), {
      maxLength: 3,
    }),
  })
  .map((parts): Customer => {
    const contacts = [...new Map(parts.contacts.map((each) => [each.requestId, each])).values()];
    return { ...newCustomer(parts.id, "2026-11-22T09:00:00.000Z"), ...parts, contacts };
  });

const person = newCustomer("person", "2026-11-22T09:30:00.000Z");
const all = (records: readonly Customer[]) => records.reduce(joinCustomers, person);

/** Left out: real records hold identical data for a contact's request id, and the generated ones do not. */
const withoutContacts = ({ contacts: _, ...rest }: Customer) => rest;

describe("two records of one person", () => {
  it("give the same result in any order and when joined repeatedly", () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 4 }), (records) => {
        const once = withoutContacts(all(records));
        expect(withoutContacts(all([...records].reverse()))).toEqual(once);
        expect(withoutContacts(all([...records, ...records]))).toEqual(once);
      }),
    );
  });

  it("keep every opt-out", () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 4 }), (records) => {
        const kept = Object.keys(all(records).optOuts);
        for (const { optOuts } of records) expect(kept).toEqual(expect.arrayContaining(Object.keys(optOuts)));
      }),
    );
  });

  it("never let an unverified claim replace a vouched-for value", () => {
    const field = { value: "Asha", messageId: null, confirmed: true, vouched: true, at: "2026-11-22T10:00:00.000Z" };
    const claim = { ...field, value: "Mallory", vouched: false, at: "2026-11-22T12:00:00.000Z" };
    const known = { ...person, fields: { name: field } };
    expect(joinCustomers(known, { ...newCustomer("x", claim.at), fields: { name: claim } }).name).toBe("Asha");
  });

  it("leave no personal data under the merged id", () => {
    const { id, mergedInto, createdAt, updatedAt, ...rest } = mergeTombstone(
      { ...person, name: "Asha", optOuts: { sms: "2026-11-22T10:00:00.000Z" } },
      "other",
      "2026-11-22T12:00:00.000Z",
    );
    expect([id, mergedInto]).toEqual(["person", "other"]);
    expect(Object.values(rest).flatMap((value) => Object.values(value ?? {}))).toEqual([]);
  });
});

describe("the identity that a person's id comes from", () => {
  const phone = { kind: "phone", value: "+1" } as const;
  const other = { kind: "phone", value: "+2" } as const;
  const email = { kind: "email", value: "a@b.io" } as const;
  const web = { kind: "web_session", value: "s" } as const;

  it.each([
    [web, [], web],
    [web, [email], email],
    [web, [email, phone], phone],
    [web, [phone, other], other],
    [email, [phone], phone],
    [phone, [email], phone],
    [phone, [other], phone],
    [email, [{ kind: "email", value: "c@d.io" }], email],
  ] as const)("%j naming %j", (own, named, best) => expect(bestIdentity(own, named)).toEqual(best));
});
