import { isAddressKindOf } from "../channels/definitions.ts";
import { TenantId } from "../platform/tenant.ts";
import { testIds } from "../platform/tenant-ids.fixture.ts";
import { claimedSender, customerIdOf, identityOf, isClaimedSender, isVouchedFor, ownerOf } from "./identity.ts";
import { personIdOf } from "./person.ts";

const tenant = TenantId.parse("clinic");
const address = "asha@mail.example";
const claims = [
  claimedSender({ address, through: "form@site.example" }),
  claimedSender({ address, through: "unproven form@site.example" }),
  claimedSender({ address, through: null }),
];

it("is a person apart from the owner of the address, and from every other claim", () => {
  const ids = claims.map((claim) => ownerOf(testIds(tenant), { channel: "email", customer: { address, claim } }));
  expect(new Set([...ids, customerIdOf(testIds(tenant), "email", address)]).size).toBe(4);
});

it.each(claims)("has no identity that a channel vouches for: %s", (claim) => {
  const { kind } = identityOf("email", claim);
  expect(isVouchedFor(kind)).toBe(false);
  expect(personIdOf(testIds(tenant), { channel: "email", address: claim }, [])).not.toBe(
    customerIdOf(testIds(tenant), "email", address),
  );
});

it("is never mistaken for an address", () => {
  expect(claims.every(isClaimedSender)).toBe(true);
  expect(["reply-to@mail.example", "unproven@mail.example", "+919812345678", "visitor-1"].some(isClaimedSender)).toBe(
    false,
  );
});

it("of a WhatsApp customer without a number is WhatsApp's own id, which WhatsApp proves and no other channel has", () => {
  const own = identityOf("whatsapp", "IN.7001002003004005");
  expect(own).toEqual({ kind: "whatsapp_user", value: "IN.7001002003004005" });
  expect(isVouchedFor(own.kind)).toBe(true);
  expect([isAddressKindOf("whatsapp", own.kind), isAddressKindOf("sms", own.kind)]).toEqual([true, false]);
  expect(identityOf("whatsapp", "+917001002003").kind).toBe("phone");
});
