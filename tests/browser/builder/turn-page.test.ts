import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible, takePictures } from "../console-pages.ts";

const client = "client_123";

if (missingBrowser !== undefined) skipped(`what the model saw: ${missingBrowser}`);
else {
  const { world, signedIn, again } = consoleWorld();

  it("the inbox leads from the bot's message to what the model saw, and back", async () => {
    const { product, outside } = world;
    await outside.script("zebra", { text: "Good day, zebra." });
    const chat = { client_id: client, session_id: "inspected", message: "Hello zebra" };
    const { body } = await product.api("POST /v1/chat", { client, body: chat });
    const { page, problems } = await signedIn();
    await page.goto(`${product.url}/console/inbox/${body.conversation_id}?client=${client}`);
    await page.getByRole("link", { name: "What the model saw" }).click();
    await page.getByRole("heading", { name: "What the model saw", level: 1 }).waitFor();
    await page.getByText("Turn 1 of the conversation, answered by default, version 1.").waitFor();
    await page.getByText(/^Request 1 to /).click();
    await page.getByText(/a healthcare assistant/).waitFor();
    for (const width of [1_440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await expectAccessible(page);
    }
    await page.getByRole("link", { name: "Open the conversation" }).click();
    await page.getByRole("region", { name: "Messages" }).waitFor();
    expect(problems).toEqual([]);
  });

  it("a turn is answered again by another version, and by a text that is not stored, beside the answer that was given", async () => {
    const { product, outside } = world;
    const path = `/v1/configs/${client}/default`;
    const stored = await product.api<{ yaml: string }>(`GET ${path}/versions/1`, { client });
    await outside.script("yak", { text: "Good day, yak." });
    const chat = { client_id: client, session_id: "rerun", message: "Hello yak" };
    const { body: answered } = await product.api("POST /v1/chat", { client, body: chat });
    const yaml = stored.body.yaml.replace(/agent_name: .*/, 'agent_name: "Zara"');
    await product.api(`PUT ${path}`, { client, body: { yaml, activate: false } });

    const page = await again();
    await page.goto(`${product.url}/console/clients/${client}/conversations/${answered.conversation_id}/turns/1`);
    const section = page.getByRole("region", { name: "Answer this turn again" });
    await outside.script("yak", { text: "Please bring 12 papers, yak." });
    await section.getByRole("button", { name: "Answer again" }).click();
    const now = section.getByRole("region", { name: "Now: Version 2" });
    await now.getByRole("listitem").filter({ hasText: "Please bring 12 papers" }).waitFor();
    await section
      .getByRole("region", { name: "Then: Version 1" })
      .getByRole("listitem")
      .getByText("Good day, yak.")
      .waitFor();
    await section.getByRole("table", { name: "Differences" }).getByText("12", { exact: true }).waitFor();
    await now
      .getByText(/tokens: \d+ read/)
      .first()
      .click();
    await now.getByText(/^Request 1 to /).click();
    await now.getByText("You are Zara, a healthcare assistant").waitFor();
    for (const width of [1_440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await expectAccessible(page);
    }
    await takePictures(page, "rerun");

    await section.getByRole("button", { name: "Change the text first" }).click();
    const editor = section.getByRole("textbox", { name: "Configuration as YAML" });
    await editor.click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(yaml.replaceAll("Zara", "Omar"));
    await section.getByRole("button", { name: "Answer again" }).click();
    const changed = section.getByRole("region", { name: "Now: Version 2, changed" });
    await changed
      .getByText(/tokens: \d+ read/)
      .first()
      .click();
    await changed.getByText(/^Request 1 to /).click();
    await changed.getByText("You are Omar, a healthcare assistant").first().waitFor();
    await expectAccessible(page);
    await takePictures(page, "rerun-changed");
    const turns = await product.api<{ items: unknown[] }>(`GET /v1/conversations/${answered.conversation_id}/turns`, {
      client,
    });
    expect(turns.body.items).toHaveLength(1);
  });
}
