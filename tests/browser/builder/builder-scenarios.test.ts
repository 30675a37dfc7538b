import { until } from "../../contracts/open-platform.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible, takePictures } from "../console-pages.ts";

const client = "client_123";
const scenario = (word: string, says: string) => ({
  title: `About ${word}`,
  given: "Any day",
  when: `A customer asks "How is the ${word}?"`,
  outcome: `The agent says "${says}".`,
  requirements: ["REQ-1"],
});

if (missingBrowser !== undefined) skipped(`the builder's scenarios: ${missingBrowser}`);
else {
  const { world, signedIn } = consoleWorld();

  it("the scenarios are played with a text that is not stored, each with its verdict and its transcript", async () => {
    const { product, outside } = world;
    const { page, problems } = await signedIn();
    const agent = `${product.url}/console/clients/${client}/agents/default`;
    await page.goto(agent);
    await page.getByRole("button", { name: "Scenarios" }).click();
    await page.getByRole("heading", { name: "No scenarios yet" }).waitFor();
    await expectAccessible(page);

    await generatedRun();
    await page.goto(agent);
    await page.getByLabel("Agent's name").fill("Zara");
    await outside.script("zebra", { text: "The zebra has a fine day." });
    await outside.script("hippo", { text: "The hippo sleeps." });
    await page.getByRole("button", { name: "Scenarios" }).click();
    const panel = page.getByRole("region", { name: "Scenarios" });
    await panel.getByRole("button", { name: /Play \d+ scenarios/ }).click();
    const passed = panel.getByRole("listitem").filter({ hasText: "About zebra" });
    await passed.getByText("Passed", { exact: true }).waitFor();
    const failed = panel.getByRole("listitem").filter({ hasText: "About hippo" });
    await failed.getByText("Not met").waitFor();
    await failed.getByText('The reply does not say "hippo swims".').waitFor();
    await failed.getByRole("listitem").filter({ hasText: "The hippo sleeps." }).waitFor();
    await until("the run has ended", async () => (await panel.getByRole("button", { name: "Stop" }).count()) === 0);
    await passed.getByText("About zebra").click();
    await passed
      .getByText(/^tokens: \d+ read/)
      .first()
      .waitFor({ state: "attached" });
    for (const width of [1_440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await expectAccessible(page);
    }
    await takePictures(page, "scenarios");
    expect(problems).toEqual([]);
  });

  /** A configuration that was written from requirements with two scenarios. */
  async function generatedRun(): Promise<void> {
    const { product } = world;
    const api = <Body>(line: string, body?: object) =>
      product.api<Body>(line, { client, ...(body === undefined ? {} : { body }) });
    const { body: made } = await api<{ prd_id: string }>("POST /v1/prds", { title: "Front desk" });
    const operations = [
      ["objectives", { text: "Answer customers", kind: "support" }],
      ["requirements", { text: "Tell how the animals are", priority: "must", aspect: "content" }],
      ["scenarios", scenario("zebra", "fine day")],
      ["scenarios", scenario("hippo", "hippo swims")],
    ].map(([section, fields]) => ({ op: "add", section, fields }));
    await api(`PATCH /v1/prds/${made.prd_id}`, { operations });
    await api(`POST /v1/prds/${made.prd_id}/approve`, { revision: 2 });
    const { body: run } = await api<{ automation_id: string }>("POST /v1/automation", { prd_id: made.prd_id });
    await until("the run is checked", async () => {
      const { body } = await api<{ status: string }>(`GET /v1/automation/${run.automation_id}`);
      return !["generating", "checking"].includes(body.status);
    });
  }
}
