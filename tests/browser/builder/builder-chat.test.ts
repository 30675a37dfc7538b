import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible } from "../console-pages.ts";

const client = "client_123";

if (missingBrowser !== undefined) skipped(`the console's test chat: ${missingBrowser}`);
else {
  const { world, signedIn } = consoleWorld();

  it("a text that is not stored is tried in the test chat, and shows how it came to its answer", async () => {
    const { product, outside } = world;
    const { page, problems } = await signedIn();
    await outside.script("zebra", { text: "Good day, zebra." });
    await page.goto(`${product.url}/console/clients/${client}/agents/default`);
    await page.getByLabel("Agent's name").fill("Zara");
    await page.getByText("Changes are not stored yet.").waitFor();
    await page.getByRole("button", { name: "Test chat" }).click();
    await page.getByText("Say what a customer would say.").waitFor();
    const chat = page.getByRole("region", { name: "Test chat" });
    await chat.getByRole("textbox", { name: "Your message" }).fill("Hello zebra");
    await chat.getByRole("button", { name: "Send" }).click();
    await chat.getByRole("paragraph").filter({ hasText: "Good day, zebra." }).waitFor();
    await chat
      .getByText(/tokens: \d+ read/)
      .first()
      .click();
    await chat.getByText(/^Request 1 to /).click();
    await chat.getByText("You are Zara, a healthcare assistant").waitFor();
    await expectAccessible(page);
    const stored = await product.api<{ items: unknown[] }>(`GET /v1/configs/${client}/default/versions`, { client });
    expect(stored.body.items).toHaveLength(1);
    await page.getByRole("button", { name: "Discard changes" }).click();
    await chat.getByText("The text has changed since this conversation began.").waitFor();
    await chat.getByRole("button", { name: "Start again" }).click();
    await page.getByText("Say what a customer would say.").waitFor();
    expect(problems).toEqual([]);
  });
}
