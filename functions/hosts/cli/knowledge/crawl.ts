import { setTimeout as sleep } from "node:timers/promises";
import { CrawlView } from "../../../engines/knowledge/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { note, print, printJson } from "../output.ts";

const pollIntervalMs = 1_000;

/** Starts a crawl, and waits until it has ended. */
export async function crawl(
  options: ServerOptions & {
    readonly urls: readonly string[];
    readonly base?: string;
    readonly sitemap?: boolean;
    readonly depth?: number;
    readonly pages?: number;
    readonly json?: boolean;
  },
): Promise<void> {
  const { urls, base, sitemap = false, depth, pages } = options;
  const api = await connect(options, "admin");
  const body = {
    urls,
    sitemap,
    ...(base === undefined ? {} : { base }),
    ...(depth === undefined ? {} : { max_depth: depth }),
    ...(pages === undefined ? {} : { max_pages: pages }),
  };
  let state = await api.post("/v1/knowledge/crawls", { body, reply: CrawlView });
  while (state.status === "running") {
    await sleep(pollIntervalMs);
    state = await api.get("/v1/knowledge/crawls/:id", { params: { id: state.id }, reply: CrawlView });
    note(`${state.read + state.unchanged} pages read, ${state.waiting} waiting`);
  }
  if (options.json) return printJson(state);
  print(
    `${state.read} pages are new or changed, ${state.unchanged} unchanged, ${state.removed} gone, ${state.refused} refused by robots.txt, ${state.failed} failed.`,
  );
  for (const { url, detail } of state.problems) print(`  ${url}: ${detail}`);
}
