import type { Page } from "playwright-core";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible } from "../console-pages.ts";

if (missingBrowser !== undefined) skipped(`the console's pages of requirements: ${missingBrowser}`);
else {
  const { world, signedIn, again } = consoleWorld();

  it("an interview is answered, and its document edited, kept and compared in the console", async () => {
    const { page, problems } = await signedIn();
    await page.goto(`${world.product.url}/console/clients/client_123/requirements`);
    await page.getByRole("button", { name: "Start an interview" }).click();
    await page.getByLabel("Your answers").fill("Book more tests");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("Who will talk to the agent?").waitFor();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Open the document" }).click();
    await page.getByRole("heading", { name: "Objectives" }).waitFor();
    expect(await page.getByRole("button", { name: "Approve" }).isDisabled()).toBe(true);
    await page.getByLabel("Name of the version").fill("Draft");
    await page.getByRole("button", { name: "Keep a version" }).click();
    await page.getByRole("cell", { name: "1 Draft" }).waitFor();
    const objective = page.getByRole("button", { name: "text of OBJ-1" });
    await objective.click();
    await page.getByRole("textbox", { name: "text of OBJ-1" }).press("ControlOrMeta+a");
    await page.keyboard.type("Book more blood tests");
    await expectAccessible(page);
    await page.keyboard.press("Control+Enter");
    await page.getByText("Revision 3").waitFor();
    await page.getByRole("button", { name: "Compare" }).click();
    await page.getByRole("list", { name: "Changes since" }).getByText("Book more blood tests").waitFor();

    await page.getByText("Comment on OBJ-1").click();
    const card = page.locator("#OBJ-1");
    await card.getByLabel("Comment", { exact: true }).fill("Urine tests too?");
    await card.getByRole("button", { name: "Add the comment" }).click();
    await card.getByRole("list").getByText("Urine tests too?").waitFor();
    await card.getByRole("button", { name: "Settle" }).click();
    await card.getByText("Settled by").waitFor();
    await expectAccessible(page);

    for (const [format, name] of [
      ["Markdown", "requirements-3.md"],
      ["PDF", "requirements-3.pdf"],
    ] as const) {
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: format }).click();
      expect((await download).suggestedFilename()).toBe(name);
    }

    await page.getByRole("button", { name: "Add an item" }).click();
    const form = page.getByRole("dialog");
    await form.getByLabel("Section").selectOption("non_goals");
    await form.getByLabel("text", { exact: true }).fill("Diagnose");
    await form.getByRole("button", { name: "Add an item" }).click();
    await page.getByRole("button", { name: "text of NON-1: Diagnose" }).waitFor();
    await page.getByRole("button", { name: "Restore" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Restore" }).click();
    await page.getByRole("button", { name: "text of OBJ-1: Book more tests" }).waitFor();
    expect(await page.locator("#NON-1").count()).toBe(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.locator("#NON-1").waitFor();
    expect(problems).toEqual([]);
  });

  const client = "client_123";

  async function newDocument(): Promise<{ readonly prd: string; readonly session: string }> {
    const { body } = await world.product.api<{ prd_id: string; session_id: string }>("POST /v1/prd/sessions", {
      client,
      body: { client_id: client },
    });
    return { prd: body.prd_id, session: body.session_id };
  }

  async function rewrite(page: Page, name: string, text: string): Promise<void> {
    await page.getByRole("button", { name }).click();
    await page.getByRole("textbox", { name }).press("ControlOrMeta+a");
    await page.keyboard.type(text);
  }

  it("two editors and the interview change one document at once, and nothing is lost", async () => {
    const { prd, session } = await newDocument();
    const say = (text: string) =>
      world.product.api(`POST /v1/prd/sessions/${session}/messages`, { client, body: { text } });
    await say("Book tests");
    const asha = await again();
    const ravi = await again();
    const url = `${world.product.url}/console/clients/${client}/requirements/${prd}`;
    await Promise.all([asha.goto(url), ravi.goto(url)]);
    // Asha types while Ravi changes the same text and the interview hears another answer.
    await rewrite(asha, "text of OBJ-1", "Book tests at once");
    await rewrite(ravi, "text of OBJ-1", "Always Book tests");
    await ravi.keyboard.press("Control+Enter");
    await ravi.getByRole("button", { name: "text of OBJ-1: Always Book tests" }).waitFor();
    await say("a) Patients b) WhatsApp c) Hindi d) 9 to 6");
    await asha
      .getByRole("button", { name: /The agent is reached on: WhatsApp/ })
      .first()
      .waitFor();
    expect(await asha.getByRole("textbox", { name: "text of OBJ-1" }).textContent()).toBe("Book tests at once");
    await asha.keyboard.press("Control+Enter");
    for (const page of [asha, ravi])
      await page.getByRole("button", { name: "text of OBJ-1: Always Book tests at once" }).waitFor();
    // The same words changed in two ways: a person chooses.
    await rewrite(asha, "text of REQ-1", "Only by phone");
    await rewrite(ravi, "text of REQ-1", "Only by letter");
    await asha.keyboard.press("Control+Enter");
    await asha.getByRole("button", { name: "text of REQ-1: Only by phone" }).waitFor();
    await ravi.keyboard.press("Control+Enter");
    for (const page of [asha, ravi]) await page.getByText("wanted: Only by letter").waitFor();
    await asha.getByRole("button", { name: "Take the proposal" }).click();
    await ravi.getByRole("button", { name: "text of REQ-1: Only by letter" }).waitFor();
    await ravi.getByText("wanted: Only by letter").waitFor({ state: "detached" });
  });

  it("a flow is drawn with the keyboard alone, and another editor sees it", async () => {
    const { prd } = await newDocument();
    const page = await again();
    const other = await again();
    const url = `${world.product.url}/console/clients/${client}/requirements/${prd}/flows`;
    await Promise.all([page.goto(url), other.goto(url)]);
    const press = async (name: string) => {
      await page.getByRole("button", { name }).first().focus();
      await page.keyboard.press("Enter");
    };
    const submit = async (label: string, text: string) => {
      await page.getByRole("dialog").getByLabel(label).focus();
      await page.keyboard.type(text);
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    };
    await press("New flow");
    await submit("Name of the flow", "Booking");
    await press("Add a step");
    await submit("What happens", "Offer free slots");
    await other.getByText("Offer free slots").first().waitFor();
    await expectAccessible(page);
    const step = page.locator(".react-flow__node", { hasText: "Offer free slots" });
    await step.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Chosen: NOD-2" }).waitFor();
    await page.getByLabel("What happens").fill("Offer three free slots");
    await page.getByLabel("What happens").blur();
    await other.getByText("Offer three free slots").first().waitFor();
    expect(await other.locator(".react-flow__edge").count()).toBe(1);
    await expectAccessible(page);
    await page.locator(".react-flow__node", { hasText: "Offer three free slots" }).focus();
    await page.keyboard.press("Delete");
    await other.locator(".react-flow__node", { hasText: "Offer three" }).waitFor({ state: "detached" });
    expect(await other.locator(".react-flow__edge").count()).toBe(0);
    await press("Undo");
    await other.getByText("Offer three free slots").first().waitFor();
  });
}
