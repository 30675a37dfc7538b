import type { Customer } from "../../../shared/customers/customer.ts";
import { customerIdOf, customerIdOfIdentity } from "../../../shared/customers/identity.ts";
import { personIdOf } from "../../../shared/customers/person.ts";
import { readCustomer } from "../../../shared/customers/store.ts";
import { type CustomerDataCollected, customerDataCollected } from "../../../shared/events/index.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../../shared/runtime/runner-fixture.ts";
import { collectStep } from "./collect.ts";

const phone = "+919812345678";
const email = "asha@example.com";
const at = "2026-11-22T10:00:00.000Z";

let platform: Platform;
let close: () => Promise<void>;
beforeEach(() => {
  ({ platform, close } = openTestPlatform());
});
afterEach(() => close());

type CollectedData = Pick<CustomerDataCollected, "channel" | "address"> & {
  readonly phone?: string;
  readonly email?: string;
  readonly name?: string;
};

let events = 0;

/** Runs the step on collected data, and again on the person that the record was merged into. */
async function collect(
  { channel, address, ...collected }: CollectedData,
  tenant = tenantId,
  personId?: string,
): Promise<void> {
  const identities = (["phone", "email"] as const).flatMap((kind) => {
    const value = collected[kind];
    return value === undefined ? [] : [{ kind, value }];
  });
  const fields = Object.entries(collected).map(([id, value]) => [id, { value, messageId: null, confirmed: true }]);
  events += 1;
  const id = personId ?? personIdOf(tenant, { channel, address }, identities);
  const step = collectStep({ platform });
  const after = await runnerWith(platform).run(step, {
    id: `event-${events}`,
    type: customerDataCollected.type,
    tenantId: tenant,
    key: id,
    causationId: null,
    occurredAt: at,
    data: {
      ...{ personId: id, conversationId: "c", channel, address, identities, consents: [], at },
      fields: Object.fromEntries(fields),
    },
  });
  if (after?.mergedInto) await collect({ channel, address, ...collected }, tenant, after.mergedInto);
}

async function person(kind: "phone" | "email" | "web_session", value: string, tenant = tenantId): Promise<Customer> {
  const id = customerIdOfIdentity(tenant, kind, value);
  return (await readCustomer(platform.documents, tenant, id, new Date(at))).state;
}

describe("collecting customer data", () => {
  it("merges a chat with the WhatsApp number given in it", async () => {
    await collect({ channel: "whatsapp", address: phone, email });
    await collect({ channel: "web_chat", address: "session", phone, name: "Asha" });
    const asha = await person("phone", phone);
    expect(asha).toMatchObject({ name: "Asha", fields: { email: { value: email } } });
    expect(await person("web_session", "session")).toEqual(asha);
    expect(await person("email", email)).toEqual(asha);
    expect(asha.identities).toContainEqual(expect.objectContaining({ kind: "phone", value: phone, verified: true }));
  });

  it("gives the same result in any order and concurrently", async () => {
    await Promise.all([
      collect({ channel: "web_chat", address: "one", phone, email }),
      collect({ channel: "email", address: email, phone }),
      collect({ channel: "web_chat", address: "two", email }),
      collect({ channel: "whatsapp", address: phone, email }),
    ]);
    const asha = await person("phone", phone);
    for (const other of [person("email", email), person("web_session", "one"), person("web_session", "two")])
      expect((await other).id).toBe(asha.id);
    expect(asha.identities).toHaveLength(4);
  });

  it("does not merge two verified people because a web chat names both", async () => {
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
    expect(own.id).toBe(customerIdOf(tenantId, "whatsapp", phone));
  });

  it("keeps tenants apart", async () => {
    const other = TenantId.parse("other");
    await collect({ channel: "whatsapp", address: phone, name: "Asha" });
    await collect({ channel: "web_chat", address: "session", phone }, other);
    expect((await person("phone", phone, other)).name).toBeNull();
    expect((await person("phone", phone)).identities).toHaveLength(1);
  });
});
