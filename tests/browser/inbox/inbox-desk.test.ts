import type { Page } from "playwright-core";
import { until } from "../../contracts/open-platform.ts";
import { newWord } from "../../flows/stage/flow.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible } from "../console-pages.ts";

const client = "client_123";

interface Messages {
  readonly items: readonly { readonly role: string; readonly text: string; readonly by?: string }[];
}

if (missingBrowser) skipped(`the inbox in a browser: ${missingBrowser}`);
else inboxInABrowser(consoleWorld());

function inboxInABrowser({ world, signedIn }: ReturnType<typeof consoleWorld>): void {
  let page: Page;
  let problems: readonly string[];
  beforeAll(async () => {
    ({ page, problems } = await signedIn());
  }, 60_000);
  afterAll(() => expect(problems).toEqual([]));

  const api = <T = Readonly<Record<string, unknown>>>(
    line: string,
    body?: object,
    role: "admin" | "operator" = "operator",
  ) => world.product.api<T>(line, { client, role, ...(body === undefined ? {} : { body }) });
  const status = async (id: string) => (await api(`GET /v1/conversations/${id}`)).body.status;
  const answersOf = async (id: string) =>
    (await api<Messages>(`GET /v1/conversations/${id}/messages?limit=100`)).body.items
      .filter(({ role }) => role === "operator")
      .map(({ text }) => text)
      .toReversed();
  const say = (session: string, message: string) => world.product.chat({ client, session, message });
  const rows = () => page.getByRole("list", { name: "Conversations" }).getByRole("listitem");
  const messages = () => page.getByRole("region", { name: "Messages" });
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const field = () => page.getByRole("textbox", { name: "Write to the customer" });

  /** Somebody who waits for a person. */
  async function waiting(): Promise<{ readonly id: string; readonly session: string }> {
    const session = `visitor-${newWord()}`;
    await say(session, "What does a thyroid test cost?");
    const { conversation_id: id } = await say(session, "Please connect me to a real person");
    return { id, session };
  }

  async function open(id = ""): Promise<void> {
    await page.goto(`${world.product.url}/console/inbox${id && `/${id}`}?client=${client}`);
    await page.getByText("Live", { exact: true }).waitFor();
  }

  it("shows a new request without being asked, and is answered by the keyboard alone", async () => {
    await open();
    const { id, session } = await waiting();
    await rows().first().waitFor();
    const parts = page.getByRole("group", { name: "Parts of the inbox" });
    expect(await parts.evaluate((row) => row.scrollWidth - row.clientWidth)).toBe(0);
    await page.keyboard.press("j");
    await messages().getByText("Please connect me to a real person").waitFor();
    expect(new URL(page.url()).pathname).toBe(`/console/inbox/${id}`);
    await expectAccessible(page);
    await page.keyboard.press("a");
    await button("Back to the bot").waitFor();
    await until("it is taken over", async () => (await status(id)) === "escalated");
    await page.keyboard.press("r");
    await page.keyboard.type("Hello. /gree");
    await page.getByRole("option", { name: "Greeting" }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.type(" /report");
    await page.getByRole("option", { name: "Report times" }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await until("it is sent", async () => (await answersOf(id)).length === 1);
    expect((await answersOf(id))[0]).toMatch(/^Hello\. Namaste.* Most reports are ready/);
    await say(session, "Thank you, Asha");
    await messages().getByText("Thank you, Asha").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("n");
    await page.keyboard.type("She called before.");
    await page.keyboard.press("Enter");
    await page.locator(".message[data-role=note]:not(.unsent)", { hasText: "She called before." }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await expectAccessible(page, "[role=dialog]");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("back to the bot");
    await page.keyboard.press("Enter");
    await until("the bot has it again", async () => (await status(id)) === "active");
  });

  it("lets a close be undone before it is sent, and sends it otherwise", async () => {
    const { id } = await waiting();
    await open(id);
    await page.keyboard.press("a");
    await button("Back to the bot").waitFor();
    const closed: string[] = [];
    page.on("request", (request) => request.url().includes("/resolve") && closed.push(request.url()));
    await page.keyboard.press("e");
    await page.getByText(/^Close: /).waitFor();
    await until("it has left the list", async () => (await page.locator(".queue-row[aria-current]").count()) === 0);
    await page.keyboard.press("z");
    await page.locator(".queue-row[aria-current]").waitFor();
    expect(closed).toEqual([]);
    await page.keyboard.press("e");
    // Leaving the page does not lose what was held back.
    await page.goto(`${world.product.url}/console/clients`);
    await until("it is closed", async () => (await status(id)) === "resolved");
  });

  it("names the colleague who was faster, and lets an admin take it all the same", async () => {
    const { id } = await waiting();
    await open(id);
    await button("Take over").waitFor();
    await page.route("**/v1/handoffs/events", (route) => route.abort());
    await api(`POST /v1/conversations/${id}/takeover`);
    await page
      .getByText(/flows-operator/)
      .first()
      .waitFor();
    await page.keyboard.press("a");
    await page.getByRole("alert").getByText("flows-operator has this conversation").waitFor();
    await button("Take it anyway").click();
    await button("Back to the bot").waitFor();
    await page.unroute("**/v1/handoffs/events");
  });

  it("keeps replies of a time without a network, and sends each once and in order", async () => {
    const { id } = await waiting();
    await open(id);
    await field().waitFor();
    await page.context().setOffline(true);
    await page.getByText("Offline: messages are sent later").waitFor();
    const texts = Array.from({ length: 20 }, (_, index) => `Reply ${index + 1}`);
    await field().focus();
    for (const text of texts) {
      await page.keyboard.type(text);
      await page.keyboard.press("Enter");
    }
    await page.getByText("Waiting for the network").first().waitFor();
    expect(await page.locator(".message.unsent").count()).toBe(20);
    await page.context().setOffline(false);
    await until("all are sent", async () => (await answersOf(id)).length === 20);
    expect(await answersOf(id)).toEqual(texts);
    await until("none is unsent", async () => (await page.locator(".message.unsent").count()) === 0);
  });

  it("works on a phone, one pane at a time", async () => {
    const { id } = await waiting();
    await page.setViewportSize({ width: 390, height: 800 });
    await open();
    await rows().first().click();
    await button("Back to the list").waitFor();
    await expectAccessible(page);
    await button("Details").click();
    await page.getByRole("complementary", { name: "Details" }).waitFor();
    await expectAccessible(page);
    await button("Back to the list").click();
    await rows().first().waitFor();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(id).not.toBe("");
  });
}
