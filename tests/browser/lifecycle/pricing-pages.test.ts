import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible } from "../console-pages.ts";

if (missingBrowser !== undefined) skipped(`the console's pages of pricing: ${missingBrowser}`);
else {
  const { world, signedIn } = consoleWorld();

  it("a pricing is calculated, offered, and withdrawn in the console", async () => {
    const { page, problems } = await signedIn();
    await page.goto(`${world.product.url}/console/clients/client_123/pricing`);
    await page.getByRole("button", { name: "New pricing" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Support");
    await page.getByLabel("Rupees for one US dollar").fill("84.50");
    await page.getByLabel("Where the rate was read").fill("RBI");
    await page.getByRole("button", { name: "Calculate" }).click();
    await page.getByText("Nothing is expected in a month.").first().waitFor();
    await page.getByLabel("Written conversations a month").fill("10000");
    await page.getByRole("button", { name: "Calculate" }).click();
    await page.getByRole("img", { name: "What moves the cost" }).waitFor();
    expect(await page.getByRole("table", { name: "Price models" }).getByRole("row").count()).toBe(4);
    await expectAccessible(page);

    await page.getByText("The figures as a table").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("rowheader", { name: "Answers in a conversation" }).waitFor();
    await page.getByRole("button", { name: "Change the inputs" }).click();
    const inputs = page.getByRole("dialog");
    await expectAccessible(page, '[role="dialog"]');
    await inputs.getByLabel("Written conversations a month: likely").fill("20000");
    await inputs.getByLabel("Written conversations a month: lowest").fill("30000");
    await inputs.getByRole("button", { name: "Calculate" }).click();
    await inputs.getByText("must have low ≤ value ≤ high").first().waitFor();
    await inputs.getByLabel("Written conversations a month: lowest").fill("15000");
    await inputs.getByRole("button", { name: "Calculate" }).click();
    await page.getByText("Version 2 ·").waitFor();
    await page.getByRole("button", { name: "Show version 1" }).click();
    await page.getByText("Version 1 ·").waitFor();
    await page.getByRole("button", { name: "Show version 2" }).click();
    await page.getByText("Version 2 ·").waitFor();
    await expectAccessible(page);

    await page.getByRole("button", { name: "Make a proposal" }).click();
    await page.getByLabel("For", { exact: true }).fill("Asha");
    await page.getByLabel("Offered by").fill("Setu");
    await page.getByLabel("What is offered").fill("Customer support");
    await page.getByRole("dialog").getByRole("button", { name: "Make a proposal" }).click();
    const url = await page.getByRole("dialog").locator("code").textContent();
    expect((await fetch(url ?? "")).status).toBe(200);

    await page.goto(`${world.product.url}/console/clients/client_123/proposals`);
    await page.getByText("Customer support").waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Withdraw" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
    await page.getByText("Withdrawn").waitFor();
    expect(await (await fetch(url ?? "")).text()).toContain("This proposal was withdrawn.");
    expect(problems).toEqual([]);
  });
}
