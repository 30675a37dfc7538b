import { until } from "../../contracts/open-platform.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible } from "../console-pages.ts";

const client = "client_123";

if (missingBrowser !== undefined) skipped(`the console's pages of rollouts: ${missingBrowser}`);
else {
  const { world, signedIn } = consoleWorld();

  it("a version is rolled out, watched and taken back in the console", async () => {
    const { product } = world;
    const versions = `/v1/configs/${client}/default`;
    const stored = await product.api<{ items: { version: number }[] }>(`GET ${versions}/versions`, { client });
    const [newest] = stored.body.items;
    const text = await product.api<{ yaml: string }>(`GET ${versions}/versions/${newest?.version}`, { client });
    const body = { yaml: `${text.body.yaml}\n# The next version\n` };
    const pushed = await product.api<{ version: number }>(`PUT ${versions}`, { client, body });

    const { page, problems } = await signedIn();
    await page.goto(`${product.url}/console/clients/${client}/rollouts`);
    await page.getByText("No version was rolled out yet").waitFor();
    await page.getByRole("button", { name: "Roll a version out" }).click();
    await page.getByRole("spinbutton", { name: "Version" }).fill(String(pushed.body.version));
    await page.getByLabel("Shares of customers, in percent").fill("50, 100");
    await page.getByLabel("Minutes that a stage lasts at least").fill("1");
    await page.getByRole("dialog").getByRole("button", { name: "Roll a version out" }).click();
    await page.getByText("Runs", { exact: true }).waitFor();

    const said = Array.from({ length: 12 }, (_, index) => ({ client, session: `visitor-${index}`, message: "Hello" }));
    await Promise.all(said.map((each) => product.chat(each)));
    const conversations = page.getByRole("row", { name: /^50 %/ });
    await until("the conversations are counted", async () => {
      const counts = [...((await conversations.textContent()) ?? "").matchAll(/(\d+) conversations/g)];
      return counts.reduce((sum, [, count]) => sum + Number(count), 0) === 12;
    });
    await page.getByRole("heading", { name: "Guardrails" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Take back" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
    await page.getByText("Taken back", { exact: true }).waitFor();
    await expectAccessible(page);
    expect(problems).toEqual([]);
  });
}
