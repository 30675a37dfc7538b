import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible } from "../console-pages.ts";

if (missingBrowser !== undefined) skipped(`the console's pages of research: ${missingBrowser}`);
else {
  const { world, signedIn } = consoleWorld();

  it("a research is started, its place chosen, and its report read in the console", async () => {
    const { page, problems } = await signedIn();
    const start = async (fields: Readonly<Record<string, string>>) => {
      await page.goto(`${world.product.url}/console/clients/client_123/research`);
      await page.getByRole("button", { name: "New research" }).click();
      for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
      await page.getByRole("button", { name: "Start" }).click();
    };

    await start({ Business: "City Care Clinic" });
    await page.getByRole("heading", { name: "Which place is it?" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: /^This one: .*Nagpur/ }).click();
    await page.getByRole("cell", { name: "21 Civil Lines, Nagpur, Maharashtra 440001, India" }).waitFor();

    await start({ Business: "Sunrise Diagnostics", City: "Pune", "User name on Instagram": "nobody" });
    await page.getByRole("heading", { name: "Opportunities" }).waitFor();
    const sources = page.getByRole("table", { name: "Sources" });
    await sources.getByText("Meta knows no such account").waitFor();
    await page.getByText("2 of 5 reviews complain that nobody answers the phone.").first().waitFor();
    await page.getByText("फोन कोई नहीं उठाता।").first().waitFor();
    expect(await page.getByText("certified by the WHO").count()).toBe(0);
    await expectAccessible(page);
    expect(problems).toEqual([]);
  }, 180_000);
}
