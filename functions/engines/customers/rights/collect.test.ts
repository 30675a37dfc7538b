import { type Customer, standingOf } from "../../../../shared/customers/customer.ts";
import { customerIdOf, customerIdOfIdentity } from "../../../../shared/customers/identity.ts";
import { personIdOf } from "../../../../shared/customers/person.ts";
import { readCustomer } from "../../../../shared/customers/store.ts";
import { type CustomerDataCollected, customerDataCollected } from "../../../../shared/events/index.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { testIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import { collectStep } from "./collect.ts";

const phone = "+919812345678";
const email = "asha@example.com";
const at = "2026-11-22T10:00:00.000Z";

let platform: Platform;
let close: () => Promise<void>;
beforeEach(() => {
  ({ platform, close } = openTestPlatform(() => new Date(at)));
});
afterEach(() => close());

type CollectedData = Pick<CustomerDataCollected, "channel" | "address"> & {
  readonly phone?: string;
  readonly email?: string;
  readonly name?: string;
  /** The addresses among those that a code has just proven. */
  readonly proven?: readonly ("phone" | "email")[];
};

let events = 0;

/** Runs the step on collected data, and again on the person that the record was merged into. */
async function collect(
  { channel, address, proven: kinds = [], ...collected }: CollectedData,
  tenant = tenantId,
  movedTo: string | null = null,
): Promise<void> {
  const identities = (["phone", "email"] as const).flatMap((kind) => {
    const value = collected[kind];
    return value === undefined ? [] : [{ kind, value }];
  });
  const fields = Object.entries(collected).map(([id, value]) => [id, { value, messageId: null, confirmed: true }]);
  events += 1;
  const proven = identities.filter(({ kind }) => kinds.includes(kind));
  const id = movedTo ?? personIdOf(testIds(tenant), { channel, address }, proven);
  const step = collectStep({ platform });
  const after = await runnerWith(platform).run(step, {
    id: `event-${events}`,
    type: customerDataCollected.type,
    tenantId: tenant,
    key: id,
    causationId: null,
    occurredAt: at,
    data: {
      personId: id,
      conversationId: "c",
      channel,
      address,
      identities,
      consents: [],
      at,
      proven,
      movedTo,
      fields: Object.fromEntries(fields),
    },
  });
  if (after?.mergedInto) await collect({ channel, address, proven: kinds, ...collected }, tenant, after.mergedInto);
}

async function person(kind: "phone" | "email" | "web_session", value: string, tenant = tenantId): Promise<Customer> {
  const id = customerIdOfIdentity(testIds(tenant), kind, value);
  return (await readCustomer(platform.documents, tenant, id, new Date(at))).state;
}

describe("what customers tell of themselves", () => {
  it("keeps a claim beside the record of who says it, and away from the record of who has the address", async () => {
    await collect({ channel: "whatsapp", address: phone, name: "Asha", email });
    const before = await person("phone", phone);
    await collect({ channel: "web_chat", address: "session", phone, name: "Mallory" });
    await collect({ channel: "whatsapp", address: "+919800000009", phone, email, name: "Mallory" });
    await collect({ channel: "email", address: "mallory@example.com", phone });
    expect(await person("phone", phone)).toEqual(before);
    const visitor = await person("web_session", "session");
    expect(visitor).toMatchObject({ name: "Mallory", mergedInto: null, mergedFrom: [] });
    expect(visitor.identities.find(({ kind }) => kind === "phone")).toMatchObject({ value: phone, verified: false });
    expect(visitor.claims).toEqual({ phone: customerIdOfIdentity(testIds(tenantId), "phone", phone), email: null });
  });

  it("keeps a claim of an address that nobody has used yet out of the record of who uses it later", async () => {
    await collect({ channel: "web_chat", address: "session", phone, email, name: "Mallory" });
    await collect({ channel: "whatsapp", address: phone, name: "Asha" });
    expect(await person("phone", phone)).toMatchObject({ name: "Asha", identities: [{ value: phone }] });
    expect((await person("web_session", "session")).name).toBe("Mallory");
  });

  it("makes one person of a chat and of the WhatsApp number that is proven in it", async () => {
    await collect({ channel: "whatsapp", address: phone, email });
    await collect({ channel: "web_chat", address: "session", phone, name: "Asha", proven: ["phone"] });
    const asha = await person("phone", phone);
    expect(asha).toMatchObject({ name: "Asha", fields: { email: { value: email } } });
    expect(await person("web_session", "session")).toEqual(asha);
    expect(asha.identities).toContainEqual(expect.objectContaining({ kind: "phone", value: phone, verified: true }));
    expect(asha.claims).toEqual({ phone: null, email: customerIdOfIdentity(testIds(tenantId), "email", email) });
    expect((await person("email", email)).id).not.toBe(asha.id);
  });

  it("ends as one person whichever proof comes first, and when all come at once", async () => {
    await Promise.all([
      collect({ channel: "web_chat", address: "one", phone, email, proven: ["phone", "email"] }),
      collect({ channel: "email", address: email, phone, proven: ["phone"] }),
      collect({ channel: "web_chat", address: "two", email, proven: ["email"] }),
      collect({ channel: "whatsapp", address: phone, email, proven: ["email"] }),
    ]);
    const asha = await person("phone", phone);
    for (const other of [person("email", email), person("web_session", "one"), person("web_session", "two")])
      expect((await other).id).toBe(asha.id);
    expect(asha.identities).toHaveLength(4);
  });

  it("shows whether a channel or a code says that an address is the customer's", async () => {
    await collect({ channel: "web_chat", address: "session", phone, email, proven: ["email"] });
    const { identities } = await person("web_session", "session");
    expect(identities.map((identity) => [identity.kind, standingOf(identity)]).sort()).toEqual([
      ["email", "proven"],
      ["phone", "claimed"],
      ["web_session", "claimed"],
    ]);
    await collect({ channel: "email", address: email });
    const known = await person("email", email);
    expect(known.identities.filter(({ kind }) => kind === "email").map(standingOf)).toEqual(["verified"]);
  });

  it("asks nothing of the id that an older release gave the event: that of the address which was named", async () => {
    await collect({ channel: "whatsapp", address: phone, name: "Asha" });
    const victim = await person("phone", phone);
    events += 1;
    await runnerWith(platform).run(collectStep({ platform }), {
      id: `event-${events}`,
      type: customerDataCollected.type,
      tenantId,
      key: victim.id,
      causationId: null,
      occurredAt: at,
      data: {
        personId: victim.id,
        conversationId: "c",
        channel: "web_chat",
        address: "session",
        identities: [{ kind: "phone", value: phone }],
        proven: [],
        movedTo: null,
        consents: [],
        at,
        fields: { name: { value: "Mallory", messageId: null, confirmed: true } },
      },
    });
    expect(await person("phone", phone)).toEqual(victim);
    expect((await person("web_session", "session")).name).toBe("Mallory");
  });

  it("does not join two people who wrote from their own addresses because a web page names both", async () => {
    await collect({ channel: "email", address: "ravi@example.com", name: "Ravi" });
    await collect({ channel: "whatsapp", address: phone, name: "Asha" });
    await collect({ channel: "web_chat", address: "session", phone, email: "ravi@example.com", name: "Mallory" });
    expect((await person("email", "ravi@example.com")).name).toBe("Ravi");
    expect((await person("phone", phone)).name).toBe("Asha");
  });

  it("keeps a WhatsApp customer's identity when they give another number", async () => {
    await collect({ channel: "whatsapp", address: phone, phone: "+919800000000" });
    const own = await person("phone", phone);
    expect(own.fields.phone?.value).toBe("+919800000000");
    expect(own.id).toBe(customerIdOf(testIds(tenantId), "whatsapp", phone));
  });

  it("keeps tenants apart", async () => {
    const other = TenantId.parse("other");
    await collect({ channel: "whatsapp", address: phone, name: "Asha" });
    await collect({ channel: "web_chat", address: "session", phone }, other);
    expect((await person("phone", phone, other)).name).toBeNull();
    expect((await person("phone", phone)).identities).toHaveLength(1);
  });
});
