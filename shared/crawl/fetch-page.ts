import { setTimeout as sleep } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import { readBytes } from "../outbound/bounded-body.ts";
import type { OutboundRequest } from "../outbound/outbound-request.ts";
import { startDeadline } from "../runtime/failures/deadline.ts";
import { RetryableError, TerminalError } from "../runtime/failures/errors.ts";
import { maxRobotsBytes, parseRobots, type Robots } from "./robots.ts";

const maxRedirects = 5;
/** RFC 9309, section 2.4: a cached file is used for at most 24 hours. */
const robotsTtlMs = 24 * 3_600_000;
/** A longer wait is left to the bus, so that no step holds a function. */
const longestWaitMs = 20_000;

/** How a reader of sites behaves. */
export interface Crawler {
  /** Its name in robots.txt (RFC 9309). */
  readonly name: string;
  /** With a version, and where its operator can be reached. */
  readonly userAgent: string;
  readonly maxPageBytes: number;
  readonly timeoutMs: number;
  /** The least time between two requests to an origin. A longer `Crawl-delay` counts in its place. */
  readonly spacingMs: number;
}

export type FetchedPage =
  | {
      readonly type: "page";
      readonly url: string;
      readonly bytes: Uint8Array;
      readonly contentType: string;
      /** The site's `Crawl-delay`. */
      readonly delayMs: number;
      /** The sitemaps that robots.txt names. */
      readonly sitemaps: readonly string[];
    }
  | { readonly type: "gone" }
  | { readonly type: "refused" | "failed"; readonly code: string; readonly detail: string };

/** `mayVisit` judges each address before it is called, those of redirects too. */
export type FetchPage = (url: string, signal: AbortSignal, mayVisit?: (url: URL) => boolean) => Promise<FetchedPage>;

/**
 * Reads one web page as robots.txt permits. Each redirect is checked like the first address, robots.txt included.
 * @throws RetryableError `page-unreachable`, `robots-unreachable` or `page-spacing` for what may pass.
 */
export function pageFetcher(outbound: OutboundRequest, crawler: Crawler): FetchPage {
  const robotsByOrigin = new LRUCache<string, Robots>({ max: 500, ttl: robotsTtlMs });
  const lastByOrigin = new LRUCache<string, { readonly at: number; readonly isRobots: boolean }>({ max: 500 });

  async function keepSpacing({ origin, host }: URL, delayMs: number, signal: AbortSignal): Promise<void> {
    const last = lastByOrigin.get(origin);
    // A long delay lies between pages, and not between a page and the robots.txt that told it in the same step.
    const least = last?.isRobots && delayMs > longestWaitMs ? crawler.spacingMs : Math.max(crawler.spacingMs, delayMs);
    const waitMs = last === undefined ? 0 : last.at + least - performance.now();
    if (waitMs > longestWaitMs)
      throw new RetryableError("page-spacing", `${host} asks for time between requests.`, { retryAfterMs: waitMs });
    if (waitMs > 0) await sleep(waitMs, undefined, { signal });
    lastByOrigin.set(origin, { at: performance.now(), isRobots: false });
  }

  async function get(url: URL, signal: AbortSignal, isRobots = false): Promise<Response> {
    const headers = new Headers({
      "user-agent": crawler.userAgent,
      accept:
        "text/html,application/xhtml+xml,application/pdf,text/markdown,text/plain,application/xml;q=0.9,*/*;q=0.5",
    });
    try {
      const response = await outbound(url, { headers, signal });
      // Counted from here, the time lies between two requests as the site sees them.
      lastByOrigin.set(url.origin, { at: performance.now(), isRobots });
      return response;
    } catch (cause) {
      if (cause instanceof TerminalError || cause instanceof RetryableError || signal.aborted) throw cause;
      throw new RetryableError("page-unreachable", `${url.host} did not answer.`, { cause });
    }
  }

  /** Ends a request, and the reading of its body, that takes too long. */
  async function inTime<T>(url: URL, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const deadline = startDeadline(crawler.timeoutMs, signal);
    try {
      return await work(deadline.signal);
    } catch (cause) {
      if (!deadline.hasPassed()) throw cause;
      throw new RetryableError("page-unreachable", `${url.href} did not answer in time.`, { cause });
    } finally {
      deadline.met();
    }
  }

  async function robotsOf(url: URL, signal: AbortSignal): Promise<Robots> {
    const known = robotsByOrigin.get(url.origin);
    if (known) return known;
    const robots = parseRobots(await readRobots(new URL("/robots.txt", url), signal));
    robotsByOrigin.set(url.origin, robots);
    return robots;
  }

  /**
   * RFC 9309, 2.3.1: a file that moved is read where it is, without one everything is allowed, and while the server fails,
   * nothing is.
   */
  async function readRobots(first: URL, signal: AbortSignal): Promise<string> {
    let address = first;
    for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
      await keepSpacing(address, 0, signal);
      const at = address;
      const read = await inTime(at, signal, async (within) => {
        const response = await get(at, within, true);
        if (response.ok) return whole(at, robotsText(response));
        await response.body?.cancel();
        if (response.status >= 500 || response.status === 429)
          throw new RetryableError("robots-unreachable", `${first.host} does not give its robots.txt.`);
        const location = response.headers.get("location");
        return response.status >= 300 && response.status < 400 && location !== null ? URL.parse(location, at) : null;
      }).catch((error: unknown) => {
        // A redirect to an address that is not read leaves the site without a file.
        if (error instanceof TerminalError && at !== first) return null;
        throw error;
      });
      if (typeof read === "string") return read;
      if (read === null) return "";
      address = read;
    }
    return "";
  }

  async function fetchPage(
    address: string,
    signal: AbortSignal,
    mayVisit: (url: URL) => boolean,
  ): Promise<FetchedPage> {
    let url = new URL(address);
    for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
      if (!mayVisit(url)) return elsewhere;
      const robots = await robotsOf(url, signal);
      const detail = `robots.txt of ${url.host} does not allow this page.`;
      if (!robots.isAllowed(url, crawler.name)) return { type: "refused", code: "robots-disallowed", detail };
      const delayMs = (robots.crawlDelay(crawler.name) ?? 0) * 1_000;
      await keepSpacing(url, delayMs, signal);
      const at = url;
      const read = await inTime(at, signal, async (within) => {
        const response = await get(at, within);
        const location = response.headers.get("location");
        if (response.status < 300 || response.status >= 400 || location === null)
          return pageOf(response, at, { delayMs, sitemaps: robots.sitemaps, maxBytes: crawler.maxPageBytes });
        await response.body?.cancel();
        return URL.parse(location, at);
      });
      if (read === null)
        return { type: "failed", code: "page-redirect-invalid", detail: "The page redirects to nowhere." };
      if (!(read instanceof URL)) return read;
      url = read;
    }
    return { type: "failed", code: "page-redirects", detail: "The page redirects too often." };
  }

  return (address, signal, mayVisit = () => true) => fetchPage(address, signal, mayVisit);
}

const elsewhere = {
  type: "refused",
  code: "page-elsewhere",
  detail: "The page redirects to another site, which is not read.",
} as const;

/** @throws RetryableError when the connection breaks within the answer */
async function whole<T>({ host }: URL, body: Promise<T>): Promise<T> {
  return body.catch((cause: unknown) => {
    throw new RetryableError("page-unreachable", `${host} broke off its answer.`, { cause });
  });
}

/** The beginning of a file that is too large, up to its last whole line: its rules count. */
async function robotsText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size >= maxRobotsBytes) break;
  }
  const text = Buffer.concat(chunks).subarray(0, maxRobotsBytes).toString("utf8");
  return size < maxRobotsBytes ? text : text.slice(0, text.lastIndexOf("\n") + 1);
}

async function pageOf(
  response: Response,
  url: URL,
  parts: { readonly delayMs: number; readonly sitemaps: readonly string[]; readonly maxBytes: number },
): Promise<FetchedPage> {
  const { delayMs, sitemaps, maxBytes } = parts;
  const { status } = response;
  if (!response.ok) await response.body?.cancel();
  if (status === 404 || status === 410) return { type: "gone" };
  if (status === 429 || status >= 500) throw new RetryableError("page-unreachable", `${url.host} answered ${status}.`);
  if (!response.ok) return { type: "failed", code: "page-refused", detail: `The server answered ${status}.` };
  const bytes = await whole(url, readBytes(response, maxBytes));
  const detail = `The page is larger than ${Math.round(maxBytes / 1_048_576)} MB.`;
  if (bytes === undefined) return { type: "failed", code: "page-too-large", detail };
  const contentType = response.headers.get("content-type") ?? "text/html";
  return { type: "page", url: url.href, bytes, contentType, delayMs, sitemaps };
}
