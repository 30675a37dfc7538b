import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";
import { calculate } from "../../../functions/engines/pricing/model/calculate.ts";
import { datedInputs } from "../../../functions/engines/pricing/model/inputs.fixture.ts";
import { reportPage } from "../../../functions/hosts/cli/pricing/report-page.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";

const tiers = [
  { up_to: 5_000, price: "16" },
  { up_to: null, price: "11.5" },
];
const inputs = datedInputs({
  volumes: {
    conversations: { value: 10_000, low: 7_000, high: 14_000 },
    calls: 1_000,
    utility_messages: 2_000,
    seats: 4,
  },
  price_models: [
    ...(["per_resolution", "per_conversation", "per_minute", "per_seat"] as const).map((kind) => ({ kind })),
    { kind: "tiers", unit: "conversation", tiers },
    { kind: "hybrid", unit: "conversation", base: "45000", included: 2_000, price: "9.5" },
    { kind: "outcome", included: 50, price: "21" },
  ],
});

if (missingBrowser !== undefined) skipped(`the report of a pricing: ${missingBrowser}`);
else
  it.each([
    ["light", 1_100],
    ["dark", 390],
  ] as const)("the report of a pricing is accessible in %s at %i pixels", async (colorScheme, width) => {
    const result = calculate(inputs);
    if ("code" in result) throw new Error(result.detail);
    const summary = { pricing_id: "p1", version: 1, name: "Support on WhatsApp and by telephone", currency: "INR" };
    const html = reportPage({
      ...summary,
      cost_minor: result.cost_minor,
      complete: result.complete,
      contacts: result.contacts,
      hash: "f00",
      created_by: "asha",
      created_at: "2026-11-29T10:00:00.000Z",
      inputs,
      result,
    });
    const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
    try {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      await page.setContent(html);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      expect(await page.getByRole("img", { name: /^Cost of/ }).count()).toBe(2);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wide).toBeLessThanOrEqual(0);
    } finally {
      await browser.close();
    }
  });
