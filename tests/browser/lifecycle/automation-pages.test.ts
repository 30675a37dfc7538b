import { join } from "node:path";
import type { Page } from "playwright-core";
import { projectRoot } from "../../../shared/project-root.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible } from "../console-pages.ts";

const client = "client_123";
const sections = {
  objectives: { text: "Answer customers", kind: "support" },
  requirements: { text: "Name the preparation with every price", priority: "must", aspect: "content" },
  integrations: { system: "Epic EMR", purpose: "Read visits", priority: "must" },
  scenarios: {
    title: "A question",
    given: "The price list",
    when: 'A customer asks "What does a thyroid test cost?"',
    outcome: "The agent answers.",
    requirements: ["REQ-1"],
  },
};

if (missingBrowser !== undefined) skipped(`the console's pages of automation: ${missingBrowser}`);
else {
  const { world, signedIn } = consoleWorld();
  let prd: string;

  it("a configuration is written from approved requirements, checked and activated in the console", async () => {
    await approveRequirements();
    const { page, problems } = await signedIn();
    await page.goto(`${world.product.url}/console/clients/${client}/automation`);
    await page.getByText("No configuration was written yet").waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Write a configuration" }).click();
    await page.getByRole("button", { name: "Write and check" }).click();
    await page.getByRole("button", { name: "Activate" }).waitFor({ timeout: 120_000 });
    await page.getByText("integration epic_emr, needed by INT-1").waitFor();
    await page.getByRole("row", { name: "Played in a sandbox Passed" }).waitFor();
    await page.getByRole("heading", { name: "Cost" }).waitFor();
    await expectAccessible(page);
    await approvedByAnother(page);
    await page.getByRole("button", { name: "Activate" }).click();
    await page.getByText("Active", { exact: true }).waitFor();
    const run = page.url();
    await page.goto(`${world.product.url}/console/clients/${client}/automation`);
    const issue = page.getByRole("row", { name: "epic_emr" }).getByRole("link", { name: "Issue 1" });
    expect(await issue.getAttribute("href")).toBe("https://github.com/agency/agent-platform/issues/1");
    await expectAccessible(page);
    await closeIssue();
    await page.getByRole("row", { name: "epic_emr" }).getByText("Done").waitFor();
    await page.goto(run);
    await page.getByText("epic_emr: write the configuration again to use it.").waitFor();
    await replayed(page);
    expect(problems).toEqual([]);
  });

  /** Another configuration is held against what a customer said since: old beside new. */
  async function replayed(page: Page): Promise<void> {
    const said = {
      client_id: client,
      session_id: "replayed",
      message: "What does a thyroid test cost? I am on 9876543210",
    };
    expect((await world.product.api("POST /v1/chat", { client, body: said })).status).toBe(200);
    // One of the two versions answers in another language.
    await world.outside.script("I am on [number]", { text: "आपकी जाँच की रिपोर्ट एक दिन में मिलेगी।" });
    const again = { prd_id: prd, again: true };
    const { body } = await world.product.api<{ automation_id: string }>("POST /v1/automation", { client, body: again });
    await page.goto(`${world.product.url}/console/clients/${client}/automation/${body.automation_id}`);
    await page.getByRole("row", { name: "Replay of recent conversations" }).waitFor({ timeout: 120_000 });
    const summary = page.locator("summary", { hasText: "Conversation 1" });
    await summary.getByText(/Worse|Look at it/).waitFor();
    const table = page.getByRole("table", { name: "Conversation 1" });
    if (!(await table.isVisible())) await summary.click();
    expect(await table.getByText("Language", { exact: true }).count()).toBe(2);
    await table.getByText("What does a thyroid test cost? I am on [number]").waitFor();
    expect(await table.getByRole("columnheader").allTextContents()).toEqual([
      "The customer says",
      expect.stringMatching(/^Old: version \d+$/),
      expect.stringMatching(/^New: version \d+$/),
    ]);
    await expectAccessible(page);
    if (process.env.CONSOLE_PICTURES !== "1") return;
    await page.emulateMedia({ colorScheme: "light" });
    await page.locator(".replay").screenshot({ path: join(projectRoot, "docs/console/automation-replay.png") });
  }

  /** The agency asks for two people: who generated cannot approve, and somebody else does. */
  async function approvedByAnother(page: Page): Promise<void> {
    const run = page.url();
    await page.goto(`${world.product.url}/console/clients/${client}`);
    await page.getByLabel("Activation of written configurations").selectOption("two");
    await page.getByLabel("Activation of written configurations").and(page.locator(":enabled")).waitFor();
    await page.goto(run);
    await page.getByRole("button", { name: "Approve" }).click();
    await page.getByText("Somebody else has to approve it").waitFor();
    await expectAccessible(page);
    const { product } = world;
    const approved = await fetch(`${product.url}/v1/automation/${run.split("/").at(-1)}/approve`, {
      method: "POST",
      headers: { authorization: `Bearer ${await product.token(client, "admin", "ravi")}` },
    });
    expect(approved.status).toBe(200);
    await page.reload();
    await page.getByText("Approved by ravi").waitFor();
  }

  /** As a developer does who built what was missing. */
  async function closeIssue(): Promise<void> {
    const { outside, product } = world;
    const headers = { "content-type": "application/json" };
    const control = async (path: string, body: object) =>
      fetch(`${outside.sandboxUrl}/_sandbox/github/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    await control("settings", { url: `${product.url}/webhooks/github` });
    const closed = await control("act", { repository: "agency/agent-platform", number: 1, action: "close" });
    expect(await closed.json()).toMatchObject({ posted: [200] });
  }

  async function approveRequirements(): Promise<void> {
    const { product } = world;
    const { body } = await product.api<{ prd_id: string }>("POST /v1/prds", { client, body: { title: "Front desk" } });
    prd = body.prd_id;
    const operations = Object.entries(sections).map(([section, fields]) => ({ op: "add", section, fields }));
    await product.api(`PATCH /v1/prds/${body.prd_id}`, { client, body: { operations } });
    const approved = await product.api(`POST /v1/prds/${body.prd_id}/approve`, { client, body: { revision: 2 } });
    expect(approved.status).toBe(200);
  }
}
