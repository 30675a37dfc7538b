import { ContactRules } from "./contact-rules.ts";
import { type KnownIdentity, newCustomer } from "./customer.ts";
import { mayContact } from "./may-contact.ts";

const at = "2026-11-22T10:00:00.000Z";

function verdictOn(identity: Pick<KnownIdentity, "verified" | "proof">) {
  const customer = newCustomer("c", at);
  return mayContact({
    customer: { ...customer, identities: [{ kind: "phone", value: "+4915112345678", ...identity, at }] },
    channel: "whatsapp",
    purpose: "service",
    timeZone: "UTC",
    optInRequired: true,
    rules: ContactRules.parse({}),
    now: new Date(at),
  });
}

describe("a channel that asks for an opt-in", () => {
  it("has it from whoever wrote there, not from whoever named or proved a number", () => {
    expect(verdictOn({ verified: true })).toEqual({ type: "yes" });
    expect(verdictOn({ verified: true, proof: "code" })).toEqual({ type: "no", reason: "no-opt-in" });
    expect(verdictOn({ verified: false })).toEqual({ type: "no", reason: "no-opt-in" });
  });
});
