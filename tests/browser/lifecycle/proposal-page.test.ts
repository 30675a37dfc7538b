import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, chromium } from "playwright-core";
import { pricingBody } from "../../../functions/engines/pricing/model/inputs.fixture.ts";
import type { PricingView } from "../../../functions/engines/pricing/pricings/views.ts";
import { openClinic } from "../../flows/stage/clinic.ts";
import { flow } from "../../flows/stage/flow.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";

if (missingBrowser !== undefined) skipped(`the page of a proposal: ${missingBrowser}`);
else {
  const world = flow();
  let browser: Browser;
  let client: string;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
    ({ client } = await openClinic(world.product));
  }, 60_000);
  afterAll(() => browser?.close(), 30_000);

  async function offered(language: "en" | "hi"): Promise<string> {
    const hybrid = { kind: "hybrid", unit: "conversation", base: "45000", included: 2_000, price: "9.5" };
    const terms = { discount: 0.05, setup_fee: "25000", tax: { name: "GST", percent: "18", parts: ["CGST", "SGST"] } };
    const inputs = { ...pricingBody, price_models: [hybrid], terms };
    const made = await world.product.api<PricingView>("POST /v1/pricing", {
      client,
      body: { name: "Support", inputs },
    });
    const words = {
      en: [
        "Customer support on WhatsApp and by telephone",
        "We answer your patients in Hindi and English, day and night.",
      ],
      hi: ["व्हाट्सऐप और फ़ोन पर ग्राहक सेवा", "हम आपके मरीज़ों को हिन्दी और अंग्रेज़ी में दिन-रात उत्तर देते हैं।"],
    }[language];
    const offer = { client_name: "Asha Diagnostics", sender: "Setu Agency", title: words[0], introduction: words[1] };
    const body = { pricing_id: made.body.pricing_id, quote: 1, language, ...offer };
    return (await world.product.api<{ url: string }>("POST /v1/proposals", { client, body })).body.url;
  }

  it.each([
    ["en", "light", 1_280],
    ["hi", "dark", 390],
  ] as const)(
    "is accessible in %s, %s, at %i pixels, and accepted by keyboard",
    async (language, colorScheme, width) => {
      const url = await offered(language);
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
      await page.goto(url);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wide).toBe(0);
      await page.locator("#name").focus();
      await page.keyboard.type("आशा राव");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Space");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      const notice = page.getByRole("status");
      await notice.waitFor();
      expect(await notice.textContent()).toContain("आशा राव");
      expect(await page.locator("form").count()).toBe(0);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      expect(problems).toEqual([]);
      await context.close();
    },
  );
}
