import { join } from "node:path";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { projectRoot } from "../../../shared/project-root.ts";
import { type StubbedAnswer, serveStub } from "../../../shared/tools/fixtures.ts";
import { until } from "../../contracts/open-platform.ts";
import { newCustomer, newWord } from "../../flows/stage/flow.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld } from "../console-pages.ts";

/** Where the documentation's pictures are written, when they are to be taken anew. */
const pictures = process.env.CONSOLE_PICTURES === "1" ? join(projectRoot, "docs/console") : undefined;

const html = (body: string): StubbedAnswer => ({
  headers: { "content-type": "text/html; charset=utf-8" },
  body: `<html lang="en"><head><title>Sunrise Diagnostics</title></head><body>${body}</body></html>`,
});
const site = await serveStub(
  ({ path }) =>
    ({
      "/": html(
        "<h1>Sunrise Diagnostics</h1><p>We test blood in Pune since 1998.</p><p>Monday to Friday: 9am - 6pm</p><table><tr><td>Thyroid test</td><td>₹499</td></tr></table>",
      ),
      "/robots.txt": { body: "User-agent: *\nAllow: /\n" },
    })[path] ?? { status: 404 },
);
afterAll(() => site.close());

/** Answers of the interview, by a word of the question. */
const answers: readonly (readonly [question: RegExp, answer: string])[] = [
  [/achieve/, "Answer questions about tests"],
  [/Is that right/, "yes"],
  [/Which holds/, "1"],
  [/languages/, "English"],
  [/times/, "9 am to 6 pm"],
  [/steps/, "Ask which test they want\nName its price"],
  [/personal data|marketing|payments|first\?/, "no"],
  [/minutes/, "10"],
  [/today/, "20"],
  [/with the agent/, "30"],
  [/systems/, "skip"],
];

if (missingBrowser !== undefined) skipped(`the whole lifecycle in a browser: ${missingBrowser}`);
else {
  const { world, signedIn } = consoleWorld({ CRAWL_ALLOWED_ORIGINS: site.url });

  it("leads from a name and a site to an agent that answers on WhatsApp, clicked through in the console", async () => {
    const { page, problems } = await signedIn();
    const word = newWord();
    const number = `+1555${String(Date.now()).slice(-7)}`;
    const client = await newClient(page, `Sunrise ${word}`);
    const url = `${world.product.url}/console/clients/${client}`;

    await page.goto(`${url}/research`);
    await page.getByRole("button", { name: "New research" }).click();
    await page.getByLabel("Business", { exact: true }).fill("Sunrise Diagnostics");
    await page.getByLabel("Website").fill(`${site.url}/`);
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByText("Completed").first().waitFor({ timeout: 60_000 });
    // Pages read the list once: its report must stand there.
    await until("the report is written", async () => {
      const { body } = await world.product.api<{ items: { revision: number }[] }>("GET /v1/research", { client });
      return body.items.some(({ revision }) => revision > 0);
    });
    await picture(page, "research");

    await page.goto(`${url}/demos`);
    await page.getByRole("button", { name: "New demo" }).click();
    const demo = page.getByRole("dialog");
    await demo.getByRole("option", { name: /Sunrise Diagnostics, \d+ facts/ }).waitFor({ state: "attached" });
    await demo.getByLabel("Template").selectOption("healthcare");
    await demo.getByRole("button", { name: "Make the demo" }).click();
    await demo.getByRole("link", { name: "Go to the demo" }).click();
    await page.getByText("Live", { exact: true }).waitFor({ timeout: 60_000 });
    await picture(page, "demo");

    await page.goto(`${url}/requirements`);
    await page.getByRole("option", { name: /Sunrise Diagnostics/ }).waitFor({ state: "attached" });
    await page.getByRole("button", { name: "Start an interview" }).click();
    await interviewed(page);
    await picture(page, "interview");
    await page.getByRole("link", { name: "Open the document" }).click();
    await page.getByRole("button", { name: "Approve" }).and(page.locator(":enabled")).waitFor();
    await picture(page, "requirements");
    await page.getByRole("link", { name: "Conversation flows" }).click();
    await page.getByText("Name its price").first().waitFor();
    await picture(page, "flows");
    await page.getByRole("link", { name: "Open the document" }).click();
    await page.getByRole("button", { name: "Approve" }).click();
    await page.getByText("Approved ·").waitFor();

    await page.goto(`${url}/pricing`);
    await page.getByRole("button", { name: "New pricing" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Support");
    await page.getByLabel("Written conversations a month").fill("10000");
    await page.getByLabel("Rupees for one US dollar").fill("84.50");
    await page.getByLabel("Where the rate was read").fill("RBI");
    await page.getByRole("button", { name: "Calculate" }).click();
    await page.getByRole("img", { name: "What moves the cost" }).waitFor();
    await picture(page, "pricing");
    await page.getByRole("button", { name: "Make a proposal" }).click();
    await page.getByLabel("For", { exact: true }).fill("Sunrise Diagnostics");
    await page.getByLabel("Offered by").fill("Setu");
    await page.getByLabel("What is offered").fill("Customer support");
    await page.getByRole("dialog").getByRole("button", { name: "Make a proposal" }).click();
    const offer = (await page.getByRole("dialog").locator("code").textContent()) ?? "";
    await page.goto(offer);
    await page.locator("#name").fill("Asha Rao");
    await page.getByRole("checkbox").check();
    await page.getByRole("button").click();
    await page.getByText("Accepted by Asha Rao").waitFor();
    await page.goto(`${url}/proposals`);
    await page.getByText("Accepted by Asha Rao").waitFor();
    await picture(page, "proposals");

    await page.goto(`${url}/automation`);
    await page.getByRole("button", { name: "Write a configuration" }).click();
    await page.getByLabel(/WhatsApp/).fill(number);
    await page.getByRole("button", { name: "Write and check" }).click();
    await page.getByRole("button", { name: "Activate" }).waitFor({ timeout: 60_000 });
    await picture(page, "automation");
    await page.getByRole("button", { name: "Activate" }).click();
    await page.getByText("Active", { exact: true }).waitFor();

    const customer = newCustomer();
    await world.product.inbound({ to: number, from: customer, body: "What does a thyroid test cost?" });
    const sent = () => world.outside.sentTo(`whatsapp:${customer}`);
    await until("the agent answers", async () => (await sent()).length > 0);
    expect((await sent()).map(({ body }) => body).join(" ")).toContain("499");
    expect(problems).toEqual([]);
  });

  async function newClient(page: Page, name: string): Promise<string> {
    await page.goto(`${world.product.url}/console/clients`);
    await page.getByRole("button", { name: "Add client" }).click();
    await page.getByLabel("Name", { exact: true }).fill(name);
    await page.getByRole("dialog").getByRole("button", { name: "Add client" }).click();
    await page.getByRole("heading", { name, level: 1 }).waitFor();
    return /clients\/([^/?]+)/.exec(page.url())?.[1] ?? "";
  }

  /** Answers every batch until the interview has ended. */
  async function interviewed(page: Page): Promise<void> {
    const form = page.getByLabel("Your answers");
    await form.waitFor();
    for (let batch = 0; batch < 12 && (await form.isVisible()); batch += 1) {
      const lines = await page.locator("ol.chat > li").last().locator("p").allTextContents();
      const open = lines.flatMap((line) => [...line.matchAll(/^([a-d])\) (.*)$/g)]);
      const said = open.map(([, letter, question = ""]) => {
        const known = answers.find(([words]) => words.test(question))?.[1] ?? "As the price list says";
        return `${letter}) ${known}`;
      });
      const last = await page.locator("ol.chat > li").last().textContent();
      await form.fill(said.join("\n"));
      await page.getByRole("button", { name: "Send" }).click();
      await page.waitForFunction(
        (before) => document.querySelector("ol.chat > li:last-child")?.textContent !== before,
        last,
      );
    }
  }
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  await page.emulateMedia({ colorScheme: "light" });
  const shot = await page.screenshot({ animations: "disabled" });
  await sharp(shot)
    .png({ palette: true, colours: 64, effort: 10 })
    .toFile(join(pictures, `${name}.png`));
}
