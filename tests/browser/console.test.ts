import AxeBuilder from "@axe-core/playwright";
import { chromium, type Page } from "playwright-core";
import { flow } from "../flows/flow.ts";
import { skipped } from "../skipped.ts";
import { missingBrowser } from "./call-browser.ts";

/** Every page of the console. A new page is one line. */
const pages = [
  "/clients",
  "/clients/client_123",
  "/clients/client_123/audit",
  "/clients/client_123/automation",
  "/clients/client_123/demos",
  "/clients/client_123/experiments",
  "/clients/client_123/pricing",
  "/clients/client_123/proposals",
  "/clients/client_123/quality",
  "/clients/client_123/requirements",
  "/clients/client_123/research",
  "/clients/client_123/rollouts",
  "/clients/client_123/spend",
  "/clients/client_123/sla",
  "/people",
  "/sessions",
  "/audit",
];

if (missingBrowser) skipped(`the console in a browser: ${missingBrowser}`);
else consoleInABrowser(flow());

function consoleInABrowser(world: ReturnType<typeof flow>): void {
  it("signs in once, opens pages by keyboard, and has no accessibility violation on any page", async () => {
    const { output, url } = world.product;
    const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
    try {
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
      for (const [theme, width] of [
        ["light", 1100],
        ["dark", 390],
      ] as const) {
        await page.setViewportSize({ width, height: 800 });
        for (const path of pages) expect(await violations(page, `${url}/console${path}`, theme)).toEqual([]);
      }
      expect(problems).toEqual([]);
      await switchesThemeAndLanguage(page);
      await page.context().clearCookies();
      await page.goto(link);
      await page.getByRole("button", { name: "Sign in" }).click();
      expect(await page.getByRole("alert").textContent()).toContain("used already");
    } finally {
      await browser.close();
    }
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

async function violations(page: Page, url: string, theme: string): Promise<readonly string[]> {
  await page.evaluate((chosen) => localStorage.setItem("console-theme", chosen), theme);
  await page.goto(url);
  await page.getByRole("heading", { level: 1 }).waitFor();
  const found = await new AxeBuilder({ page }).analyze();
  return found.violations.map(({ id, nodes }) => `${url} ${theme} ${id} ${nodes[0]?.html}`);
}
