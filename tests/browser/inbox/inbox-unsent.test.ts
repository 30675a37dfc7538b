import type { Page } from "playwright-core";
import { until } from "../../contracts/open-platform.ts";
import { newWord } from "../../flows/stage/flow.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld } from "../console-pages.ts";

const client = "client_123";
const texts = Array.from({ length: 20 }, (_, index) => `Zebrafish ${index + 1}`);
const draft = "Quagga, not finished";

interface Messages {
  readonly items: readonly { readonly role: string; readonly text: string }[];
}

if (missingBrowser) skipped(`unsent texts in a browser: ${missingBrowser}`);
else unsentInABrowser(consoleWorld());

function unsentInABrowser({ world, signedIn }: ReturnType<typeof consoleWorld>): void {
  let page: Page;
  let problems: readonly string[];
  let id = "";
  const sent: (string | undefined)[] = [];
  beforeAll(async () => {
    ({ page, problems } = await signedIn());
    const session = `visitor-${newWord()}`;
    ({ conversation_id: id } = await world.product.chat({
      client,
      session,
      message: "Please connect me to a real person",
    }));
    page.on("request", (request) => {
      if (request.url().endsWith(`/${id}/reply`)) sent.push(request.headers()["idempotency-key"]);
    });
  }, 120_000);
  afterAll(() => expect(problems).toEqual([]));

  const answers = async () =>
    (
      await world.product.api<Messages>(`GET /v1/conversations/${id}/messages?limit=100`, { client, role: "operator" })
    ).body.items
      .filter(({ role }) => role === "operator")
      .map(({ text }) => text)
      .toReversed();
  const field = () => page.getByRole("textbox", { name: "Write to the customer" });
  const unsent = () => page.locator(".message.unsent");
  async function open(): Promise<void> {
    await page.goto(`${world.product.url}/console/inbox/${id}?client=${client}`);
    await field().waitFor();
  }

  it("keeps replies and drafts of a time without a network, and none of their words in clear", async () => {
    await open();
    await page.route("**/reply**", (route) => route.abort());
    await page.context().setOffline(true);
    await field().focus();
    for (const text of texts) {
      await page.keyboard.type(text);
      await page.keyboard.press("Enter");
    }
    await page.keyboard.type(draft);
    await until("all are kept", async () => (await page.evaluate(keptByTheBrowser)).records.length === 21);
    const kept = await page.evaluate(keptByTheBrowser);
    expect(kept.everything).not.toMatch(/zebrafish|quagga/i);
    expect(kept.extractable).toEqual([false]);
    await page.context().setOffline(false);
    await open();
    await until("all are there again", async () => (await unsent().count()) === 20);
    expect(await field().inputValue()).toBe(draft);
    expect(await answers()).toEqual([]);
  });

  it("shows them to nobody else who signs in at the machine, and lets nobody else send them", async () => {
    const own = await page.context().cookies();
    const person = { name: "Bela Kumar", email: `${newWord()}@agency.example`, roles: ["admin"] };
    const made = await world.product.api<{ sign_in_url: string }>("POST /v1/people", {
      client: "agency",
      body: person,
    });
    await page.context().clearCookies();
    await page.unroute("**/reply**");
    const before = sent.length;
    await page.goto(made.body.sign_in_url);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Clients", exact: true }).waitFor();
    await open();
    await page.getByText("Please connect me to a real person").first().waitFor();
    expect([await field().inputValue(), await unsent().count(), sent.length - before]).toEqual(["", 0, 0]);
    await page.context().clearCookies();
    await page.context().addCookies(own);
  });

  it("sends each once and in order when their writer is back", async () => {
    await page.route("**/reply**", (route) => route.abort());
    await open();
    await until("all are there again", async () => (await unsent().count()) === 20);
    sent.length = 0;
    await page.unroute("**/reply**");
    await until("all are sent", async () => (await answers()).length === 20);
    expect(await answers()).toEqual(texts);
    await until("none is unsent", async () => (await unsent().count()) === 0);
    expect(new Set(sent).size).toBe(20);
    expect(await field().inputValue()).toBe(draft);
  });

  it("forgets everything at sign-out, after a question", async () => {
    await page.locator(".account summary").click();
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByText("Unsent texts in this browser: 1").waitFor();
    await page.getByRole("button", { name: "Sign out and delete" }).click();
    await page.waitForURL(/sign-in/);
    const kept = await page.evaluate(keptByTheBrowser);
    // The other person has not signed out: an empty half of a key is left of them.
    expect([kept.records, kept.extractable]).toEqual([[], [false]]);
  });
}

/** Runs in the page: all that its origin keeps, with the bytes of what is sealed as letters. */
async function keptByTheBrowser() {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open("console-unsent");
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const all = (store: string) =>
    new Promise<Record<string, unknown>[]>((resolve, reject) => {
      const reading = database.transaction(store).objectStore(store).getAll();
      reading.onsuccess = () => resolve(reading.result);
      reading.onerror = () => reject(reading.error);
    });
  const records = await all("records");
  const halves = (await all("halves")) as unknown as readonly CryptoKey[];
  database.close();
  const asLetters = (_: string, value: unknown) =>
    value instanceof ArrayBuffer || value instanceof Uint8Array ? new TextDecoder("latin1").decode(value) : value;
  const places = [{ ...localStorage }, { ...sessionStorage }, records, await indexedDB.databases()];
  return {
    records: records.map(({ name }) => name),
    extractable: halves.map(({ extractable }) => extractable),
    everything: JSON.stringify(places, asLetters),
  };
}
