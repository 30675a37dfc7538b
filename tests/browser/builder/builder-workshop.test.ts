import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible, takePictures } from "../console-pages.ts";

const client = "client_123";

if (missingBrowser !== undefined) skipped(`the console's workshop: ${missingBrowser}`);
else {
  const { world, signedIn } = consoleWorld();

  it("knowledge is added and found, a key is made, a server is told, and every address can be copied", async () => {
    const { page, problems } = await signedIn();
    const open = (path: string) => page.goto(`${world.product.url}/console/clients/${client}/${path}`);
    const dialog = page.getByRole("dialog");

    await open("knowledge");
    await page.getByText("No documents yet").waitFor();
    await page.getByRole("button", { name: "Add a document" }).click();
    await dialog.getByLabel("Name of the text").fill("zebra.md");
    await dialog.getByLabel("Text", { exact: true }).fill("The zebra test costs ₹731 and needs no preparation.");
    await dialog.getByRole("button", { name: "Add a document" }).click();
    await page.getByText("Quoted", { exact: true }).waitFor();
    await page.getByLabel("Try a question").fill("What does the zebra test cost?");
    await page.getByRole("button", { name: "Search as the agent does" }).click();
    await page.getByText("₹731").waitFor();
    await expectAccessible(page);

    await open("api-keys");
    await page.getByText("No keys yet").waitFor();
    await page.getByRole("button", { name: "New key" }).click();
    await dialog.getByLabel("Name").fill("Shop");
    await dialog.getByRole("button", { name: "New key" }).click();
    await dialog.getByText("it is not shown again").waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();
    await page.getByRole("row", { name: /Shop service/ }).waitFor();

    await open("webhooks");
    await page.getByRole("button", { name: "Add an endpoint" }).click();
    await dialog.getByLabel("Address").fill("https://shop.example/hooks");
    await dialog.getByLabel("What it is for").fill("The shop");
    await dialog.getByRole("button", { name: "Add an endpoint" }).click();
    await dialog.getByText("it is not shown again").waitFor();
    const first = await dialog.getByText(/^whsec_/).textContent();
    await dialog.getByRole("button", { name: "Close" }).click();
    const shop = page.getByRole("listitem").filter({ hasText: "The shop" });
    await shop.getByRole("button", { name: "New secret" }).click();
    await dialog.getByText("signs too for another day").waitFor();
    await dialog.getByRole("button", { name: "New secret" }).click();
    const secret = await dialog.getByText(/^whsec_/).textContent();
    expect(secret).not.toBe(first);
    await dialog.getByText("The secret before also signs until").waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();
    await shop.getByText("The secret before also signs until").waitFor();
    await shop.getByRole("button", { name: "New secret" }).click();
    await dialog.getByText("only the newest two sign").waitFor();
    await expectAccessible(page, ".dialog");
    await takePictures(page, "webhook-secret");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("link", { name: "The shop" }).click();
    await page.getByText("Nothing was sent yet").waitFor();

    await open("channels");
    await page.getByText("/webhooks/twilio/whatsapp").waitFor();
    await expectAccessible(page);
    await open("integrations");
    await page.getByRole("heading", { name: "zendesk" }).waitFor();
    await page.getByText("ZENDESK_API_KEY", { exact: true }).waitFor();

    await open("tables");
    await page.getByRole("main").getByRole("link").first().click();
    await page.getByRole("button", { name: "Edit" }).first().click();
    await dialog.getByLabel("Row as JSON").fill("no row");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("The row is no JSON object.").waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expectAccessible(page);
    await open("dead-letters");
    await page.getByText("Nothing is stuck").waitFor();
    expect(problems).toEqual([]);
  });
}
