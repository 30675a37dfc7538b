import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible } from "../console-pages.ts";

// What operators, builders and researchers do all day is in inbox-*.test.ts, builder-*.test.ts and task-pages.test.ts.
const client = "client_123";

if (missingBrowser) skipped(`journeys of an owner and an admin: ${missingBrowser}`);
else journeys(consoleWorld());

function journeys({ world, signedIn, again }: ReturnType<typeof consoleWorld>): void {
  it("an agency's admin adds a client, invites an operator, gives them another role, and reads what was done", async () => {
    const { page, problems } = await signedIn();
    await page.getByRole("button", { name: "Add client" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Sharma Dental Care");
    await dialog.getByRole("button", { name: "Add client" }).click();
    await page.getByRole("heading", { name: "Sharma Dental Care", level: 1 }).waitFor();

    await page.getByRole("link", { name: "People", exact: true }).click();
    await page.getByRole("button", { name: "Invite" }).click();
    await dialog.getByLabel("Name").fill("Ravi Mehta");
    await dialog.getByLabel("E-mail").fill("ravi@agency");
    await dialog.getByRole("button", { name: "Invite" }).click();
    // What the API refuses stands at its field, and what was typed stays.
    await dialog.locator(".field .problem").waitFor();
    await dialog.getByLabel("E-mail").fill("ravi@agency.example");
    await dialog.getByRole("button", { name: "Invite" }).click();
    const link = await dialog.locator("code").textContent();
    await page.keyboard.press("Escape");
    await page.getByLabel("Search by the first letters of a name").fill("ravi");
    const row = page.getByRole("row").filter({ hasText: "ravi@agency.example" });
    await row.getByRole("button", { name: "Roles…" }).click();
    await dialog.getByLabel("viewer").check();
    await dialog.getByRole("button", { name: "Save" }).click();
    await row.getByText("operator, viewer").waitFor();

    const invited = await again();
    await invited.context().clearCookies();
    await invited.goto(link ?? "");
    await invited.getByRole("button", { name: "Sign in" }).click();
    await invited.getByRole("heading", { name: "Clients", exact: true }).waitFor();
    expect(await invited.getByRole("link", { name: "People", exact: true }).count()).toBe(0);

    await row.getByRole("button", { name: "Remove" }).click();
    await dialog.getByRole("button", { name: "Remove" }).click();
    await row.getByText("Removed").waitFor();
    await invited.reload();
    await invited.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.getByRole("link", { name: "Audit", exact: false }).click();
    await page.getByRole("table").getByText("Ravi Mehta").first().waitFor();
    await expectAccessible(page);
    expect(problems).toEqual([]);
  });

  it("an owner looks at their client's day, quality, spend and contract, and sees no other client", async () => {
    const { product } = world;
    await product.chat({ client, session: "visitor-1", message: "What does a thyroid test cost?" });
    const person = { name: "Asha Rao", email: "asha@healthfirst.example", roles: ["admin"], client_id: client };
    const made = await product.api<{ sign_in_url: string }>("POST /v1/people", { client: "agency", body: person });
    const page = await again();
    await page.context().clearCookies();
    await page.goto(made.body.sign_in_url);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("link", { name: "HealthFirst Diagnostics" }).first().click();
    const menu = page.getByRole("navigation");
    await menu.getByRole("link", { name: "Today" }).click();
    await page.getByRole("region", { name: "Health", exact: true }).waitFor();
    for (const name of ["Quality", "SLA and incidents", "Success", "Spend"]) {
      await menu.getByRole("link", { name, exact: true }).click();
      await page.getByRole("heading", { name, level: 1 }).waitFor();
    }
    await page.getByText("Costs appear here a minute after").or(page.getByText("$")).first().waitFor();
    await expectAccessible(page);
    expect(await page.getByRole("link", { name: "Research tasks of all clients" }).count()).toBe(0);
    await page.goto(`${product.url}/console/clients/another_client/spend`);
    await page.getByRole("alert").first().waitFor();
  });
}
