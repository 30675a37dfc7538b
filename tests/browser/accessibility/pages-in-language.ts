import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consolePaths, consoleWorld } from "../console-pages.ts";

interface Look {
  readonly theme: "light" | "dark";
  readonly width: number;
}

/** What people do not notice (web.dev/articles/cls). */
const mostLayoutShift = 0.1;

/**
 * A test that opens every page of the console in a language: axe finds nothing in the first look, and nothing that a look can
 * change in the others, nothing moves by itself, and nothing is wider than the window.
 */
export function everyPageIsAccessible(language: string, looks: readonly Look[], letters: RegExp | undefined): void {
  if (missingBrowser) {
    skipped(`every page of the console in a browser: ${missingBrowser}`);
    return;
  }
  const { world, signedIn } = consoleWorld();

  it(`shows every page accessibly in ${language}, with the letters and the texts of that language only`, async () => {
    const { page, problems } = await signedIn();
    const asked: string[] = [];
    const logged: string[] = [];
    page.on("console", (message) => message.type() === "error" && logged.push(message.text()));
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.addInitScript(countLayoutShift);
    await page.evaluate((chosen) => localStorage.setItem("console-language", chosen), language);
    for (const path of consolePaths) await expectAccessible(page, `${world.product.url}/console${path}`, looks);
    // Such pages bring their letters, so that they can be read on every machine.
    const fonts = asked.filter((path) => path.endsWith(".woff2"));
    if (letters === undefined) expect(fonts).toEqual([]);
    else expect(fonts[0]).toMatch(letters);
    expect(await page.locator("html").getAttribute("lang")).toBe(language);
    expect([...problems, ...logged]).toEqual([]);
  }, 480_000);
}

/** The page is loaded once. A theme changes colours only, and a width what may overlap. */
async function expectAccessible(page: Page, url: string, looks: readonly Look[]): Promise<void> {
  await page.setViewportSize({ width: looks[0]?.width ?? 0, height: 800 });
  await page.goto(url);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector("progress:not([value])") === null);
  const shift = await page.evaluate(() => (window as unknown as { readonly layoutShift: number }).layoutShift);
  expect([url, shift > mostLayoutShift ? shift : "steady"]).toEqual([url, "steady"]);
  for (const [index, { theme, width }] of looks.entries()) {
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate((chosen) => document.documentElement.setAttribute("data-theme", chosen), theme);
    const all = new AxeBuilder({ page }).setLegacyMode();
    const axe = index === 0 ? all : all.withRules(["color-contrast", "target-size", "scrollable-region-focusable"]);
    const found = (await axe.analyze()).violations;
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    expect(found.map(({ id, nodes }) => `${url} ${theme} ${width} ${id} ${nodes[0]?.html}`)).toEqual([]);
  }
}

/** Runs in the page, before its own scripts: adds up how far what is shown moves by itself. */
function countLayoutShift(): void {
  const counted = { layoutShift: 0 };
  Object.defineProperty(window, "layoutShift", { get: () => counted.layoutShift });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
      if (!entry.hadRecentInput) counted.layoutShift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}
