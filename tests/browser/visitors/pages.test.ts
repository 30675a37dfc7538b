import { mkdirSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, chromium } from "playwright-core";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { openVisitorsServer, proposalToken } from "./visitors-server.ts";

/** Every kind of page that customers and clients of the agency open. */
const paths = [
  `/proposals/${proposalToken("en", "open")}`,
  `/proposals/${proposalToken("en", "accepted")}`,
  `/proposals/${proposalToken("hi", "expired")}`,
  `/proposals/${proposalToken("ur", "open")}`,
  `/proposals/${"gone".padEnd(22, "x")}`,
  "/status/asha?lang=hi",
  "/status/asha?lang=ur",
  "/status/nobody",
  "/demos/en",
  "/demos/ur",
  "/demos/building",
  "/demos/locked",
  "/demos/gone",
  "/widget/demo?client=client_123",
  "/",
];
const pictures = process.env.VISITOR_PICTURES;

if (missingBrowser !== undefined) skipped(`the pages of customers: ${missingBrowser}`);
else {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof openVisitorsServer>>;
  beforeAll(async () => {
    server = await openVisitorsServer();
    browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    server?.close();
  }, 30_000);

  it("are readable in both themes, on a telephone and mirrored, and break no rule of their content policy", async () => {
    const page = await (await browser.newContext()).newPage();
    const broken: string[] = [];
    const letters: string[] = [];
    page.on("response", (answer) => {
      if (answer.url().endsWith(".woff2")) letters.push(`${answer.status()} ${new URL(answer.url()).pathname}`);
    });
    page.on("console", (message) => /content security policy/i.test(message.text()) && broken.push(message.text()));
    for (const path of paths) {
      const found: string[] = [];
      await page.goto(server.url + path);
      for (const colorScheme of ["light", "dark"] as const)
        for (const width of [1_440, 390]) {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize({ width, height: 900 });
          const look = `${path} ${colorScheme} ${width}`;
          // Colours change with the theme, and what overlaps with the width. The rest is looked at once.
          const all = new AxeBuilder({ page }).setLegacyMode();
          const isFirst = colorScheme === "light" && width === 1_440;
          const axe = isFirst ? all : all.withRules(["color-contrast", "target-size", "scrollable-region-focusable"]);
          for (const { id, nodes } of (await axe.analyze()).violations) found.push(`${look} ${id} ${nodes[0]?.html}`);
          if (await isTooWide()) found.push(`${look} is too wide`);
          if (pictures) await page.screenshot({ path: `${pictures}/${nameOf(look)}.png` });
        }
      // An Urdu page differs by its words and its direction only.
      await page.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
      if (await isTooWide()) found.push(`${path} is too wide when mirrored`);
      if (pictures) await page.screenshot({ path: `${pictures}/${nameOf(path)}-rtl.png` });
      expect(found).toEqual([]);
    }
    expect(broken).toEqual([]);
    // The machine may have letters of Hindi, so only the Urdu ones are certain to be asked for.
    expect(letters).toContain("200 /console/letters/arabic.woff2");

    function isTooWide(): Promise<boolean> {
      return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    }
  });
}

function nameOf(text: string): string {
  if (pictures) mkdirSync(pictures, { recursive: true });
  return text.replace(/[^\w]+/g, "-");
}
