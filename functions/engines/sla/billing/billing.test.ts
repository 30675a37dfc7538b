import { sandboxStripe } from "../../../../emulators/sandbox/credentials.ts";
import { type Sandbox, startSandbox } from "../../../../emulators/sandbox.ts";
import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { slaDayEnded, slaReportMade } from "../../../../shared/events/index.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import { emptyDay, withMinute } from "../../../../shared/sla/minute-record.ts";
import { slaDayId, slaDays } from "../watch/watch.ts";
import { billedDays, billedMonths } from "./billed.ts";
import { creditMonthStep } from "./credit-month.ts";
import { sendUsageStep } from "./send-usage.ts";
import { stripeAccounts } from "./stripe-account.ts";

const config = minimalConfig(`  sla:
    family: bad_minutes
    channels: [web_chat]
    credits:
      monthly_price: 49999
      bands: [{ below: 99.95, credit: 10 }]
    billing:
      stripe_key: "\${STRIPE_SECRET_KEY}"
      stripe_customer: cus_healthfirst
      meter: turns
`);
const at = new Date("2026-12-01T00:01:00.000Z");

let sandbox: Sandbox;
let opened: ReturnType<typeof openTestPlatform>;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
beforeEach(async () => {
  await fetch(`${sandbox.url}/_sandbox/reset`, { method: "POST" });
  opened = openTestPlatform(() => at);
});
afterEach(() => opened.close());
afterAll(() => sandbox.close());

const parts = () => ({
  configs: { pointers: async () => ({ byName: { main: { version: 1 } } }) as never, parsed: async () => config },
  account: stripeAccounts({ fetch, baseUrl: `${sandbox.url}/stripe` }),
  secret: async () => sandboxStripe.secretKey,
});
const control = (path: string, body?: object) =>
  fetch(`${sandbox.url}/_sandbox/${path}`, {
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    headers: { "content-type": "application/json" },
  });
const listed = async (path: string) => (await (await control(path)).json()) as unknown[];
const period = { period_start: Date.parse("2026-11-01") / 1_000, period_end: Date.parse("2026-12-01") / 1_000 };
const invoice = (status: string) =>
  control("stripe/invoices", { customer: "cus_healthfirst", currency: "inr", total: 4_999_900, status, ...period });
const made = (revision: number, creditMinor: number) =>
  envelopeOf(slaReportMade, {
    id: `report-${revision}`,
    tenantId,
    key: "2026-11",
    at,
    data: { month: "2026-11", revision, creditMinor, currency: "INR" },
  });
const run = (event: ReturnType<typeof made>) =>
  runnerWith(opened.platform).run(creditMonthStep(parts()), event, { repeatable: true });

it.each(["open", "paid"])(
  "gives the credit on the month's %s invoice once, and what a correction adds",
  async (status) => {
    await invoice(status);
    for (const event of [made(1, 499_990), made(1, 499_990), made(2, 1_249_975), made(1, 499_990), made(3, 0)])
      await run(event);
    expect(await listed("stripe/credit-notes")).toMatchObject([{ amount: 499_990 }, { amount: 749_985 }]);
    const stored = await opened.platform.documents.get(tenantId, billedMonths.collection, "2026-11");
    expect(stored?.data.state.creditedMinor).toBe(1_249_975);
  },
);

it("looks for the note after the connection broke, and makes no second one", async () => {
  await invoice("open");
  await control("faults", { provider: "stripe", match: "POST", times: 1, drop: "after" });
  await expect(run(made(1, 499_990))).rejects.toThrow();
  await run(made(1, 499_990));
  expect(await listed("stripe/credit-notes")).toHaveLength(1);
});

it("says what is missing when the month has no invoice", async () => {
  await expect(run(made(1, 499_990))).rejects.toMatchObject({ code: "invoice-not-found" });
});

it("tells the day's turns once, also after the connection broke", async () => {
  let day = withMinute(emptyDay, 10, { state: "up", requests: 7, errors: 1 });
  day = withMinute(day, 700, { state: "up", requests: 5, errors: 0 });
  const { documents } = opened.platform;
  await documents.commit(tenantId, [
    put(slaDays, slaDayId("web_chat", "2026-11-30"), { channel: "web_chat", day: "2026-11-30", ...day }),
  ]);
  const event = envelopeOf(slaDayEnded, { id: "d1", tenantId, key: "2026-11-30", at, data: { day: "2026-11-30" } });
  const step = sendUsageStep({ ...parts(), documents });
  await control("faults", { provider: "stripe", match: "POST", times: 1, drop: "after" });
  await expect(runnerWith(opened.platform).run(step, event, { repeatable: true })).rejects.toThrow();
  await runnerWith(opened.platform).run(step, event, { repeatable: true });
  await runnerWith(opened.platform).run(step, { ...event, id: "d2" }, { repeatable: true });
  expect(await listed("stripe/meter-events")).toMatchObject([
    { event_name: "turns", payload: { stripe_customer_id: "cus_healthfirst", value: "12" } },
  ]);
  expect((await documents.get(tenantId, billedDays.collection, "2026-11-30"))?.data.state.turns).toBe(12);
});
