import { gunzipSync } from "node:zlib";
import { parse } from "tldts";
import type { FetchedPage, FetchPage } from "../../../../../shared/crawl/fetch-page.ts";
import { DocumentUnreadable } from "../../../../../shared/knowledge/reading/block.ts";
import type { readSitePageInWorker } from "../../../../../shared/knowledge/reading/read-in-worker.ts";
import type { SitePage } from "../../../../../shared/knowledge/reading/web-pages/read-site-page.ts";
import { locationsIn } from "../../../../../shared/knowledge/reading/web-pages/sitemap-locations.ts";
import { RetryableError, TerminalError } from "../../../../../shared/runtime/failures/errors.ts";
import { deriveId } from "../../../../../shared/runtime/ids.ts";
import type { StepContext } from "../../../../../shared/runtime/step.ts";
import { readSettings } from "../../facts/reading.ts";
import type { CollectedPage, Next, Part, PartProblem, PartRequest, Source } from "../source.ts";
import { extractFacts } from "./extract-facts.ts";
import {
  firstCursor,
  plainUrl,
  SiteCursor,
  shortHash,
  siteLimits,
  type Waiting,
  withAddresses,
} from "./site-cursor.ts";

type Page = Extract<FetchedPage, { type: "page" }>;

interface Outcome {
  readonly cursor: SiteCursor;
  readonly pages: readonly CollectedPage[];
  readonly problems: readonly PartProblem[];
  readonly delayMs: number;
}

/** Tries of a page before the crawl goes on without it. */
const pageAttempts = 2;
const sitemapBytes = 4 * 1024 * 1024;

/** The business's own site, a page at a time, as its robots.txt permits. */
export function websiteSource({
  fetchPage,
  spacingMs,
  readPage,
  allowedOrigins,
}: {
  readonly fetchPage: FetchPage;
  /** The least time between two pages. */
  readonly spacingMs: number;
  readonly readPage: typeof readSitePageInWorker;
  /** Origins that may be read over http: stand-ins of sites. */
  readonly allowedOrigins: readonly string[];
}): Source {
  async function visit(request: PartRequest, cursor: SiteCursor, address: Waiting, ctx: StepContext): Promise<Outcome> {
    const problem = (code: string, detail: string): Outcome => ({
      cursor,
      pages: [],
      problems: [{ url: address.url, code, detail }],
      delayMs: 0,
    });
    const mayVisit = (url: URL) =>
      cursor.origin === null ? isSameSite(url, address.url) : url.origin === cursor.origin;
    const fetched = await fetchPage(address.url, ctx.signal, mayVisit).catch((error: unknown): FetchedPage => {
      if (error instanceof TerminalError) return { type: "failed", code: error.code, detail: error.message };
      if (!(error instanceof RetryableError) || ctx.attempt < pageAttempts) throw error;
      return { type: "failed", code: error.code, detail: error.message };
    });
    if (fetched.type === "gone") return problem("page-gone", "There is no such page.");
    if (fetched.type !== "page") return problem(fetched.code, fetched.detail);
    if (address.kind === "sitemap" || /\bxml\b/.test(fetched.contentType.replace("xhtml", "")))
      return { ...readSitemapPage(cursor, address, fetched), delayMs: fetched.delayMs };
    if (!/html|text\/plain/.test(fetched.contentType))
      return problem("page-not-text", `The page is of the type ${fetched.contentType.slice(0, 60)}.`);
    try {
      const page = await readPage(
        { bytes: fetched.bytes, contentType: fetched.contentType, url: fetched.url },
        { signal: ctx.signal },
      );
      return { ...keepPage(request, cursor, { address, fetched, page, now: ctx.now }), delayMs: fetched.delayMs };
    } catch (error) {
      if (error instanceof DocumentUnreadable) return problem(error.code, error.message);
      throw error;
    }
  }

  return {
    kind: "website",
    applies: ({ site }) => site !== null,
    async collect(request, ctx) {
      const { site } = request.subject;
      if (site === null) throw new TerminalError("site-missing", "The run has no site.");
      const before =
        request.cursor === undefined ? firstCursor(readable(site, allowedOrigins)) : SiteCursor.parse(request.cursor);
      const [address, ...waiting] = before.waiting;
      const stop = stopBefore(before, request.startedAt, ctx.now);
      if (address === undefined || stop !== undefined)
        return partOf(before, { pages: [], problems: [], next: stop ?? finished(before) });
      const { cursor, pages, problems, delayMs } = await visit(request, { ...before, waiting }, address, ctx);
      const [first] = problems;
      if (before.origin === null && cursor.origin === null && first !== undefined)
        return partOf(cursor, { pages, problems, next: { type: "failed", code: first.code, detail: first.detail } });
      const afterMs = Math.max(spacingMs, delayMs);
      const next: Next =
        stopBefore(cursor, request.startedAt, ctx.now) ??
        (cursor.waiting.length === 0
          ? finished(cursor)
          : (stopForDelay(cursor, request.startedAt, { now: ctx.now, delayMs }) ?? { type: "more", afterMs }));
      return partOf(cursor, { pages, problems, next });
    },
  };
}

/** A site is read over https. What was given as http is tried there. */
function readable(site: string, allowedOrigins: readonly string[]): string {
  const url = new URL(site);
  if (!allowedOrigins.includes(url.origin)) url.protocol = "https:";
  return url.href;
}

/** Before the first page is read, a site may lead to its other host, such as www, of the same registered domain. */
function isSameSite(url: URL, start: string): boolean {
  const from = new URL(start);
  if (url.origin === from.origin) return true;
  const domain = parse(url.hostname).domain;
  return (
    url.protocol === "https:" && url.port === from.port && domain !== null && domain === parse(from.hostname).domain
  );
}

function readSitemapPage(cursor: SiteCursor, address: Waiting, { bytes, url }: Page): Omit<Outcome, "delayMs"> {
  const problem = (code: string, detail: string) => ({
    cursor,
    pages: [],
    problems: [{ url: address.url, code, detail }],
  });
  let text: Buffer;
  try {
    // The size after unpacking is capped before anything is kept: an archive of zeros is small.
    text =
      bytes[0] === 0x1f && bytes[1] === 0x8b
        ? gunzipSync(bytes, { maxOutputLength: sitemapBytes })
        : Buffer.from(bytes);
  } catch {
    return problem("sitemap-unreadable", "The sitemap is no valid archive, or larger than 4 MB.");
  }
  const locations = locationsIn(text.toString("utf8"));
  if (locations === undefined)
    return problem("sitemap-refused", "The sitemap declares a document type, which no sitemap needs.");
  if (locations.length === 0) return problem("sitemap-empty", "The sitemap names no address.");
  const counted = { ...cursor, sitemaps: cursor.sitemaps + 1 };
  const isSitemap = (link: string) => /sitemap[^/]*\.xml(\.gz)?$/i.test(link);
  const found = locations
    .filter((link) => !isSitemap(link) || counted.sitemaps < siteLimits.sitemaps)
    .map((link) => ({
      url: link,
      depth: isSitemap(link) ? address.depth : 1,
      kind: isSitemap(link) ? ("sitemap" as const) : ("page" as const),
    }));
  const origin = cursor.origin ?? new URL(url).origin;
  return { cursor: withAddresses({ ...counted, origin }, found), pages: [], problems: [] };
}

function keepPage(
  { runId, subject }: PartRequest,
  before: SiteCursor,
  parts: { readonly address: Waiting; readonly fetched: Page; readonly page: SitePage; readonly now: Date },
): Omit<Outcome, "delayMs"> {
  const { address, fetched, page, now } = parts;
  const { origin } = new URL(fetched.url);
  const problems: PartProblem[] = [];
  const note = (code: string, detail: string) => problems.push({ url: address.url, code, detail });
  const canonical = page.canonical === null ? null : URL.parse(page.canonical);
  const ownKey = shortHash(plainUrl(new URL(fetched.url)));
  const canonicalKey = canonical?.origin === origin ? shortHash(plainUrl(canonical)) : ownKey;
  const isCopy = canonicalKey !== ownKey && before.seen.includes(canonicalKey);
  const text = shortHash(page.text);
  const isKnown = before.texts.includes(text);
  const first = before.origin === null ? [...fetched.sitemaps, new URL("/sitemap.xml", origin).href] : [];
  const seen = [...new Set([...before.seen, ownKey, canonicalKey])];
  const kept = { ...before, origin, seen, texts: [...before.texts, text], pages: before.pages + 1 };
  const cursor = withAddresses(kept, [
    ...first.map((url) => ({ url, depth: 0, kind: "sitemap" as const })),
    ...page.links.map((url) => ({ url, depth: address.depth + 1, kind: "page" as const })),
  ]);
  if (page.needsScript) note("page-needs-javascript", "The page shows nothing without JavaScript.");
  if (page.brokenBlocks > 0) note("json-ld-broken", `${page.brokenBlocks} blocks of JSON-LD are no JSON.`);
  if (isCopy || isKnown) return { cursor, pages: [], problems };
  const findings = extractFacts(page, readSettings(subject));
  const url = fetched.url.slice(0, 500);
  const stored = { id: deriveId(runId, "website", fetched.url), url, title: page.title, text: page.text, findings };
  return { cursor, pages: [{ ...stored, fetchedAt: now.toISOString() }], problems };
}

function stopBefore({ pages, waiting }: SiteCursor, startedAt: string, now: Date): Next | undefined {
  if (waiting.length === 0) return undefined;
  const rest = `${waiting.length} known pages were not read.`;
  if (pages >= siteLimits.pages)
    return { type: "done", stoppedBy: "page-limit", detail: `${pages} pages were read. ${rest}` };
  if (now.getTime() - Date.parse(startedAt) >= siteLimits.ms)
    return {
      type: "done",
      stoppedBy: "time-limit",
      detail: `The time of ${siteLimits.ms / 1_000} s was over. ${rest}`,
    };
  return undefined;
}

/** A site's own delay is kept. Where the next page would come after the run's time, the run ends and says so. */
function stopForDelay(
  { pages, waiting }: SiteCursor,
  startedAt: string,
  { now, delayMs }: { readonly now: Date; readonly delayMs: number },
): Next | undefined {
  if (now.getTime() + delayMs < Date.parse(startedAt) + siteLimits.ms) return undefined;
  const asks = `The site's robots.txt asks for ${delayMs / 1_000} s between requests (Crawl-delay).`;
  const cut = `${pages} pages were read in the ${siteLimits.ms / 1_000} s of a run, ${waiting.length} known pages were not.`;
  return { type: "done", stoppedBy: "crawl-delay", detail: `${asks} ${cut}` };
}

function finished({ pages }: SiteCursor): Next {
  return { type: "done", stoppedBy: "finished", detail: `${pages} pages were read, all that the site leads to.` };
}

function partOf(cursor: SiteCursor, part: Pick<Part, "pages" | "problems" | "next">): Part {
  const { pages, waiting } = cursor;
  const now = waiting[0] === undefined ? "Every page is read" : `Reading ${waiting[0].url}`;
  return { ...part, cursor, progress: { done: pages, total: Math.min(siteLimits.pages, pages + waiting.length), now } };
}
