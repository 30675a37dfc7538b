import type { Page } from "playwright-core";
import { until } from "../../contracts/open-platform.ts";
import { newWord } from "../../flows/stage/flow.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible, takePictures } from "../console-pages.ts";

const client = "client_123";

interface Conversation {
  readonly labels: readonly string[];
  readonly snoozed_until: string | null;
  readonly status: string;
}

interface Queue {
  readonly items: readonly { readonly handoff: { readonly reply_due_at: string | null } }[];
}

interface Operators {
  readonly items: readonly { readonly operator_id: string }[];
}

if (missingBrowser) skipped(`keeping the inbox in order in a browser: ${missingBrowser}`);
else orderInABrowser(consoleWorld());

function orderInABrowser({ world, signedIn }: ReturnType<typeof consoleWorld>): void {
  let page: Page;
  let problems: readonly string[];
  const ids: string[] = [];
  const sessions: string[] = [];
  beforeAll(async () => {
    ({ page, problems } = await signedIn());
    for (let count = 0; count < 3; count += 1) {
      const session = `visitor-${newWord()}`;
      sessions.push(session);
      const said = { client, session };
      await world.product.chat({ ...said, message: "What does a thyroid test cost?" });
      ids.push((await world.product.chat({ ...said, message: "Please connect me to a real person" })).conversation_id);
    }
    await world.product.chat({ client, session: "visitor-bot1", message: "What does a thyroid test cost?" });
    await page.goto(`${world.product.url}/console/inbox?client=${client}`);
    await until("all are listed", async () => (await rows().count()) === 3);
  }, 180_000);
  afterAll(() => expect(problems).toEqual([]));

  const rows = () => page.getByRole("list", { name: "Conversations" }).getByRole("listitem");
  const part = (name: string) => page.getByRole("group", { name: "Parts of the inbox" }).getByRole("button", { name });
  const read = async (id = "") =>
    (await world.product.api<Conversation>(`GET /v1/conversations/${id}`, { client, role: "operator" })).body;
  const all = () => Promise.all(ids.map(read));
  async function openIn(index: number): Promise<void> {
    await page.goto(`${world.product.url}/console/inbox/${ids[index]}?client=${client}`);
    await page.getByRole("textbox", { name: "Write to the customer" }).waitFor();
  }

  it("labels several conversations at once, and narrows the list to a label", async () => {
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    const toolbar = page.getByRole("toolbar", { name: "2 selected" });
    await toolbar.getByRole("button", { name: "Labels" }).click();
    await page.getByLabel("New label").fill("Refund");
    await expectAccessible(page, "[role=dialog]");
    await page.getByRole("button", { name: "Save" }).click();
    await until(
      "both have it",
      async () => (await all()).filter(({ labels }) => labels.includes("refund")).length === 2,
    );
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.keyboard.press("f");
    await page.getByLabel("Label", { exact: true }).selectOption({ label: "Refund" });
    await until("two are left", async () => (await rows().count()) === 2);
    await expectAccessible(page);
    await page.getByLabel("Label", { exact: true }).selectOption("");
    await until("all are back", async () => (await rows().count()) === 3);
    await page.getByRole("button", { name: "Select none" }).click();
  });

  it("puts a conversation off, lists it apart, and shows it again", async () => {
    await page.keyboard.press("s");
    await page.getByRole("button", { name: /Until tomorrow morning/ }).click();
    await until("it has left the list", async () => (await rows().count()) === 2);
    await until("it is put off", async () => (await all()).some(({ snoozed_until: at }) => at !== null));
    await part("Put off").click();
    await until("it is listed apart", async () => (await rows().count()) === 1);
    await page.getByRole("button", { name: "Show again" }).click();
    await until("it is back", async () => (await all()).every(({ snoozed_until: at }) => at === null));
    await part("Open").click();
    await until("it is in the list", async () => (await rows().count()) === 3);
  });

  it("says until when each customer is to be answered, and lists who is due first", async () => {
    await until("each row says it", async () => (await page.locator(".queue-row .wait[data-due]").count()) === 3);
    await page.getByLabel("Order", { exact: true }).selectOption({ label: "Due first" });
    const due = await page
      .locator(".queue-row .wait")
      .evaluateAll((times) => times.map((time) => time.getAttribute("datetime") ?? ""));
    expect(due).toEqual(due.toSorted());
    const { items } = (await world.product.api<Queue>("GET /v1/handoffs?order=due", { client, role: "operator" })).body;
    expect(items.map(({ handoff }) => handoff.reply_due_at)).toEqual(due);
    await page.getByLabel("Order", { exact: true }).selectOption({ label: "Most urgent first" });
  });

  it("shows what the bot talks about, to be watched and taken over", async () => {
    await part("Bot").click();
    await rows().first().click();
    await page.getByText("The thyroid profile", { exact: false }).first().waitFor();
    await world.product.chat({ client, session: "visitor-bot1", message: "And what about a blood test?" });
    await page.getByRole("region", { name: "Messages" }).getByText("And what about a blood test?").waitFor();
    await page.keyboard.press("a");
    await page.getByRole("button", { name: "Back to the bot" }).waitFor();
    await part("Mine").click();
    await until("it is in the queue", async () => (await rows().count()) >= 1);
  });

  it("finds conversations by what was written, whoever has them", async () => {
    await page.keyboard.press("/");
    await page.keyboard.type("blood test");
    await until("one is found", async () => (await rows().count()) === 1);
    await page.keyboard.press("Escape");
    await until("the list is back", async () => (await rows().count()) !== 0);
  });

  it("runs a macro from the command menu", async () => {
    const macro = { name: "Apologise", actions: [{ type: "note", text: "An apology is due." }] };
    await world.product.api("PUT /v1/macros/apologise", { client, body: macro });
    await page.reload();
    await part("Open").click();
    await rows().first().click();
    await page.getByRole("textbox", { name: "Write to the customer" }).waitFor();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("apolo");
    await page.getByRole("option", { name: "Macro: Apologise" }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("An apology is due.").waitFor();
  });

  it("changes a macro, and runs it by its key", async () => {
    await page.getByRole("button", { name: "Macros", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Macros" });
    await expectAccessible(page, "[role=dialog]");
    await dialog.getByRole("button", { name: "Edit Apologise" }).click();
    await dialog.getByLabel("Text").fill("A second apology is due.");
    await expectAccessible(page, "[role=dialog]");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByRole("button", { name: "Edit Apologise" }).waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await page.keyboard.press("Alt+1");
    await page.getByText("A second apology is due.").waitFor();
  });

  it("tells how long a customer waits, and translates what is written to them", async () => {
    await openIn(0);
    await page.keyboard.press("a");
    await page.getByRole("button", { name: "Back to the bot" }).waitFor();
    await world.product.chat({ client, session: sessions[0] ?? "", message: "क्या आप वहाँ हैं? मुझे मदद चाहिए।" });
    await page.locator(".conversation-head .wait").waitFor();
    await page.locator(".message[data-role=customer]").last().getByRole("button", { name: "Translate" }).click();
    await page.locator(".message[data-role=customer] .translation").waitFor();
  });

  it("speaks to a colleague in a note, and tells of a note that speaks to oneself", async () => {
    await world.product.api("PUT /v1/operators/bela", { client, body: { name: "Bela Kumar" } });
    await openIn(0);
    await page.keyboard.press("n");
    await page.keyboard.type("@bel");
    await page.getByRole("option", { name: /Bela Kumar/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.type("please call her.");
    await page.keyboard.press("Enter");
    await page.locator(".message[data-role=note] mark", { hasText: "@Bela Kumar" }).waitFor();
    await page.keyboard.press("Escape");
    const { items } = (await world.product.api<Operators>("GET /v1/operators", { client, role: "operator" })).body;
    const me = items.find(({ operator_id: id }) => id.startsWith("person:"))?.operator_id;
    const note = { text: "Please look at this.", mentions: [me] };
    await world.product.api(`POST /v1/conversations/${ids[1]}/note`, { client, role: "operator", body: note });
    await page.getByRole("button", { name: "Mentions 1 unread" }).click();
    const mention = page.getByRole("list", { name: "Mentions" }).getByRole("listitem");
    await mention.getByText("Please look at this.").waitFor();
    await expectAccessible(page);
    await takePictures(page, "mentions");
    await mention.getByRole("button", { name: /Please look at this/ }).click();
    await page.locator(".message[data-mentions-me=true]", { hasText: "Please look at this." }).waitFor();
    await page.getByRole("button", { name: "Mentions", exact: true }).waitFor();
    await mention.getByRole("button", { name: "Mark as unread" }).click();
    await page.getByRole("button", { name: "Mentions 1 unread" }).waitFor();
    await page.getByRole("button", { name: "Mark all as read" }).click();
    await page.getByRole("button", { name: "Mentions", exact: true }).waitFor();
    // It is kept by the API, and not by this window.
    await page.reload();
    await page.getByRole("button", { name: "Mentions", exact: true }).waitFor();
    await expectAccessible(page);
  });

  it("marks as unread, and closes several with one undo", async () => {
    await part("Open").click();
    await rows().first().click();
    await page.getByRole("textbox", { name: "Write to the customer" }).waitFor();
    await page.keyboard.press("u");
    await page.locator(".queue-row[data-unread=true]").first().waitFor();
    const before = await rows().count();
    await page.locator(".queue-row-box input").first().check();
    await page.getByRole("toolbar").getByRole("button", { name: "Select all" }).click();
    await page.getByRole("toolbar").getByRole("button", { name: "Close", exact: true }).click();
    await until("all have left the list", async () => (await rows().count()) === 0);
    await page.getByRole("button", { name: /^Undo/ }).click();
    await until("all are back", async () => (await rows().count()) === before);
    expect((await all()).every(({ status }) => status === "escalated")).toBe(true);
    const asked: string[] = [];
    page.on("request", (request) => request.url().endsWith("/v1/inbox/bulk") && asked.push(request.url()));
    await page.locator(".queue-row-box input").first().check();
    await page.getByRole("toolbar").getByRole("button", { name: "Select all" }).click();
    await page.getByRole("toolbar").getByRole("button", { name: "Close", exact: true }).click();
    await until("all are closed", async () => (await all()).every(({ status }) => status === "resolved"));
    expect(asked).toHaveLength(1);
  });

  it("asks before signing out leaves what is not sent", async () => {
    await openIn(2);
    await page.getByRole("textbox", { name: "Write to the customer" }).fill("Not sent yet");
    await page.locator(".account summary").click();
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByText("Unsent texts in this browser: 1").waitFor();
    await expectAccessible(page, "[role=dialog]");
    await page.getByRole("button", { name: "Sign out and delete" }).click();
    await page.waitForURL(/sign-in/);
  });
}
