import { DOMParser } from "linkedom";
import { DocumentUnreadable, type ReadDocument } from "../block.ts";

const maxLocations = 50_000;

/**
 * The addresses of a sitemap, or of the sitemaps that an index names (sitemaps.org/protocol).
 * @throws DocumentUnreadable `sitemap-invalid`
 */
export function readSitemap(bytes: Uint8Array): ReadDocument {
  const document = new DOMParser().parseFromString(Buffer.from(bytes).toString("utf8"), "text/xml");
  const links = [...document.querySelectorAll("loc")]
    .map((location) => URL.parse((location.textContent ?? "").trim())?.href)
    .filter((link) => link !== undefined)
    .slice(0, maxLocations);
  if (links.length === 0)
    throw new DocumentUnreadable("sitemap-invalid", "The file is no sitemap: it names no address.");
  return { blocks: [], pages: 1, unreadable: [], links };
}
