import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible } from "../console-pages.ts";

const client = "client_123";

if (missingBrowser !== undefined) skipped(`the console's pages of customer success: ${missingBrowser}`);
else {
  const { world, signedIn } = consoleWorld();

  it("a task is written, snoozed and done in the console; the quarter and the gaps are shown", async () => {
    const { url } = world.product;
    const { page, problems } = await signedIn();
    await page.goto(`${url}/console/clients/${client}/success/tasks`);
    await page.getByText("No task is waiting").waitFor();
    await page.getByRole("button", { name: "Write a task" }).click();
    await page.getByLabel("What is to be done").fill("Ask for a second number");
    await page.getByLabel("Why, and how").fill("A branch opens in Pune.");
    await page.getByRole("dialog").getByRole("button", { name: "Write a task" }).click();
    await page.getByRole("link", { name: "Ask for a second number" }).click();
    await page.getByText("A branch opens in Pune.").waitFor();
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("dialog").getByLabel("Why").fill("They sent it.");
    await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
    await page.getByText("They sent it.").waitFor();
    await expectAccessible(page);
    await page.goto(`${url}/console/clients/${client}/success/review`);
    await page.getByText("The quarter goes on").waitFor();
    await page.getByRole("heading", { name: "Next quarter" }).waitFor();
    await expectAccessible(page);
    await page.goto(`${url}/console/clients/${client}/success/knowledge-gaps`);
    await page.getByText("No gap is known").waitFor();
    await expectAccessible(page);
    expect(problems).toEqual([]);
  });
}
