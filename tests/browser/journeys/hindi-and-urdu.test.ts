import type { Page } from "playwright-core";
import { until } from "../../contracts/open-platform.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible } from "../console-pages.ts";
import { textsIn } from "./catalogue-texts.ts";

const client = "client_123";

if (missingBrowser) skipped(`journeys in Hindi and Urdu: ${missingBrowser}`);
else journeys(consoleWorld());

function journeys({ world, signedIn }: ReturnType<typeof consoleWorld>): void {
  let page: Page;
  let problems: readonly string[];
  beforeAll(async () => {
    ({ page, problems } = await signedIn());
  }, 60_000);
  afterAll(() => expect(problems).toEqual([]));

  /** By the account menu of the page that is open, in whichever language it is. */
  async function choose(language: "hi" | "ur"): Promise<void> {
    await page.locator("details.account summary").click();
    await page.locator("details.account select.languages").selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    await page.locator("details.account summary").click();
  }

  it("in Hindi, an admin invites a colleague, changes what they may do, and finds it in the audit log", async () => {
    const say = textsIn("hi");
    const dialog = page.getByRole("dialog");
    const button = (key: string) => ({ name: say(key), exact: true });
    await choose("hi");
    await page.getByRole("link", button("nav_people")).click();
    await page.getByRole("heading", { ...button("nav_people"), level: 1 }).waitFor();
    await page.getByRole("button", button("invite")).click();
    await dialog.getByLabel(say("name"), { exact: true }).fill("रवि मेहता");
    await dialog.getByLabel(say("email"), { exact: true }).fill("ravi@agency.example");
    await dialog.getByRole("button", button("invite")).click();
    await dialog.getByText(say("invited", { name: "रवि मेहता" })).waitFor();
    await page.keyboard.press("Escape");
    const row = page.getByRole("row").filter({ hasText: "ravi@agency.example" });
    await row.getByRole("button", button("change_roles")).click();
    await dialog.getByLabel("viewer").check();
    await dialog.getByRole("button", button("save")).click();
    await row.getByText("operator, viewer").waitFor();
    await expectAccessible(page);
    await page.getByRole("link", button("nav_audit")).click();
    await page.getByRole("table").getByText("रवि मेहता").first().waitFor();
  });

  it("in Urdu, an operator takes a conversation over, answers from right to left, and closes it", async () => {
    const say = textsIn("ur");
    const { product } = world;
    const session = "visitor-urdu";
    await product.chat({ client, session, message: "What does a thyroid test cost?" });
    const { conversation_id: id } = await product.chat({
      client,
      session,
      message: "Please connect me to a real person",
    });
    await page.goto(`${product.url}/console/clients`);
    await choose("ur");
    expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
    await page.goto(`${product.url}/console/inbox/${id}?client=${client}`);
    await page.getByText(say("inbox_live"), { exact: true }).waitFor();
    const button = (key: string) => page.getByRole("button", { name: say(key), exact: true });
    await page
      .getByRole("region", { name: say("inbox_messages") })
      .getByText("to a real person")
      .waitFor();
    await button("inbox_takeover").click();
    const reply = page.getByRole("textbox", { name: say("inbox_reply_hint") });
    await reply.fill("السلام علیکم، میں آپ کی مدد کرتا ہوں۔");
    expect(await reply.evaluate((field) => getComputedStyle(field).direction)).toBe("rtl");
    await expectAccessible(page);
    await button("inbox_send").click();
    const answers = () =>
      product.api<{ items: readonly { role: string; text: string }[] }>(
        `GET /v1/conversations/${id}/messages?limit=20`,
        { client, role: "operator" },
      );
    await until("the customer has the answer", async () =>
      (await answers()).body.items.some(({ role, text }) => role === "operator" && text.includes("السلام علیکم")),
    );
    await button("inbox_resolve").click();
    const status = async () =>
      (await product.api<{ status: string }>(`GET /v1/conversations/${id}`, { client, role: "operator" })).body.status;
    await until("it is closed", async () => (await status()) === "resolved");
  });
}
