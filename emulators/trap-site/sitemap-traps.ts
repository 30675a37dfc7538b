import { gzipSync } from "node:zlib";
import { page, site, type Trap, type TrapAnswer } from "./trap.ts";

const xml = (body: string): TrapAnswer => ({ headers: { "content-type": "application/xml" }, body });
const urls = (...locations: readonly string[]) =>
  xml(`<urlset>${locations.map((url) => `<url><loc>${url}</loc></url>`).join("")}</urlset>`);
const index = (...locations: readonly string[]) =>
  xml(`<sitemapindex>${locations.map((url) => `<sitemap><loc>${url}</loc></sitemap>`).join("")}</sitemapindex>`);
const bomb = () => gzipSync(Buffer.alloc(20 * 1_048_576, 32));
const entities = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>`;
const home = page("<p>Since 1987.</p>");

/** Sites whose sitemaps set the trap. */
export const sitemapTraps: readonly Trap[] = [
  {
    name: "sitemap-loop",
    must: "Each sitemap is read once, although indexes name each other.",
    hasOwnOrigin: true,
    expects: { asks: ["/sitemap.xml", "/sitemap-b.xml", "/found"], mostRequests: 5 },
    answer: ({ own, ...request }) =>
      site({
        "/": home,
        "/sitemap.xml": index(`${own}/sitemap.xml`, `${own}/sitemap-b.xml`),
        "/sitemap-b.xml": xml(
          `<x><sitemap><loc>${own}/sitemap.xml</loc></sitemap><url><loc>${own}/found</loc></url></x>`,
        ),
        "/found": page("<p>Found by a sitemap.</p>"),
      })({ own, ...request }),
  },
  {
    name: "sitemap-endless",
    must: "An index that always names another one is left after eight.",
    hasOwnOrigin: true,
    expects: { mostRequests: 11 },
    answer: ({ own, path }) => {
      const [, number = "0"] = /^\/sitemap(\d*)\.xml$/.exec(path) ?? [];
      if (path === "/") return home;
      if (!path.startsWith("/sitemap")) return { status: 404 };
      return index(`${own}/sitemap${Number(number) + 1}.xml`);
    },
  },
  {
    name: "sitemap-bomb",
    must: "A sitemap that unpacks to 20 MB is refused.",
    hasOwnOrigin: true,
    expects: { problem: "sitemap-unreadable" },
    answer: ({ own, ...request }) =>
      site({
        "/": home,
        "/robots.txt": { body: `Sitemap: ${own}/packed.xml.gz` },
        "/packed.xml.gz": () => ({ headers: { "content-type": "application/gzip" }, body: bomb() }),
      })({ own, ...request }),
  },
  {
    name: "sitemap-entities",
    must: "A sitemap that declares entities is refused.",
    hasOwnOrigin: true,
    expects: { problem: "sitemap-refused", mostRequests: 3 },
    answer: site({ "/": home, "/sitemap.xml": xml(entities) }),
  },
  {
    name: "sitemap-elsewhere",
    must: "Addresses of other sites and of the network inside are not asked.",
    hasOwnOrigin: true,
    expects: { asks: ["/here"], mostRequests: 4 },
    answer: ({ own, inside, ...request }) =>
      site({
        "/": home,
        "/sitemap.xml": urls(`${inside}/secret`, "https://169.254.169.254/", "file:///etc/passwd", `${own}/here`),
        "/here": page("<p>Here.</p>"),
      })({ own, inside, ...request }),
  },
];
