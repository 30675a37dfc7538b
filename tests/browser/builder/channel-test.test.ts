import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible, takePictures } from "../console-pages.ts";

const client = "client_123";

if (missingBrowser !== undefined) skipped(`a channel's test message: ${missingBrowser}`);
else {
  const { world, signedIn } = consoleWorld();

  it("a test message goes to the operator's own number, and its delivery or the provider's error is shown", async () => {
    const { product, outside } = world;
    const { page, problems } = await signedIn();
    const dialog = page.getByRole("dialog");
    await page.goto(`${product.url}/console/clients/${client}/channels`);
    const card = page.getByRole("listitem").filter({ hasText: "SMS" }).first();
    const send = async (number: string) => {
      await card.getByRole("button", { name: "Send a test message" }).click();
      await dialog.getByLabel("Your phone number").fill(number);
      await dialog.getByLabel("It is my own, or its owner has agreed.").check();
      await dialog.getByRole("button", { name: "Send the test" }).click();
    };

    await send("+919811100001");
    await dialog.getByText("Delivered", { exact: true }).waitFor();
    expect(await outside.sentTo("+919811100001")).toHaveLength(1);
    await dialog.getByRole("button", { name: "Close" }).click();

    await send("+15005550001");
    await dialog.getByText("Not delivered", { exact: true }).waitFor();
    await dialog.getByText("The provider cannot reach this number or address").waitFor();
    await dialog.getByText("21211").waitFor();
    await expectAccessible(page, ".dialog");
    await takePictures(page, "channel-test-failed");
    await dialog.getByRole("button", { name: "Close" }).click();

    await card.getByRole("button", { name: "Send a test message" }).click();
    await expectAccessible(page, ".dialog");
    await takePictures(page, "channel-test");
    expect(problems).toEqual([]);
  });
}
