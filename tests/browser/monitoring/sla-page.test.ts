import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible } from "../console-pages.ts";

const client = "client_123";
/** A time as a field of the type `datetime-local` takes it. */
const local = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16);

if (missingBrowser !== undefined) skipped(`the console's SLA page: ${missingBrowser}`);
else {
  const { world, signedIn } = consoleWorld({ TZ: "UTC" });

  it("announces maintenance and calls it off, corrects minutes with a reason, and lists both", async () => {
    const { page, problems } = await signedIn();
    await page.goto(`${world.product.url}/console/clients/${client}/sla`);
    await page.getByText("No maintenance", { exact: true }).waitFor();
    await page.getByText("No corrections", { exact: true }).waitFor();
    const dialog = page.getByRole("dialog");

    await page.getByRole("button", { name: "Announce maintenance" }).click();
    await dialog.getByLabel("What is done").fill("A newer database");
    await dialog.getByLabel("From").fill(local(48));
    await dialog.getByLabel("Until").fill(local(47));
    await dialog.getByRole("button", { name: "Announce maintenance" }).click();
    await dialog.getByRole("alert").getByText("`until` must be after `from`.").waitFor();
    await dialog.getByLabel("Until").fill(local(49));
    await dialog.getByRole("button", { name: "Announce maintenance" }).click();
    const planned = page.getByRole("row", { name: /A newer database All channels .* Planned/ });
    await planned.waitFor();

    await page.getByRole("button", { name: "Correct minutes" }).click();
    await dialog.getByLabel("Reason").fill("The client had switched its number off.");
    await dialog.getByLabel("From").fill(local(-3));
    await dialog.getByLabel("Until").fill(local(-2));
    await dialog.getByLabel("Counts as").selectOption("up");
    await dialog.getByRole("button", { name: "Correct minutes" }).click();
    await page.getByRole("row", { name: /The client had switched its number off\. All channels .* Working/ }).waitFor();
    await expectAccessible(page);

    await planned.getByRole("button", { name: "Call off" }).click();
    await dialog.getByRole("button", { name: "Call off" }).click();
    await page.getByRole("row", { name: /A newer database .* Called off/ }).waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessible(page);
    expect(problems).toEqual([]);
  });
}
