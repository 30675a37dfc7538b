import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible } from "../console-pages.ts";

if (missingBrowser !== undefined) skipped(`the console's onboarding: ${missingBrowser}`);
else {
  const { world, signedIn, again } = consoleWorld();

  it("a new client gets an agent from a template, which is tried and activated by the page's address", async () => {
    const { product, outside } = world;
    const { page, problems } = await signedIn();
    await outside.script("zebra", { text: "Good day, zebra." });
    await page.getByRole("link", { name: "Onboard a client" }).click();
    await page.getByText("Step 1 of 5: Add the client").waitFor();
    await page.getByLabel("Name", { exact: true }).fill("Lotus Tea");
    await page.getByRole("button", { name: "Add client" }).click();

    await page.getByText("Step 2 of 5: Choose a template").waitFor();
    await page.getByRole("link", { name: "Restaurant" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Restaurant" }).click();

    await page.getByLabel("Agent's name").fill("Mira");
    expect(await page.getByLabel("Name of the business").inputValue()).toBe("Lotus Tea");
    await page.getByLabel("What the agent knows of the business").fill("We sell tea. {Open} from 9 to 5.");
    await page.getByLabel("What the agent is to do").fill("Answer questions about tea");
    await page.getByLabel("First language").selectOption("hi");
    await page.getByLabel("English").check();
    await page.getByLabel("Greeting of calls").fill("Namaste from {nobody}!");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Store the agent" }).click();
    // What the API refuses is told, and what was written stays.
    await page.getByRole("alert").getByText("nobody").waitFor();
    await page.getByLabel("Greeting of calls").fill("Namaste from {client_name}!");
    await page.getByRole("button", { name: "Store the agent" }).click();

    // Somebody else goes on at the same address.
    await page.getByText("Step 4 of 5: Try it").waitFor();
    const other = await again();
    await other.goto(page.url());
    const chat = other.getByRole("region", { name: "Test chat" });
    await chat.getByRole("textbox", { name: "Your message" }).fill("Hello zebra");
    await chat.getByRole("button", { name: "Send" }).click();
    await chat.getByRole("paragraph").filter({ hasText: "Good day, zebra." }).waitFor();
    await expectAccessible(other);
    await other.getByRole("link", { name: "Go on to activation" }).click();
    await other.getByText("Step 5 of 5: Activate").waitFor();
    await other.getByRole("button", { name: "Activate version 1" }).click();
    await other.getByText("Version 1 is active: new conversations get it.").waitFor();
    await expectAccessible(other);

    const client = new URL(other.url()).searchParams.get("client") ?? "";
    const stored = await product.api<{ yaml: string }>(`GET /v1/configs/${client}/main/versions/1`, { client });
    expect(stored.body).toMatchObject({ active: true, yaml: expect.stringContaining("We sell tea.") });
    expect(stored.body.yaml).not.toContain("tasting menu");
    expect(problems).toEqual([]);
  });
}
