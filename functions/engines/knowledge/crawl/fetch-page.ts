import { LRUCache } from "lru-cache";
import { startDeadline } from "../../../../shared/runtime/deadline.ts";
import { RetryableError, TerminalError } from "../../../../shared/runtime/errors.ts";
import { readBytes } from "../../../../shared/tools/http/bounded-body.ts";
import type { OutboundRequest } from "../../../../shared/tools/http/outbound.ts";

/** How the product names itself to servers, and in their robots.txt (RFC 9309). */
export const crawlerName = "AgentPlatformKnowledge";
const maxPageBytes = 20 * 1024 * 1024;
const maxRobotsBytes = 512 * 1024;
const maxRedirects = 5;
const timeoutMs = 30_000;
const robotsTtlMs = 3_600_000;

export type FetchedPage =
  | {
      readonly type: "page";
      readonly url: string;
      readonly bytes: Uint8Array;
      readonly contentType: string;
      readonly delayMs: number;
    }
  | { readonly type: "gone" }
  | { readonly type: "refused" | "failed"; readonly code: string; readonly detail: string };

export type FetchPage = (url: string, signal: AbortSignal) => Promise<FetchedPage>;

interface Robots {
  isAllowed(url: string, name: string): boolean | undefined;
  /** In seconds. */
  getCrawlDelay(name: string): number | undefined;
}

/**
 * Reads one web page as robots.txt permits, over public https addresses only. Each redirect is checked like the first
 * address, robots.txt included.
 * @throws RetryableError `page-unreachable` for what may pass.
 */
export function pageFetcher(outbound: OutboundRequest): FetchPage {
  const robotsByOrigin = new LRUCache<string, Robots | "unreachable">({ max: 500, ttl: robotsTtlMs });

  async function get(url: URL, signal: AbortSignal): Promise<Response> {
    const headers = new Headers({
      "user-agent": `${crawlerName}/1.0`,
      accept:
        "text/html,application/xhtml+xml,application/pdf,text/markdown,text/plain,application/xml;q=0.9,*/*;q=0.5",
    });
    try {
      return await outbound(url, { headers, signal });
    } catch (cause) {
      if (cause instanceof TerminalError || cause instanceof RetryableError || signal.aborted) throw cause;
      throw new RetryableError("page-unreachable", `${url.host} did not answer.`, { cause });
    }
  }

  async function robotsOf(url: URL, signal: AbortSignal): Promise<Robots | "unreachable"> {
    const known = robotsByOrigin.get(url.origin);
    if (known) return known;
    const address = new URL("/robots.txt", url);
    const response = await get(address, signal);
    // RFC 9309, 2.3.1: without a file everything is allowed; while the server fails, nothing is.
    if (response.status >= 500 || response.status === 429) {
      await response.body?.cancel();
      return "unreachable";
    }
    const bytes = response.ok ? await readBytes(response, maxRobotsBytes) : undefined;
    if (!response.ok) await response.body?.cancel();
    // The package's types know no CommonJS default.
    const { default: parse } = (await import("robots-parser")) as unknown as {
      default(url: string, text: string): Robots;
    };
    const robots = parse(address.href, Buffer.from(bytes ?? []).toString("utf8"));
    robotsByOrigin.set(url.origin, robots);
    return robots;
  }

  async function fetchPage(address: string, signal: AbortSignal): Promise<FetchedPage> {
    let url = new URL(address);
    for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
      const robots = await robotsOf(url, signal);
      if (robots === "unreachable")
        throw new RetryableError("robots-unreachable", `${url.host} does not give its robots.txt.`);
      if (robots.isAllowed(url.href, crawlerName) === false)
        return {
          type: "refused",
          code: "robots-disallowed",
          detail: `robots.txt of ${url.host} does not allow this page.`,
        };
      const response = await get(url, signal);
      const location = response.headers.get("location");
      if (response.status >= 300 && response.status < 400 && location !== null) {
        await response.body?.cancel();
        const next = URL.parse(location, url);
        if (next === null)
          return { type: "failed", code: "page-redirect-invalid", detail: "The page redirects to nowhere." };
        url = next;
        continue;
      }
      return pageOf(response, url, Math.min(30, robots.getCrawlDelay(crawlerName) ?? 0) * 1_000);
    }
    return { type: "failed", code: "page-redirects", detail: "The page redirects too often." };
  }

  return async (address, signal) => {
    const deadline = startDeadline(timeoutMs, signal);
    try {
      return await fetchPage(address, deadline.signal);
    } catch (cause) {
      if (!deadline.hasPassed()) throw cause;
      throw new RetryableError("page-unreachable", `${address} did not answer in time.`, { cause });
    } finally {
      deadline.met();
    }
  };
}

async function pageOf(response: Response, url: URL, delayMs: number): Promise<FetchedPage> {
  const { status } = response;
  if (!response.ok) await response.body?.cancel();
  if (status === 404 || status === 410) return { type: "gone" };
  if (status === 429 || status >= 500) throw new RetryableError("page-unreachable", `${url.host} answered ${status}.`);
  if (!response.ok) return { type: "failed", code: "page-refused", detail: `The server answered ${status}.` };
  const bytes = await readBytes(response, maxPageBytes);
  if (bytes === undefined) return { type: "failed", code: "page-too-large", detail: "The page is larger than 20 MB." };
  const contentType = response.headers.get("content-type") ?? "text/html";
  return { type: "page", url: url.href, bytes, contentType, delayMs };
}
