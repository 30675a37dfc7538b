import { platformScope, TenantId } from "../../../../shared/platform/tenant.ts";
import { openTestPlatform } from "../../../../shared/runtime/runner-fixture.ts";
import { type CarriedCall, callWorkers, leaseMs, renewLease, takeExpiredLeases } from "./worker-lease.ts";

const call: CarriedCall = { tenantId: TenantId.parse("clinic"), callId: "call-1", identity: "agent-1" };
/** Of now: a document that expired by the clock is no longer read. */
const begin = new Date();
const later = (ms: number) => new Date(begin.getTime() + ms);

describe("a worker's lease", () => {
  const { platform, close } = openTestPlatform();
  const { documents } = platform;
  afterAll(close);
  const taken = async (now: Date) => {
    const calls: CarriedCall[] = [];
    await takeExpiredLeases(documents, now, async (lost) => void calls.push(...lost));
    return calls;
  };

  it("holds its calls while it is renewed, and hands them over once when it is not", async () => {
    await renewLease(documents, "worker-1", { calls: [call], now: begin });
    await renewLease(documents, "worker-1", { calls: [call], now: later(1_000) });
    expect(await taken(later(leaseMs + 500))).toEqual([]);
    expect(await taken(later(leaseMs + 1_500))).toEqual([call]);
    expect(await taken(later(leaseMs + 1_500))).toEqual([]);
  });

  it("is gone with the last call", async () => {
    await renewLease(documents, "worker-2", { calls: [call], now: begin });
    await renewLease(documents, "worker-2", { calls: [], now: later(1_000) });
    expect((await documents.query(platformScope, callWorkers, { limit: 5 })).items).toEqual([]);
  });

  it("is kept when its calls could not be handed over", async () => {
    await renewLease(documents, "worker-3", { calls: [call], now: begin });
    const refused = takeExpiredLeases(documents, later(60_000), () => Promise.reject(new Error("The bus is away.")));
    await expect(refused).rejects.toThrow("The bus is away.");
    expect(await taken(later(60_000))).toEqual([call]);
  });
});
