import { setTimeout as delay } from "node:timers/promises";
import { until } from "../../contracts/open-platform.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible } from "../console-pages.ts";

const client = "client_123";
const refused = { title: "Forbidden", status: 403, code: "forbidden", detail: "The KPIs are not for you." };
// Of another version than the page: it has no budgets.
const strangeSpend = { until: "2026-11-29", days: [], unpriced: {} };

if (missingBrowser !== undefined) skipped(`the console's morning overview: ${missingBrowser}`);
else {
  const { world, signedIn } = consoleWorld();

  it("the overview says what is known and what is not, and outlives a part that fails or cannot be shown", async () => {
    const { product } = world;
    await product.chat({ client, session: "visitor-1", message: "Hello" });
    const incident = { title: "Answers in Hindi are slow", channels: ["whatsapp"], severity: "page" };
    expect((await product.api("POST /v1/incidents", { client, body: incident })).status).toBe(201);
    const versions = `/v1/configs/${client}/default`;
    const stored = await product.api<{ items: { version: number }[] }>(`GET ${versions}/versions`, { client });
    const newest = `${versions}/versions/${stored.body.items[0]?.version}`;
    const text = await product.api<{ yaml: string }>(`GET ${newest}`, { client });
    const body = { yaml: `${text.body.yaml}\n# The next version\n` };
    const pushed = await product.api<{ version: number }>(`PUT ${versions}`, { client, body });
    const { version } = pushed.body;
    const rollout = { config: "default", version, percents: [5, 100] };
    expect((await product.api("POST /v1/rollouts", { client, body: rollout })).status).toBe(202);
    await until("the conversation is counted", async () => {
      await delay(500);
      const { body } = await product.api<{ items: { score: number | null }[] }>("GET /v1/health-scores", { client });
      return body.items[0]?.score === 100;
    });

    const { page, problems } = await signedIn();
    let failing = true;
    await page.route("**/v1/kpis", (route) =>
      failing ? route.fulfill({ status: 403, json: refused }) : route.continue(),
    );
    await page.route("**/v1/spend?*", (route) => (failing ? route.fulfill({ json: strangeSpend }) : route.continue()));
    const today = `${product.url}/console/clients/${client}/overview`;
    await page.goto(today);
    const tile = (name: string) => page.getByRole("region", { name, exact: true });
    await tile("Health").getByText("100 of 100").waitFor();
    await tile("Health").getByText("Nothing has become worse").waitFor();
    await tile("Open incidents").getByText("Answers in Hindi are slow").waitFor();
    await tile("SLA of the month").getByText("Not known: the configuration has no SLA.").waitFor();
    await tile("Quality").getByText("Not known: no conversation has been evaluated.").waitFor();
    await tile("Experiments").getByText("No experiment is running").waitFor();
    await tile("Rollouts")
      .getByRole("link", { name: `default, version ${version}` })
      .waitFor();
    await tile("Rollouts").getByText("5 % of customers").waitFor();
    await tile("Unanswered questions").waitFor();
    await tile("Missing tools").getByText("No requirement waits").waitFor();
    await tile("KPIs").getByRole("alert").getByText("The KPIs are not for you.").waitFor();
    await tile("Spend of the month").getByRole("alert").waitFor();

    failing = false;
    await tile("KPIs").getByRole("button", { name: "Try again" }).click();
    await tile("KPIs")
      .getByText(/^Not known, nothing was counted in 28 days: .*Net promoter score/)
      .waitFor();
    await page.reload();
    await tile("Spend of the month")
      .getByText(/in \d{4}-\d\d$/)
      .waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessible(page);

    await page.setViewportSize({ width: 1_280, height: 900 });
    await tile("Health").getByRole("link", { name: "Health" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Success", level: 1 }).waitFor();
    await page.getByText("100 of 100").waitFor();
    await page.getByRole("row", { name: /^Net promoter score – No target – Trend not known/ }).waitFor();
    await expectAccessible(page);
    expect(problems).toEqual([]);
  });
}
