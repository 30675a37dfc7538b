import type { Page } from "playwright-core";
import { environmentSecret } from "../../../shared/environment.ts";
import { openPlatform } from "../../../shared/platform/open.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { newWord } from "../../flows/stage/flow.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld } from "../console-pages.ts";
import { storeConversations } from "./many-conversations.ts";

const client = "client_123";
/** As many conversations as a large desk has open. */
const many = 10_000;

interface Paging {
  readonly frames: readonly number[];
  readonly pages: number;
  readonly answers: readonly number[];
}

if (missingBrowser) skipped(`the speed of the inbox in a browser: ${missingBrowser}`);
else speedInABrowser(consoleWorld());

/** Times are told, and not asserted: this machine does other things too. Bounds are of work: elements, requests. */
function speedInABrowser({ world, signedIn }: ReturnType<typeof consoleWorld>): void {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await signedIn());
  }, 60_000);

  const say = (session: string, message: string) => world.product.chat({ client, session, message });

  it("keeps ten thousand conversations in the list with few elements in the page", async () => {
    await seeded(world.product.dataDir);
    const session = `visitor-${newWord()}`;
    await say(session, "What does a thyroid test cost?");
    const { conversation_id: id } = await say(session, "Please connect me to a real person");
    const opened = performance.now();
    await page.goto(`${world.product.url}/console/inbox?client=${client}`);
    await page.locator(".queue-row").first().waitFor();
    const firstMs = performance.now() - opened;
    const paging = await page.locator(".virtual-list").evaluate(pagedThrough, `Open${many + 1}`);
    expect(await page.locator(".queue-row").count()).toBeLessThan(60);
    const frames = await page.locator(".virtual-list").evaluate(scrolled);
    const keys: number[] = [];
    for (let press = 0; press < 30; press += 1) keys.push(await pressed(page));
    await world.product.api(`POST /v1/conversations/${id}/takeover`, { client, role: "operator" });
    const shown: number[] = [];
    for (let message = 0; message < 10; message += 1) {
      const text = `Are you there, ${newWord()}?`;
      await page.evaluate(watchFor, text);
      const sentAt = Date.now();
      await say(session, text);
      await page.waitForFunction(() => window.shownAt !== undefined);
      shown.push((await page.evaluate(() => window.shownAt ?? 0)) - sentAt);
    }
    console.log(
      `10,000 conversations: first page ${firstMs.toFixed(0)} ms, ${paging.pages} pages of p95 ${p95(paging.answers).toFixed(0)} ms; ` +
        `frame p95 ${p95(paging.frames).toFixed(1)} ms while they come, ${p95(frames).toFixed(1)} ms after; ` +
        `key to painted p95 ${p95(keys).toFixed(0)} ms; message sent to screen p95 ${p95(shown).toFixed(0)} ms`,
    );
  }, 240_000);

  it("lets one of two operators win each of 200 races for a conversation, and tells the other who has it", async () => {
    const ids: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      const session = `visitor-${newWord()}`;
      ids.push((await say(session, "Please connect me to a real person")).conversation_id);
    }
    const tokens = await Promise.all(["asha", "bela"].map((person) => world.product.token(client, "operator", person)));
    const call = async (id: string, action: string, token: string | undefined) => {
      const from = performance.now();
      const headers = { authorization: `Bearer ${token}` };
      const answer = await fetch(`${world.product.url}/v1/conversations/${id}/${action}`, { method: "POST", headers });
      return { status: answer.status, ms: performance.now() - from, body: (await answer.json()) as Body };
    };
    const losers: number[] = [];
    for (let race = 0; race < 200; race += 1) {
      const id = ids[race % ids.length] ?? "";
      const both = await Promise.all(tokens.map((token) => call(id, "takeover", token)));
      expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      const winner = both.findIndex(({ status }) => status === 200);
      const loser = both[1 - winner];
      expect(loser?.body).toMatchObject({ code: "conversation-held", held_by: ["asha", "bela"][winner] });
      losers.push(loser?.ms ?? 0);
      await call(id, "release", tokens[winner]);
    }
    console.log(`200 races: one winner each, the loser told p95 ${p95(losers).toFixed(0)} ms`);
  });
}

interface Body {
  readonly code?: string;
  readonly held_by?: string;
}

declare global {
  interface Window {
    shownAt?: number;
  }
}

/** The store of the running product, as many conversations later. */
async function seeded(dataDir: string): Promise<void> {
  const settings = { NODE_ENV: "test", DATA_DIR: dataDir, PORT: 0 } as const;
  const platform = await openPlatform(settings, { secrets: environmentSecret });
  await storeConversations(platform.documents, TenantId.parse(client), { count: many, now: new Date() });
  await platform.close(1_000);
}

/** Scrolls on until the count of the list says that all pages have come. The lengths of the frames, and of the answers. */
function pagedThrough(list: Element, all: string): Promise<Paging> {
  return new Promise((resolve) => {
    const frames: number[] = [];
    let last = performance.now();
    performance.setResourceTimingBufferSize(1_000);
    const step = (now: number) => {
      frames.push(now - last);
      last = now;
      list.scrollBy(0, 900);
      const [count] = document.querySelectorAll(".inbox-parts button");
      if (count?.textContent !== all) return requestAnimationFrame(step);
      const asked = performance.getEntriesByType("resource").filter(({ name }) => name.includes("/v1/handoffs?"));
      resolve({ frames: frames.slice(5), pages: asked.length, answers: asked.map(({ duration }) => duration) });
    };
    requestAnimationFrame(step);
  });
}

/** The lengths of the frames while the list is scrolled from its top through thousands of rows. */
function scrolled(list: Element): Promise<number[]> {
  return new Promise((resolve) => {
    const frames: number[] = [];
    let last = performance.now();
    list.scrollTo(0, 0);
    const step = (now: number) => {
      frames.push(now - last);
      last = now;
      list.scrollBy(0, 900);
      if (frames.length < 180) requestAnimationFrame(step);
      else resolve(frames.slice(5));
    };
    requestAnimationFrame(step);
  });
}

/** Milliseconds from J to the frame in which the next conversation is the open one. */
async function pressed(page: Page): Promise<number> {
  await page.evaluate(() => {
    const before = document.querySelector(".queue-row[aria-current]")?.getAttribute("href");
    let from = 0;
    window.shownAt = undefined as never;
    addEventListener("keydown", () => (from = performance.now()), { once: true, capture: true });
    const look = () => {
      const now = document.querySelector(".queue-row[aria-current]")?.getAttribute("href");
      if (from > 0 && now !== before) window.shownAt = performance.now() - from;
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.keyboard.press("j");
  await page.waitForFunction(() => window.shownAt !== undefined);
  return page.evaluate(() => window.shownAt ?? 0);
}

function watchFor(text: string): void {
  window.shownAt = undefined as never;
  const look = () => {
    if (document.querySelector(".virtual-list")?.textContent?.includes(text)) window.shownAt = Date.now();
    else requestAnimationFrame(look);
  };
  document.querySelector(".virtual-list")?.scrollTo(0, 0);
  look();
}

function p95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
}
