import { flow } from "../../flows/stage/flow.ts";
import { skipped } from "../../skipped.ts";
import { inRealTime } from "../../voice/real-time.ts";
import { missingBrowser, openCallBrowser } from "../calls/call-browser.ts";
import { expectAccessible, takePictures } from "../console-pages.ts";

inRealTime();

const client = "client_123";

if (missingBrowser !== undefined) skipped(`the console's test call: ${missingBrowser}`);
else {
  const world = flow(undefined, { SPEECH_PROVIDER: "embedded", LIVEKIT_URL: "" });
  let browser: Awaited<ReturnType<typeof openCallBrowser>>;
  // The printed link works once, so the person stays signed in when a test is tried again.
  beforeAll(async () => {
    browser = await openCallBrowser({ width: 1_280, height: 900 });
    const [link = ""] = /\S+\/console\/sign-in#\S+/.exec(world.product.output()) ?? [];
    await browser.page.goto(link);
    await browser.page.getByRole("button", { name: "Sign in" }).click();
    await browser.page.waitForURL(/\/console\/clients/);
  }, 60_000);
  afterAll(() => browser.close());

  it("a text that is not stored is called: it greets, answers what is typed with captions, and ends", async () => {
    const { product, outside } = world;
    const { page, problems, hears, heardMs } = browser;
    await page.goto(`${product.url}/console/clients/${client}/agents/default`);
    await page.getByLabel("Agent's name").fill("Zara");
    await page.getByText("Changes are not stored yet.").waitFor();
    await page.getByRole("button", { name: "Test call" }).click();
    const panel = page.getByRole("region", { name: "Test call" });
    await panel.getByText("Call the agent and hear its greeting").waitFor();
    await expectAccessible(page);
    await panel.getByRole("button", { name: "Call", exact: true }).click();
    await panel.locator(".bubble[data-by=agent]").first().waitFor();
    await hears(500);
    await panel.getByText("Zara is listening").waitFor();

    await outside.script("thyroid", { text: "A thyroid test costs 549 rupees. Shall I book it for you?" });
    const before = await heardMs();
    await panel.getByLabel("Type what you want to say").fill("What does a thyroid test cost?");
    await panel.getByRole("button", { name: "Say" }).click();
    await panel.locator(".bubble[data-by=customer]").getByText("What does a thyroid test cost?").waitFor();
    await panel.locator(".bubble[data-by=agent]").getByText("549").waitFor();
    await hears(800, before);
    await expectAccessible(page);
    await takePictures(page, "test-call");
    await panel.getByRole("button", { name: "Hang up" }).click();
    await panel.getByText("You hung up").waitFor();
    await panel.getByRole("button", { name: "Call again" }).waitFor();
    const { body } = await product.api<{ items: unknown[] }>(`GET /v1/configs/${client}/default/versions`, { client });
    expect(body.items).toHaveLength(1);
    expect((await product.api("GET /v1/calls", { client })).body).toMatchObject({ items: [] });
    expect(problems).toEqual([]);
  });
}
