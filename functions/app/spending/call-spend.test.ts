import { measurements } from "../../../shared/contracts/metrics/measurements.ts";
import { lendDocuments } from "../../../shared/contracts/sandbox-owner.ts";
import type { CallUsage } from "../../../shared/events/calls.ts";
import { openTestPlatform, tenantId } from "../../../shared/runtime/runner-fixture.ts";
import { sandboxTenantOf } from "../../../shared/runtime/sandbox/sandbox-tenant.ts";
import { chargeTestCall } from "./call-spend.ts";

let opened: ReturnType<typeof openTestPlatform>;
beforeEach(() => {
  opened = openTestPlatform(now);
});
afterEach(() => opened.close());

const now = () => new Date("2026-11-29T10:00:00.000Z");
const spoken: readonly CallUsage[] = [
  { component: "tts", provider: "elevenlabs", model: "eleven_flash_v2_5", unit: "characters", quantity: 1_000 },
  { component: "stt", provider: "nobody", model: "unknown", unit: "seconds", quantity: 30 },
];

it("the speech of a sandbox's call is charged to the client whose configuration it tries, and of no other call", async () => {
  const { documents } = opened.platform;
  const parts = { documents, log: undefined, now };
  const sandbox = sandboxTenantOf("draft");
  await lendDocuments(documents, sandbox, tenantId);
  await chargeTestCall(parts, sandbox, spoken);
  await chargeTestCall(parts, tenantId, spoken);
  await chargeTestCall(parts, sandboxTenantOf("demo"), spoken);
  const { items } = await documents.query(tenantId, measurements.collection, { limit: 10 });
  expect(items.map(({ data }) => data.state.add)).toMatchObject([
    { costNanoUsd: { tts: expect.any(Number) }, unpriced: { "stt: nobody/unknown": 1 } },
  ]);
  expect(items[0]?.data.state.add.costNanoUsd.tts).toBeGreaterThan(0);
});
