import { contactIdentityOf, contactOf } from "./contact.ts";

const asha = { id: "c1", address: "asha@mail.example", name: null };

it("knows a customer by the address that the channel proves", () => {
  const caller = { channel: "email", customer: asha } as const;
  expect(contactOf(caller, "email")).toBe(asha.address);
  expect(contactIdentityOf(caller)).toEqual({ column: "email", value: asha.address });
});

it("opens nothing by an address that is only claimed", () => {
  const customer = { ...asha, claim: "reply-to asha@mail.example through form@site.example" };
  expect(contactOf({ channel: "email", customer }, "email")).toBeUndefined();
  expect(contactIdentityOf({ channel: "email", customer })).toBeUndefined();
});
