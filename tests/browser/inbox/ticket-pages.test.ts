import { openClinic } from "../../flows/stage/clinic.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible } from "../console-pages.ts";

if (missingBrowser !== undefined) skipped(`the console's pages of tickets: ${missingBrowser}`);
else {
  const { world, signedIn } = consoleWorld();

  it("staff take a ticket that the agent left, note something and solve it", async () => {
    const { product, outside } = world;
    const { client } = await openClinic(product, { hasHelpDesk: true });
    await product.api("POST /v1/clients", { client: "agency", body: { client_id: client, name: "Clinic" } });
    const args = { subject: "Report is missing", description: "Please send my report again", priority: "high" };
    await outside.script("report", { functionCall: { name: "leave_ticket", args } }, { text: "I left a ticket." });
    await product.chat({ client, session: "visitor", message: "My report is missing" });

    const { page, problems } = await signedIn();
    await page.goto(`${product.url}/console/clients/${client}/tickets`);
    await page.getByRole("link", { name: args.subject }).click();
    await page.getByRole("heading", { name: args.subject, level: 1 }).waitFor();
    await page.getByText(args.description).waitFor();
    await page.getByRole("button", { name: "Take it" }).click();
    await page.getByRole("button", { name: "Take it" }).waitFor({ state: "detached" });
    await page.getByLabel("Note for staff").fill("Sent it by e-mail <b>now</b>");
    await page.getByRole("button", { name: "Add note" }).click();
    await page.getByRole("listitem").getByText("Sent it by e-mail <b>now</b>").waitFor();
    await page.getByLabel("State").selectOption({ label: "Solved" });
    await expectAccessible(page);
    await page.getByRole("link", { name: "Tickets" }).click();
    await page.getByText("There are no such tickets").waitFor();
    await page.getByLabel("State").selectOption({ label: "Solved" });
    await page.getByRole("link", { name: args.subject }).waitFor();
    expect(problems).toEqual([]);
  });
}
