import { skipped } from "../skipped.ts";
import { missingBrowser } from "./call-browser.ts";
import { consoleWorld, expectAccessible } from "./console-pages.ts";

const client = "client_123";
const refused = { title: "Forbidden", status: 403, code: "forbidden", detail: "The KPIs are not for you." };

if (missingBrowser !== undefined) skipped(`the console's morning overview: ${missingBrowser}`);
else {
  const { world, signedIn } = consoleWorld();

  it("the overview says what is known and what is not, and outlives a part that fails or cannot be shown", async () => {
    const { product } = world;
    const incident = { title: "Answers in Hindi are slow", channels: ["whatsapp"], severity: "page" };
    const opened = await product.api("POST /v1/incidents", { client, body: incident });
    expect(opened.status).toBe(201);

    const { page, problems } = await signedIn();
    let failing = true;
    await page.route("**/v1/kpis", (route) =>
      failing ? route.fulfill({ status: 403, json: refused }) : route.continue(),
    );
    // Of another version than the page: it has no budgets.
    await page.route("**/v1/spend?*", (route) =>
      route.fulfill({ json: { until: "2026-11-29", days: [], unpriced: {} } }),
    );
    const today = `${product.url}/console/clients/${client}/overview`;
    await page.goto(today);
    const tile = (name: string) => page.getByRole("region", { name, exact: true });
    await tile("Health").getByText("Not known: there was no conversation in 42 days.").waitFor();
    await tile("Open incidents").getByText("Answers in Hindi are slow").waitFor();
    await tile("SLA of the month").waitFor();
    await tile("Quality").getByText("Not known: no conversation has been evaluated.").waitFor();
    await tile("Experiments").getByText("No experiment is running").waitFor();
    await tile("Rollouts").getByText("No version is being rolled out").waitFor();
    await tile("Unanswered questions").getByText("No question is waiting").waitFor();
    await tile("Missing tools").getByText("No requirement waits").waitFor();
    await tile("KPIs").getByRole("alert").getByText("The KPIs are not for you.").waitFor();
    await tile("Spend of the month").getByRole("alert").waitFor();

    failing = false;
    await tile("KPIs").getByRole("button", { name: "Try again" }).click();
    await tile("KPIs").getByText("Not known, nothing was counted in 28 days: Solved without a person").waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessible(page);
    await tile("Health").getByRole("link", { name: "Health" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Success", level: 1 }).waitFor();
    await page.getByRole("row", { name: /^Net promoter score – No target – Trend not known/ }).waitFor();
    await page.getByText("Nothing to propose yet").waitFor();
    await expectAccessible(page);
    expect(problems).toEqual([]);
  });
}
