import { customers, newCustomer } from "../../../shared/customers/customer.ts";
import type { Problem } from "../../../shared/http/problem.ts";
import { put } from "../../../shared/platform/documents.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import { newOwned } from "../../../shared/runtime/owned-document.ts";
import { openTestPlatform, tenantId } from "../../../shared/runtime/runner-fixture.ts";
import { customerWriteRoutes } from "./write-routes.ts";

const now = new Date("2026-11-22T10:00:00.000Z");
let platform: Platform;
let close: () => Promise<void>;
beforeEach(() => {
  ({ platform, close } = openTestPlatform(() => now));
});
afterEach(() => close());

async function ask(operationId: string, body: object): Promise<object> {
  const routes = customerWriteRoutes({ platform, now: () => now });
  const found = routes.find((route) => route.operationId === operationId);
  if (found === undefined) throw new Error(`There is no operation ${operationId}.`);
  const request = { identity: { tenantId, subject: "op" }, params: { id: "c1" }, query: {}, body };
  const reply = await found.handle(request as never);
  if (!("body" in reply)) throw new Error("The operation streams.");
  return reply.body as object;
}

describe("a record whose fields are full", () => {
  beforeEach(async () => {
    const field = { messageId: null, confirmed: true, vouched: true, at: now.toISOString() };
    const fields = { story: { ...field, value: "x".repeat(400_000) }, city: { ...field, value: "Pune" } };
    const known = { ...newCustomer("c1", now.toISOString()), fields };
    await platform.documents.commit(tenantId, [put(customers.collection, "c1", newOwned(known))]);
  });

  it("takes no more of them, and lets some be removed", async () => {
    const refusal = ask("changeCustomer", { fields: { note: "new" } });
    await expect(refusal).rejects.toMatchObject({ status: 422, code: "customer-too-large" } satisfies Partial<Problem>);
    await expect(ask("changeCustomer", { fields: { city: null } })).resolves.toBeDefined();
  });

  it("records an opt-out, and a consent that is withdrawn", async () => {
    expect(await ask("changeCustomer", { opt_outs: { sms: true } })).toMatchObject({
      opt_outs: { sms: now.toISOString() },
    });
    const refusal = { purpose: "marketing", channel: "whatsapp", granted: false, wording: "No." };
    expect(await ask("recordConsent", refusal)).toMatchObject({ consents: [refusal] });
  });
});
