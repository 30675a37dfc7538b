import type { Page } from "playwright-core";
import { until } from "../../contracts/open-platform.ts";
import { newWord } from "../../flows/stage/flow.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld } from "../console-pages.ts";

const client = "client_123";
const races = 200;
/** A browser asks a server six things at once, and follows the queue with one of them. */
const atOnce = 5;

interface Answer {
  readonly status: number;
  readonly detail: string;
  readonly ms: number;
}

if (missingBrowser) skipped(`two browsers that race for conversations: ${missingBrowser}`);
else racesInTwoBrowsers(consoleWorld());

/** Times are told, and not asserted. */
function racesInTwoBrowsers({ world, signedIn, again }: ReturnType<typeof consoleWorld>): void {
  const names = ["Asha Rao", "Bela Kumar"] as const;
  let pages: readonly [Page, Page];
  const ids: string[] = [];
  beforeAll(async () => {
    const { page: host } = await signedIn();
    pages = [await operator(names[0]), await operator(names[1])];
    await host.close();
    for (let count = 0; count < atOnce; count += 1) {
      const message = "Please connect me to a real person";
      ids.push((await world.product.chat({ client, session: `visitor-${newWord()}`, message })).conversation_id);
    }
    for (const page of pages) {
      await page.goto(`${world.product.url}/console/inbox?client=${client}`);
      await until("all wait", async () => (await page.locator(".queue-row").count()) === atOnce);
    }
  }, 300_000);

  /** A browser of its own with an operator in it. */
  async function operator(name: string): Promise<Page> {
    const person = { name, email: `${newWord()}@agency.example`, roles: ["operator"] };
    const made = await world.product.api<{ sign_in_url: string }>("POST /v1/people", {
      client: "agency",
      body: person,
    });
    const page = await again();
    await page.context().clearCookies();
    await page.goto(made.body.sign_in_url);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Clients", exact: true }).waitFor();
    return page;
  }

  it("lets one of two browsers win each of 200 races, and tells the other who has the conversation", async () => {
    const told: number[] = [];
    const won = [0, 0];
    for (let race = 0; race < races; race += atOnce) {
      const [ones, others] = await Promise.all([act(pages[0], ids, "takeover"), act(pages[1], ids, "takeover")]);
      const winners = ids.map((_, index) => {
        const both = [ones[index], others[index]];
        expect(both.map((answer) => answer?.status).toSorted()).toEqual([200, 409]);
        const winner = both[0]?.status === 200 ? 0 : 1;
        const loser = both[1 - winner];
        expect(loser?.detail).toContain(names[winner]);
        told.push(loser?.ms ?? 0);
        won[winner] = (won[winner] ?? 0) + 1;
        return winner;
      });
      for (const who of [0, 1] as const)
        await act(
          pages[who],
          ids.filter((_, index) => winners[index] === who),
          "release",
        );
    }
    expect(told).toHaveLength(races);
    console.log(`${races} races of two browsers: ${won.join(" to ")}, the loser told p95 ${p95(told).toFixed(0)} ms`);
  }, 300_000);

  it("shows the slower of two who press the key at once who has the conversation", async () => {
    const [id = ""] = ids;
    await Promise.all(
      pages.map(async (page) => {
        await page.goto(`${world.product.url}/console/inbox/${id}?client=${client}`);
        await page.getByRole("button", { name: "Take over" }).waitFor();
      }),
    );
    await Promise.all(pages.map((page) => page.keyboard.press("a")));
    const shown = pages.map((page, index) =>
      page
        .getByRole("alert")
        .getByText(`${names[1 - index]} has this conversation`)
        .waitFor()
        .then(() => index),
    );
    const slower = await Promise.any(shown);
    expect(await pages[1 - slower]?.getByRole("button", { name: "Back to the bot" }).count()).toBe(1);
  }, 300_000);
}

/** Does the same with several conversations at once, as the page's person: with the browser's own connections. */
function act(page: Page, ids: readonly string[], action: "takeover" | "release"): Promise<readonly Answer[]> {
  return page.evaluate(
    async ([conversations, what, clientId]) => {
      const session = (await (await fetch("/v1/session")).json()) as { csrf_token: string };
      const headers = {
        "X-Client-Id": clientId,
        "X-Csrf-Token": session.csrf_token,
        "Content-Type": "application/json",
      };
      return Promise.all(
        conversations.map(async (id) => {
          const from = performance.now();
          const answer = await fetch(`/v1/conversations/${id}/${what}`, { method: "POST", headers, body: "{}" });
          const { detail = "" } = (await answer.json()) as { detail?: string };
          return { status: answer.status, detail, ms: performance.now() - from };
        }),
      );
    },
    [[...ids], action, client] as const,
  );
}

function p95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
}
