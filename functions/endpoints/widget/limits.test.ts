import { TenantId } from "../../../shared/platform/tenant.ts";
import { widgetLimits } from "./limits.ts";

const tenantId = TenantId.parse("client_123");

describe("the limits of a minute", () => {
  const refused = { status: 429, headers: { "Retry-After": expect.stringMatching(/^\d+$/) } };

  it("let a session say so much, and leave others alone", async () => {
    const limits = widgetLimits({ tenantPerMinute: 1_000 });
    const says = (sessionId: string) => limits.count("messages", { tenantId, sessionId, address: sessionId });
    for (let message = 0; message < 20; message += 1) await says("one");
    await expect(says("one")).rejects.toMatchObject(refused);
    await expect(says("other")).resolves.toBeUndefined();
  });

  it("count new visitors by their address", async () => {
    const limits = widgetLimits({ tenantPerMinute: 1_000 });
    const opens = (address: string) => limits.count("sessions", { tenantId, address });
    for (let session = 0; session < 60; session += 1) await opens("203.0.113.7");
    await expect(opens("203.0.113.7")).rejects.toMatchObject(refused);
    await expect(opens("203.0.113.8")).resolves.toBeUndefined();
  });

  it("hold a tenant to what it may do in all", async () => {
    const limits = widgetLimits({ tenantPerMinute: 3 });
    const says = (name: string) => limits.count("messages", { tenantId, sessionId: name, address: name });
    for (const name of ["a", "b", "c"]) await says(name);
    await expect(says("d")).rejects.toMatchObject(refused);
  });

  it("stop an address before anything is looked up for it", async () => {
    const limits = widgetLimits({ tenantPerMinute: 3 });
    for (let request = 0; request < 1_200; request += 1) await limits.arrive("203.0.113.7");
    await expect(limits.arrive("203.0.113.7")).rejects.toMatchObject(refused);
    await expect(limits.arrive("203.0.113.8")).resolves.toBeUndefined();
  });
});
