import { hash } from "node:crypto";
import { z } from "zod";

export const siteLimits = {
  pages: 200,
  ms: 120_000,
  depth: 5,
  waiting: 400,
  seen: 2_000,
  alike: 25,
  sitemaps: 8,
  url: 400,
};

const Waiting = z.object({ url: z.string(), depth: z.number().int(), kind: z.enum(["page", "sitemap"]) });
export type Waiting = z.infer<typeof Waiting>;

/** What the crawler remembers between pages. */
export const SiteCursor = z.object({
  /** The origin that is read; null before the first page. */
  origin: z.string().nullable(),
  waiting: z.array(Waiting),
  /** Short hashes of the addresses that were or will be read. */
  seen: z.array(z.string()),
  /** Short hashes of the texts. */
  texts: z.array(z.string()),
  /** How many addresses are alike but for their digits: calendars never end. */
  alike: z.record(z.string(), z.number().int()),
  pages: z.number().int(),
  sitemaps: z.number().int(),
});
export type SiteCursor = z.infer<typeof SiteCursor>;

export function firstCursor(site: string): SiteCursor {
  const url = plainUrl(new URL(site));
  const waiting = [{ url, depth: 0, kind: "page" as const }];
  return { origin: null, waiting, seen: [shortHash(url)], texts: [], alike: {}, pages: 0, sitemaps: 0 };
}

export function shortHash(text: string): string {
  return hash("sha256", text, "base64url").slice(0, 10);
}

/** Without the fragment, and without what only counts visits. */
export function plainUrl(given: URL): string {
  const url = new URL(given);
  url.hash = "";
  url.pathname = url.pathname.replace(/;(jsessionid|phpsessid|sid)=[^/;]*/gi, "");
  for (const name of [...url.searchParams.keys()])
    if (/^(utm_\w+|gclid|fbclid|sid|sessionid|phpsessid|ref)$/i.test(name)) url.searchParams.delete(name);
  return url.href;
}

const tells =
  /contact|about|faq|price|pricing|rates|menu|service|product|polic|terms|return|refund|shipping|hours|visit|location|team|संपर्क/i;
const files =
  /\.(jpe?g|png|gif|webp|avif|svg|ico|css|m?js|json|mp[34]|avi|mov|zip|gz|exe|dmg|apk|woff2?|ttf|rss|atom|pdf|docx?|xlsx?)$/i;

/** The cursor with the addresses of its site that it has not seen. Pages that tell of the business come first. */
export function withAddresses(cursor: SiteCursor, given: readonly Waiting[]): SiteCursor {
  const seen = new Set(cursor.seen);
  const alike = { ...cursor.alike };
  const waiting = [...cursor.waiting];
  for (const each of given) {
    const url = URL.parse(each.url);
    if (url === null || url.origin !== cursor.origin || each.depth > siteLimits.depth) continue;
    if (each.kind === "page" && files.test(url.pathname)) continue;
    const plain = plainUrl(url);
    const key = shortHash(plain);
    const shape = shortHash(url.pathname.replace(/\d+/g, "0") + (url.search === "" ? "" : "?"));
    const count = alike[shape] ?? 0;
    const isFull = waiting.length >= siteLimits.waiting || seen.size >= siteLimits.seen;
    if (seen.has(key) || isFull || plain.length > siteLimits.url || count >= siteLimits.alike) continue;
    seen.add(key);
    alike[shape] = count + 1;
    waiting.push({ ...each, url: plain });
  }
  const rank = ({ kind, url, depth }: Waiting) => (kind === "sitemap" ? -1 : tells.test(url) ? 0 : depth + 1);
  return { ...cursor, waiting: waiting.toSorted((a, b) => rank(a) - rank(b)), seen: [...seen], alike };
}
