import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible } from "../console-pages.ts";

const client = "client_123";

if (missingBrowser !== undefined) skipped(`what the model saw: ${missingBrowser}`);
else {
  const { world, signedIn } = consoleWorld();

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
      const picture = process.env.PICTURES;
      if (picture) await page.screenshot({ path: `${picture}/turn-${width}.png`, fullPage: true });
    }
    await page.getByRole("link", { name: "Open the conversation" }).click();
    await page.getByRole("region", { name: "Messages" }).waitFor();
    expect(problems).toEqual([]);
  });
}
