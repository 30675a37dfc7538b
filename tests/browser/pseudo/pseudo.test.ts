import { execFile } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page, Response } from "playwright-core";
import { projectRoot } from "../../../shared/project-root.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consolePaths, consoleWorld } from "../console-pages.ts";
import { lookAtTexts } from "./look-at-texts.ts";
import { outsideBrackets, pseudoText } from "./pseudo-text.ts";

/** Kept after the test, to be looked at. Git ignores the folder. */
const pictures = join(projectRoot, "dist-console/pseudo-pictures");

/** In a process of its own: the bundler's native part refuses objects of Jest's realm. */
async function pseudoApp(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, "build-pseudo-app.ts")]);
  return stdout.trim();
}

test("a text becomes longer, accented, and stands in brackets with its placeholders", () => {
  expect(pseudoText("Save {name}")).toBe("⟦Sáṽé {name} ~~⟧");
  expect(outsideBrackets("⟦Sáṽé ⟦Mé~⟧ ~~⟧ by hand")).toBe("by hand");
});

if (missingBrowser) skipped(`the console in a made-up language: ${missingBrowser}`);
else {
  const { world, signedIn } = consoleWorld();

  it("says nothing outside of its catalogues, and cuts no text that is longer than English", async () => {
    const app = await pseudoApp();
    const { page } = await signedIn();
    // What the English page has begun to load stays English.
    await page.goto("about:blank");
    await servedFrom(page, app);
    const said = heardFromApi(page);
    const client = "client_123";
    const session = "visitor-pseudo";
    await world.product.chat({ client, session, message: "What does a thyroid test cost?" });
    const asked = await world.product.chat({ client, session, message: "Please connect me to a real person" });
    rmSync(pictures, { recursive: true, force: true });
    mkdirSync(pictures, { recursive: true });
    const found: string[] = [];
    for (const path of [...consolePaths, `/inbox/${asked.conversation_id}?client=${client}`]) {
      await page.goto(`${world.product.url}/console${path}`);
      await page.getByRole("heading").first().waitFor();
      await page.waitForFunction(() => document.querySelector("progress:not([value])") === null);
      for (const width of [1_440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        const { texts, cut } = await lookAtTexts(page);
        if (!texts.some((text) => text.startsWith("⟦"))) found.push(`${path} ${width} is not in the made-up language`);
        const data = await said();
        const strangers = texts.filter((text) => !isData(outsideBrackets(text), data));
        found.push(...new Set(strangers.map((text) => `${path} ${width} not in a catalogue: ${text}`)));
        found.push(...new Set(cut.map((text) => `${path} ${width} cut: ${text}`)));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (wide > 0) found.push(`${path} ${width} is too wide by ${wide} pixels`);
        const name = `${path.replace(asked.conversation_id, "conversation").replaceAll(/\W+/g, "-")}-${width}.png`;
        await page.screenshot({ path: join(pictures, name.slice(1)) });
      }
    }
    expect(found).toEqual([]);
  }, 240_000);
}

/** The pages come from `app`, everything else from the product. */
async function servedFrom(page: Page, app: string): Promise<void> {
  await page.route(/\/console\/app\//, (route) => {
    const [, file = ""] = new URL(route.request().url()).pathname.split("/console/app/");
    return route.fulfill({ path: join(app, file) });
  });
  await page.route(/\/console\//, (route) => {
    if (route.request().resourceType() !== "document") return route.fallback();
    return route.fulfill({ path: join(app, "index.html"), contentType: "text/html" });
  });
}

/** Everything that the API has told the page so far. */
function heardFromApi(page: Page): () => Promise<string> {
  const answers: Promise<string>[] = [];
  page.on("response", (response: Response) => {
    if (!response.headers()["content-type"]?.includes("json")) return;
    // A page that is left takes what it was told with it.
    answers.push(response.text().catch(() => ""));
  });
  return async () => (await Promise.all(answers)).join("\n");
}

const months = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*";
const dates = new RegExp(`\\d+ ${months}(?: \\d{4})?|\\b${months} \\d+(?:, \\d{4})?|\\b[AP]M\\b`, "gi");
const keys = /\b(?:Ctrl|Alt)\b(?: K)?/g;
const spoken = new Intl.DisplayNames("en", { type: "language" });
const languages = new Set(
  ["bn", "en", "gu", "hi", "kn", "ml", "mr", "pa", "ta", "te", "ur"].map((tag) => spoken.of(tag)),
);

/** What the API says, and keys, dates, languages and amounts as `Intl` writes them. */
function isData(text: string, told: string): boolean {
  const isTold = (words: string) => told.includes(JSON.stringify(words).slice(1, -1));
  if (isTold(text)) return true;
  const words = text
    .replace(dates, " ")
    .replace(keys, " ")
    .split(/[·›–:]|,\s+/)
    .map((word) => word.trim())
    .filter((word) => /\p{L}{2}/u.test(word));
  return words.every((word) => isTold(word) || languages.has(word) || isTold(word.replaceAll(" ", "_")));
}
