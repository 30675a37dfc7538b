import { TenantId } from "../../platform/tenant.ts";
import { openTestLimiters } from "./tenant-limiter.fixture.ts";
import { visitorLimits } from "./visitor-limits.ts";

let test: ReturnType<typeof openTestLimiters>;
beforeEach(() => {
  test = openTestLimiters();
});
afterEach(() => test.close());

const tenantId = TenantId.parse("client_123");

describe("the limits per minute", () => {
  const refused = { status: 429, headers: { "Retry-After": expect.stringMatching(/^\d+$/) } };

  it("limit the messages of a session without affecting others", async () => {
    const limits = visitorLimits({ tenantPerMinute: 1_000 }, test.instance());
    const says = (sessionId: string) => limits.count("messages", { tenantId, sessionId, address: sessionId });
    for (let message = 0; message < 20; message += 1) await says("one");
    await expect(says("one")).rejects.toMatchObject(refused);
    await expect(says("other")).resolves.toBeUndefined();
  });

  it("count new sessions by address", async () => {
    const limits = visitorLimits({ tenantPerMinute: 1_000 }, test.instance());
    const opens = (address: string) => limits.count("sessions", { tenantId, address });
    for (let session = 0; session < 60; session += 1) await opens("203.0.113.7");
    await expect(opens("203.0.113.7")).rejects.toMatchObject(refused);
    await expect(opens("203.0.113.8")).resolves.toBeUndefined();
  });

  it("limit a tenant's total", async () => {
    const limits = visitorLimits({ tenantPerMinute: 3 }, test.instance());
    const says = (name: string) => limits.count("messages", { tenantId, sessionId: name, address: name });
    for (const name of ["a", "b", "c"]) await says(name);
    await expect(says("d")).rejects.toMatchObject(refused);
  });

  it("limit what a tenant's visitors write over all instances, each operation by itself, and not what they read", async () => {
    const instances = [1, 2, 3].map(() =>
      visitorLimits({ tenantPerMinute: 1_000, ofTenant: { client_123: { perMinute: 3 } } }, test.instance()),
    );
    const each = (what: "messages" | "files" | "reads") =>
      Promise.allSettled(
        instances.flatMap((limits, at) =>
          ["a", "b"].map((by) => limits.count(what, { tenantId, address: `${by}${at}` })),
        ),
      );
    const allowed = async (what: "messages" | "files" | "reads") =>
      (await each(what)).filter(({ status }) => status === "fulfilled").length;
    expect([await allowed("messages"), await allowed("files"), await allowed("reads")]).toEqual([3, 3, 6]);
  });

  it("reject an address before any lookup", async () => {
    const limits = visitorLimits({ tenantPerMinute: 3 }, test.instance());
    for (let request = 0; request < 1_200; request += 1) await limits.arrive("203.0.113.7");
    await expect(limits.arrive("203.0.113.7")).rejects.toMatchObject(refused);
    await expect(limits.arrive("203.0.113.8")).resolves.toBeUndefined();
  });
});
