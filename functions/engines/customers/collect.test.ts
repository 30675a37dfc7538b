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

type Told = Pick<CustomerDataCollected, "channel" | "address"> & {
  readonly phone?: string;
  readonly email?: string;
  readonly name?: string;
};

let events = 0;

/** Runs the step on what somebody told, and again where it passes the news on to who they turned out to be. */
async function tell({ channel, address, ...told }: Told, tenant = tenantId, personId?: string): Promise<void> {
  const identities = (["phone", "email"] as const).flatMap((kind) => {
    const value = told[kind];
    return value === undefined ? [] : [{ kind, value }];
  });
  const fields = Object.entries(told).map(([id, value]) => [id, { value, messageId: null, confirmed: true }]);
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
  if (after?.mergedInto) await tell({ channel, address, ...told }, tenant, after.mergedInto);
}

async function person(kind: "phone" | "email" | "web_session", value: string, tenant = tenantId): Promise<Customer> {
  const id = customerIdOfIdentity(tenant, kind, value);
  return (await readCustomer(platform.documents, tenant, id, new Date(at))).state;
}

describe("what customers tell of themselves", () => {
  it("makes one person of a chat and of the WhatsApp number named in it", async () => {
    await tell({ channel: "whatsapp", address: phone, email });
    await tell({ channel: "web_chat", address: "session", phone, name: "Asha" });
    const asha = await person("phone", phone);
    expect(asha).toMatchObject({ name: "Asha", fields: { email: { value: email } } });
    expect(await person("web_session", "session")).toEqual(asha);
    expect(await person("email", email)).toEqual(asha);
    expect(asha.identities).toContainEqual(expect.objectContaining({ kind: "phone", value: phone, verified: true }));
  });

  it("comes out the same whichever is first, and when both come at once", async () => {
    await Promise.all([
      tell({ channel: "web_chat", address: "one", phone, email }),
      tell({ channel: "email", address: email, phone }),
      tell({ channel: "web_chat", address: "two", email }),
      tell({ channel: "whatsapp", address: phone, email }),
    ]);
    const asha = await person("phone", phone);
    for (const other of [person("email", email), person("web_session", "one"), person("web_session", "two")])
      expect((await other).id).toBe(asha.id);
    expect(asha.identities).toHaveLength(4);
  });

  it("does not join two people who wrote from their own addresses because a web page names both", async () => {
    await tell({ channel: "email", address: "ravi@example.com", name: "Ravi" });
    await tell({ channel: "whatsapp", address: phone, name: "Asha" });
    await tell({ channel: "web_chat", address: "session", phone, email: "ravi@example.com", name: "Mallory" });
    expect((await person("email", "ravi@example.com")).name).toBe("Ravi");
    expect((await person("phone", phone)).name).toBe("Asha");
  });

  it("keeps WhatsApp customers who they are when they name another number", async () => {
    await tell({ channel: "whatsapp", address: phone, phone: "+919800000000" });
    const own = await person("phone", phone);
    expect(own.fields.phone?.value).toBe("+919800000000");
    expect(own.id).toBe(customerIdOf(tenantId, "whatsapp", phone));
  });

  it("keeps tenants apart", async () => {
    const other = TenantId.parse("other");
    await tell({ channel: "whatsapp", address: phone, name: "Asha" });
    await tell({ channel: "web_chat", address: "session", phone }, other);
    expect((await person("phone", phone, other)).name).toBeNull();
    expect((await person("phone", phone)).identities).toHaveLength(1);
  });
});
