import { skipped } from "../skipped.ts";
import { missingBrowser } from "./call-browser.ts";
import { consoleWorld, expectAccessible } from "./console-pages.ts";

if (missingBrowser !== undefined) skipped(`the console's pages of requirements: ${missingBrowser}`);
else {
  const { world, signedIn } = consoleWorld();

  it("an interview is answered, and its document edited, kept and compared in the console", async () => {
    const { page, problems } = await signedIn();
    await page.goto(`${world.product.url}/console/clients/client_123/requirements`);
    await page.getByRole("button", { name: "Start an interview" }).click();
    await page.getByLabel("Your answers").fill("Book more tests");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("Who will talk to the agent?").waitFor();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Open the document" }).click();
    await page.getByRole("heading", { name: "Objectives" }).waitFor();
    expect(await page.getByRole("button", { name: "Approve" }).isDisabled()).toBe(true);
    await page.getByLabel("Name of the version").fill("Draft");
    await page.getByRole("button", { name: "Keep a version" }).click();
    await page.getByRole("cell", { name: "1 Draft" }).waitFor();
    await page.getByLabel("text", { exact: true }).fill("Book more blood tests");
    await page.getByLabel("text", { exact: true }).blur();
    await page.getByText("Revision 3").waitFor();
    await page.getByRole("button", { name: "Compare" }).click();
    await page.getByRole("list", { name: "Changes since" }).getByText("Book more blood tests").waitFor();
    await expectAccessible(page);
    expect(problems).toEqual([]);
  });
}
