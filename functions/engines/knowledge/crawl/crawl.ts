import { hash } from "node:crypto";
import { z } from "zod";
import { newOwned, type Owned, ownedDocument } from "../../../../shared/runtime/owned-document.ts";

export const crawlLimits = { pages: 500, depth: 5, starts: 50, waiting: 500, urlCharacters: 500, problems: 100 };

const Address = z.object({ url: z.string(), depth: z.number().int(), kind: z.enum(["page", "sitemap"]) });
export type Address = z.infer<typeof Address>;

export const CrawlStatus = z.enum(["running", "completed", "cancelled"]);

const Crawl = z.object({
  id: z.string(),
  base: z.string(),
  /** Whether its documents are single pages, a site's, or the configuration's. */
  kind: z.literal(["url", "crawl", "configuration"]),
  starts: z.array(z.string()),
  /** Only pages of these origins are followed. */
  origins: z.array(z.string()),
  maxDepth: z.number().int(),
  maxPages: z.number().int(),
  /** The title of a single page, if the tenant gave one. */
  title: z.string().nullable(),
  status: CrawlStatus,
  round: z.number().int(),
  waiting: z.array(Address),
  /** Short hashes of the addresses that were or will be read, and of the files that came. */
  seen: z.array(z.string()),
  files: z.array(z.string()),
  counts: z.object({
    read: z.number().int(),
    unchanged: z.number().int(),
    repeated: z.number().int(),
    refused: z.number().int(),
    failed: z.number().int(),
    removed: z.number().int(),
  }),
  problems: z.array(z.object({ url: z.string(), code: z.string(), detail: z.string() })),
  createdBy: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Crawl = z.infer<typeof Crawl>;

/** Readings of web pages: one, or those of a site that links or a sitemap lead to. */
export const crawls = ownedDocument<Crawl>({
  name: "knowledge-crawls",
  state: Crawl,
  indexes: [["createdAt"], ["base", "createdAt desc"]],
  confidential: true,
  personal: "nothing",
});

export interface CrawlWish {
  readonly id: string;
  readonly base: string;
  readonly kind: Crawl["kind"];
  readonly starts: readonly Pick<Address, "url" | "kind">[];
  readonly maxDepth: number;
  readonly maxPages: number;
  readonly title: string | null;
  readonly by: string;
  readonly at: string;
}

export function newCrawl({ starts, by, at, ...wish }: CrawlWish): Owned<Crawl> {
  const waiting = starts.map(({ url, kind }) => ({ url: plainUrl(url), depth: 0, kind }));
  return newOwned({
    ...wish,
    starts: waiting.map(({ url }) => url),
    origins: [...new Set(waiting.map(({ url }) => new URL(url).origin))],
    status: "running",
    round: 0,
    waiting,
    seen: waiting.map(({ url }) => shortHash(url)),
    files: [],
    counts: { read: 0, unchanged: 0, repeated: 0, refused: 0, failed: 0, removed: 0 },
    problems: [],
    createdBy: by,
    createdAt: at,
    updatedAt: at,
  });
}

/** The address without its fragment, as it is compared. */
function plainUrl(url: string): string {
  const parsed = new URL(url);
  parsed.hash = "";
  return parsed.href;
}

export function shortHash(text: string): string {
  return hash("sha256", text, "base64url").slice(0, 12);
}

/** The crawl with the addresses that it has not seen, as far as its limits allow. */
export function withLinks(crawl: Crawl, links: readonly Address[]): Crawl {
  const seen = new Set(crawl.seen);
  const waiting = [...crawl.waiting];
  for (const link of links) {
    const url = URL.parse(link.url);
    if (url === null || !crawl.origins.includes(url.origin) || link.depth > crawl.maxDepth) continue;
    const plain = plainUrl(link.url);
    const key = shortHash(plain);
    const isFull = waiting.length >= crawlLimits.waiting || seen.size >= crawl.maxPages * 4;
    if (seen.has(key) || isFull || plain.length > crawlLimits.urlCharacters) continue;
    seen.add(key);
    waiting.push({ ...link, url: plain });
  }
  return { ...crawl, waiting, seen: [...seen] };
}
