import { type Browser, chromium, type Page } from "playwright-core";
import { flow } from "../flows/stage/flow.ts";
import { skipped } from "../skipped.ts";
import { missingBrowser } from "./calls/call-browser.ts";

if (missingBrowser) skipped(`the console in a browser: ${missingBrowser}`);
else consoleInABrowser(flow());

function consoleInABrowser(world: ReturnType<typeof flow>): void {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  }, 60_000);
  afterAll(() => browser.close(), 30_000);

  it("signs in once, opens pages by keyboard, and changes theme and language in place", async () => {
    const { output, url } = world.product;
    const page = await (await browser.newContext()).newPage();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    const [link = ""] = /http:\S+\/console\/sign-in#[\w-]+/.exec(output()) ?? [];
    await page.goto(link);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Clients", exact: true }).waitFor();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("sess");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Sessions", exact: true }).waitFor();
    await page.goto(`${url}/console/audit`);
    await switchesThemeAndLanguage(page);
    expect(problems).toEqual([]);
    await page.context().clearCookies();
    await page.goto(link);
    await page.getByRole("button", { name: "Sign in" }).click();
    expect(await page.getByRole("alert").textContent()).toContain("used already");
  });

  it("signs in by the identity provider, leads back to the page, and lets only invited people in", async () => {
    const page = await (await browser.newContext({ locale: "en-GB" })).newPage();
    const byProvider = async (email: string) => {
      await page.getByRole("button", { name: "Sign in with your organisation" }).click();
      await page.getByRole("heading", { name: "Sandbox identity provider" }).waitFor();
      await page.getByLabel("E-mail").fill(email);
      await page.getByRole("button", { name: "Continue" }).click();
    };
    await page.goto(`${world.product.url}/console/clients/client_123`);
    await byProvider("stranger@agency.example");
    await page.getByRole("alert").getByText("may not sign in").waitFor();
    await page.getByRole("button", { name: "Try again" }).click();
    await byProvider("you@localhost");
    await page.getByRole("heading", { name: "HealthFirst Diagnostics", level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/console/clients/client_123");
    expect(await page.evaluate(() => document.cookie)).toBe("");
  });
}

/** Both change the page in place, and are kept by the browser, so they hold after the page is loaded again. */
async function switchesThemeAndLanguage(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1100, height: 800 });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.locator("details.account summary").click();
  await page.getByLabel("Theme").selectOption("light");
  const light = await background();
  await page.getByLabel("Theme").selectOption("dark");
  expect(await background()).not.toBe(light);
  const texts: string[] = [];
  page.on("request", (request) => texts.push(request.url()));
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  await page.getByLabel("Language").selectOption("hi");
  await page.getByRole("heading", { name: "ऑडिट", exact: false, level: 1 }).waitFor();
  expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);
  expect(await page.locator("html").getAttribute("lang")).toBe("hi");
  // The texts of the frame, of the page, and of the one that was open before: nothing of other pages.
  expect(texts.filter((url) => /\/assets\/hi-\w+\.json$/.test(url))).toHaveLength(2);
  await page.reload();
  await page.getByRole("heading", { name: "ऑडिट", exact: false, level: 1 }).waitFor();
  expect(await page.locator("html").getAttribute("lang")).toBe("hi");
  expect(await background()).not.toBe(light);
  await page.evaluate(() => localStorage.clear());
}
