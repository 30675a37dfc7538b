import type { Page } from "playwright-core";
import { environmentSecret } from "../../../shared/environment.ts";
import { openPlatform } from "../../../shared/platform/open.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld } from "../console-pages.ts";
import { storeYear } from "./year.ts";

const client = "client_123";
/** Each with the most requests that it may take. */
const pages = [
  { path: "overview", requests: 14 },
  { path: "quality", requests: 6 },
  { path: "sla", requests: 9 },
  { path: "spend", requests: 4 },
  { path: "success", requests: 9 },
] as const;

interface Painted {
  readonly requests: number;
  readonly bytes: number;
  /** The slowest answer, and its milliseconds from the request to its last byte. */
  readonly slowest: string;
  readonly answerMs: number;
  /** From the last answer to the frame after which nothing changed in the page. */
  readonly paintMs: number;
  readonly longestTaskMs: number;
  readonly elements: number;
  /** How far what was shown moved by itself (web.dev/articles/cls). */
  readonly shift: number;
}

/** What people do not notice. */
const mostLayoutShift = 0.1;

if (missingBrowser !== undefined) skipped(`a year of rollups in the console: ${missingBrowser}`);
else {
  const { world, signedIn } = consoleWorld({ TZ: "UTC" });

  /** Times are told, and not asserted: this machine does other things too. Bounds are of requests, bytes and elements. */
  it("shows a year of rollups with few requests and few elements", async () => {
    const settings = { NODE_ENV: "test", DATA_DIR: world.product.dataDir, PORT: 0 } as const;
    const platform = await openPlatform(settings, { secrets: environmentSecret });
    await storeYear(platform.documents, TenantId.parse(client), new Date().toISOString().slice(0, 10));
    await platform.close(1_000);
    const { page, problems } = await signedIn();
    await page.addInitScript(watchPaint);
    // On a telephone, where things stand below each other and move furthest.
    await page.setViewportSize({ width: 390, height: 900 });
    for (const { path, requests } of pages) {
      await page.goto(`${world.product.url}/console/clients/${client}/${path}`);
      const first = await painted(page);
      const yearly = path === "spend" ? await yearOfSpend(page) : first;
      for (const [name, each] of Object.entries(path === "spend" ? { first, yearly } : { first }))
        console.log(`${path} ${name}: ${JSON.stringify(each)}`);
      expect([path, yearly.requests <= requests, yearly.bytes < 200_000]).toEqual([path, true, true]);
      expect([path, yearly.elements < 3_000]).toEqual([path, true]);
      expect([path, first.shift < mostLayoutShift ? "steady" : first.shift]).toEqual([path, "steady"]);
    }
    expect(problems).toEqual([]);
  }, 240_000);
}

async function yearOfSpend(page: Page): Promise<Painted> {
  await page.evaluate(() => window.forget());
  await page.getByRole("button", { name: "12 months" }).click();
  await page.getByRole("button", { name: "12 months", pressed: true }).waitFor();
  return painted(page);
}

/** What the page did, once nothing has been asked for and nothing has changed for a second. */
async function painted(page: Page): Promise<Painted> {
  await page.waitForFunction(() => performance.now() - window.lastSeen() > 1_000, undefined, { polling: 100 });
  return page.evaluate(() => window.told());
}

declare global {
  interface Window {
    told(): Painted;
    lastSeen(): number;
    forget(): void;
  }
}

/** Runs in the page before its own scripts. */
function watchPaint(): void {
  let since = 0;
  let changedAt = 0;
  let longest = 0;
  let shift = 0;
  new MutationObserver(() => {
    requestAnimationFrame(() => requestAnimationFrame((at) => (changedAt = Math.max(changedAt, at))));
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  new PerformanceObserver((list) => {
    for (const { duration, startTime } of list.getEntries())
      if (startTime >= since) longest = Math.max(longest, duration);
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
      if (!entry.hadRecentInput) shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  const answers = () =>
    (performance.getEntriesByType("resource") as PerformanceResourceTiming[]).filter(
      ({ name, startTime }) => new URL(name).pathname.startsWith("/v1/") && startTime >= since,
    );
  window.lastSeen = () => {
    const all = answers();
    const isAnswered = all.length > 0 && all.every(({ responseEnd }) => responseEnd > 0);
    return isAnswered ? Math.max(changedAt, ...all.map(({ responseEnd }) => responseEnd)) : performance.now();
  };
  window.forget = () => {
    [since, longest] = [performance.now(), 0];
  };
  window.told = () => {
    const all = answers();
    const slowest = all.toSorted((one, other) => other.duration - one.duration)[0];
    const last = Math.max(0, ...all.map(({ responseEnd }) => responseEnd));
    return {
      requests: all.length,
      bytes: all.reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0),
      slowest: new URL(slowest?.name ?? location.href).pathname,
      answerMs: Math.round(slowest?.duration ?? 0),
      paintMs: Math.max(0, Math.round(changedAt - last)),
      longestTaskMs: Math.round(longest),
      elements: document.querySelectorAll("*").length,
      shift: Math.round(shift * 1_000) / 1_000,
    };
  };
}
