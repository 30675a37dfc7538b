import { TenantId } from "../../../shared/platform/tenant.ts";
import { widgetLimits } from "./limits.ts";

const tenantId = TenantId.parse("client_123");

describe("the limits per minute", () => {
  const refused = { status: 429, headers: { "Retry-After": expect.stringMatching(/^\d+$/) } };

  it("limit the messages of a session without affecting others", async () => {
    const limits = widgetLimits({ tenantPerMinute: 1_000 });
    const says = (sessionId: string) => limits.count("messages", { tenantId, sessionId, address: sessionId });
    for (let message = 0; message < 20; message += 1) await says("one");
    await expect(says("one")).rejects.toMatchObject(refused);
    await expect(says("other")).resolves.toBeUndefined();
  });

  it("count new sessions by address", async () => {
    const limits = widgetLimits({ tenantPerMinute: 1_000 });
    const opens = (address: string) => limits.count("sessions", { tenantId, address });
    for (let session = 0; session < 60; session += 1) await opens("203.0.113.7");
    await expect(opens("203.0.113.7")).rejects.toMatchObject(refused);
    await expect(opens("203.0.113.8")).resolves.toBeUndefined();
  });

  it("limit a tenant's total", async () => {
    const limits = widgetLimits({ tenantPerMinute: 3 });
    const says = (name: string) => limits.count("messages", { tenantId, sessionId: name, address: name });
    for (const name of ["a", "b", "c"]) await says(name);
    await expect(says("d")).rejects.toMatchObject(refused);
  });

  it("reject an address before any lookup", async () => {
    const limits = widgetLimits({ tenantPerMinute: 3 });
    for (let request = 0; request < 1_200; request += 1) await limits.arrive("203.0.113.7");
    await expect(limits.arrive("203.0.113.7")).rejects.toMatchObject(refused);
    await expect(limits.arrive("203.0.113.8")).resolves.toBeUndefined();
  });
});
