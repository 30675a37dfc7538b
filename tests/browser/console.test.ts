import AxeBuilder from "@axe-core/playwright";
import { type Browser, chromium, type Page } from "playwright-core";
import { flow } from "../flows/stage/flow.ts";
import { skipped } from "../skipped.ts";
import { missingBrowser } from "./calls/call-browser.ts";
import { consolePaths } from "./console-pages.ts";

if (missingBrowser) skipped(`the console in a browser: ${missingBrowser}`);
else consoleInABrowser(flow());

function consoleInABrowser(world: ReturnType<typeof flow>): void {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  }, 60_000);
  afterAll(() => browser.close(), 30_000);

  it("signs in once, opens pages by keyboard, and has no accessibility violation on any page", async () => {
    const { output, url } = world.product;
    const page = await (await browser.newContext()).newPage();
    const problems: string[] = [];
    const fonts: string[] = [];
    await page.addInitScript(countLayoutShift);
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    page.on("request", (request) => request.resourceType() === "font" && fonts.push(request.url()));
    const [link = ""] = /http:\S+\/console\/sign-in#[\w-]+/.exec(output()) ?? [];
    await page.goto(link);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Clients", exact: true }).waitFor();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("sess");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Sessions", exact: true }).waitFor();
    for (const path of consolePaths) await expectAccessible(page, `${url}/console${path}`, "en");
    expect(fonts).toEqual([]);
    for (const path of consolePaths) await expectAccessible(page, `${url}/console${path}`, "hi");
    // Pages in Hindi bring their letters, so that they can be read on every machine.
    expect(fonts[0]).toMatch(/devanagari/);
    expect(problems).toEqual([]);
    await page.evaluate(() => localStorage.setItem("PARAGLIDE_LOCALE", "en"));
    await page.goto(`${url}/console/audit`);
    await switchesThemeAndLanguage(page);
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

/** Both are kept by the browser, so they hold after the page is loaded again. */
async function switchesThemeAndLanguage(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1100, height: 800 });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.locator("details.account summary").click();
  await page.getByLabel("Theme").selectOption("light");
  const light = await background();
  await page.getByLabel("Theme").selectOption("dark");
  expect(await background()).not.toBe(light);
  await page.getByLabel("Language").selectOption("hi");
  await page.getByRole("heading", { name: "ऑडिट", exact: false, level: 1 }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "ऑडिट", exact: false, level: 1 }).waitFor();
  expect(await page.locator("html").getAttribute("lang")).toBe("hi");
  expect(await background()).not.toBe(light);
  await page.evaluate(() => localStorage.clear());
}

/** What people do not notice (web.dev/articles/cls). */
const mostLayoutShift = 0.1;

/** Runs in the page, before its own scripts: adds up how far what is shown moves by itself. */
function countLayoutShift(): void {
  const counted = { layoutShift: 0 };
  Object.defineProperty(window, "layoutShift", { get: () => counted.layoutShift });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
      if (!entry.hadRecentInput) counted.layoutShift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}

const looks = [
  { theme: "light", width: 1_100 },
  { theme: "dark", width: 1_100 },
  { theme: "dark", width: 390 },
  { theme: "light", width: 390 },
] as const;

/** The page is loaded once for a language. A theme changes colours only, and a width what may overlap. */
async function expectAccessible(page: Page, url: string, language: string): Promise<void> {
  await page.evaluate((chosen) => localStorage.setItem("PARAGLIDE_LOCALE", chosen), language);
  await page.setViewportSize({ width: looks[0].width, height: 800 });
  await page.goto(url);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector("progress:not([value])") === null);
  const shift = await page.evaluate(() => (window as unknown as { readonly layoutShift: number }).layoutShift);
  expect([url, language, shift > mostLayoutShift ? shift : "steady"]).toEqual([url, language, "steady"]);
  for (const [index, { theme, width }] of looks.entries()) {
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate((chosen) => document.documentElement.setAttribute("data-theme", chosen), theme);
    const all = new AxeBuilder({ page }).setLegacyMode();
    const axe = index === 0 ? all : all.withRules(["color-contrast", "target-size", "scrollable-region-focusable"]);
    const found = (await axe.analyze()).violations;
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    expect(found.map(({ id, nodes }) => `${url} ${language} ${theme} ${width} ${id} ${nodes[0]?.html}`)).toEqual([]);
  }
}
