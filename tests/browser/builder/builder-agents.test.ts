import { until } from "../../contracts/open-platform.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible } from "../console-pages.ts";

const client = "client_123";

if (missingBrowser !== undefined) skipped(`the console's pages of agents: ${missingBrowser}`);
else {
  const { world, signedIn } = consoleWorld();

  it("an agent is made, changed by form and by text, stored, activated, compared and taken back", async () => {
    const { product } = world;
    const { page, problems } = await signedIn();
    const logged: string[] = [];
    page.on("console", (message) => message.type() === "error" && logged.push(message.text()));
    await page.goto(`${product.url}/console/clients/${client}/agents`);
    await page.getByText("Version 1 is active").waitFor();
    await page.getByRole("button", { name: "New agent" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name of the configuration").fill("sales");
    await dialog.getByLabel("Agent's name").fill("Asha");
    await dialog.getByLabel("What the agent is told").fill("You are {agent_name} and sell tea.\nBe brief.");
    await dialog.getByRole("button", { name: "New agent" }).click();
    await page.getByRole("heading", { name: "Asha", level: 1 }).waitFor();
    await page.getByRole("button", { name: "Activate version 1" }).click();
    await page.getByText("Version 1 is active: new conversations get it.").waitFor();

    // A comment of the text stays when a field changes.
    const editor = page.getByRole("textbox", { name: "Configuration as YAML" });
    await editor.getByText("agent_name: Asha").click();
    await page.keyboard.press("End");
    await page.keyboard.type(" # ours");
    await page.getByLabel("Agent's name").fill("Mira");
    await editor.getByText("agent_name: Mira # ours").waitFor();

    // The editor offers what the schema knows, and says what is wrong at its line.
    await editor.getByText("agent_name: Mira # ours").click();
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.keyboard.type("perso");
    await page.getByRole("option", { name: "personality" }).click();
    await editor.getByText("personality:").waitFor();
    await page.keyboard.type("kind");
    await until("the field has it", async () => (await page.getByLabel("Personality").inputValue()) === "kind");
    await page.keyboard.press("Enter");
    await page.keyboard.type("tone: warm");
    await page.getByRole("button", { name: /Problem · line \d+.*tone/ }).click();
    await page.getByText("Changes can be stored once the text has no problems.").waitFor();
    await expectAccessible(page);
    await page.keyboard.press("End");
    await page.keyboard.press("Shift+Home");
    await page.keyboard.press("Backspace");
    await page.getByRole("button", { name: "Save version" }).click();
    await page.getByText("Version 2 is stored.").waitFor();
    await page.getByRole("button", { name: "Activate version 2" }).click();
    await page.getByText("Version 2 is active: new conversations get it.").waitFor();

    await page.getByRole("link", { name: "Versions" }).click();
    const diff = page.getByRole("region", { name: "Lines that differ between version 1 and version 2" });
    await diff.getByText("+ agent_name: Mira # ours").waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Roll back…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Roll back…" }).click();
    await page.getByText("active again by a rollback").waitFor();
    await page.getByRole("row", { name: /^Version 1 Active/ }).waitFor();
    expect([...problems, ...logged]).toEqual([]);

    await product.api(`PATCH /v1/clients/${client}`, { client: "agency", body: { approval: "two" } });
    await page.getByRole("link", { name: "Edit" }).click();
    await page.getByLabel("Agent's name").fill("Meera");
    await page.getByRole("button", { name: "Save and activate" }).click();
    await page.getByText("This client needs two people").waitFor();
    await page.getByRole("button", { name: "Save version" }).click();
    await page.getByText("Version 3 is stored.").waitFor();

    // Nobody loses by a click what was not stored.
    await page.getByLabel("Agent's name").fill("Unsaved");
    const leaving = page.getByRole("dialog", { name: "Leave without saving?" });
    await page.getByRole("link", { name: "Versions" }).click();
    await leaving.getByRole("button", { name: "Stay here" }).click();
    expect(await page.getByLabel("Agent's name").inputValue()).toBe("Unsaved");
    await page.getByRole("link", { name: "Versions" }).click();
    await leaving.getByRole("button", { name: "Leave without saving" }).click();
    await page.getByRole("row", { name: /^Version 3/ }).waitFor();
  });
}
