import { page, redirect, site, type Trap, type TrapAnswer } from "./trap.ts";

const text = (body: string): TrapAnswer => ({ headers: { "content-type": "text/plain" }, body });
const home = page('<p>Since 1987.</p><a href="/one">One</a><a href="/private/two">Two</a>');
const shop = { "/": home, "/one": page("<p>One page.</p>"), "/private/two": page("<p>Founded in 1901.</p>") };
/** RFC 9309, section 2.5: a reader takes at least 500 KiB. */
const long = `User-agent: *\nDisallow: /private/\n${"# filler\n".repeat(80_000)}Disallow: /\n`;

/** Sites whose robots.txt sets the trap (RFC 9309). */
export const robotsTraps: readonly Trap[] = [
  {
    name: "robots-disallow-all",
    must: "Nothing but robots.txt is asked.",
    hasOwnOrigin: true,
    expects: { stoppedBy: "robots-disallowed", asks: ["/robots.txt"], never: /^\/(?!robots\.txt)/ },
    answer: site({ ...shop, "/robots.txt": text("User-agent: *\nDisallow: /\n") }),
  },
  {
    name: "robots-disallow-some",
    must: "Pages that robots.txt forbids are not asked, whatever leads to them.",
    hasOwnOrigin: true,
    expects: { problem: "robots-disallowed", asks: ["/one", "/hop"], never: /^\/private/, noValues: [1901] },
    answer: site({
      ...shop,
      "/": page('<p>Since 1987.</p><a href="/one">1</a><a href="/private/two">2</a><a href="/hop">3</a>'),
      "/hop": redirect("/private/two"),
      "/sitemap.xml": {
        headers: { "content-type": "application/xml" },
        body: "<urlset><url><loc>/private/three</loc></url></urlset>",
      },
      "/robots.txt": text("User-agent: *\nDisallow: /*/two$\nDisallow: /private/\n"),
    }),
  },
  {
    name: "robots-own-group",
    must: "The group of the crawler's own name is obeyed, and no other.",
    hasOwnOrigin: true,
    expects: { stoppedBy: "robots-disallowed", never: /^\/(?!robots\.txt)/ },
    answer: site({
      ...shop,
      "/robots.txt": text("User-agent: *\nAllow: /\n\nUser-agent: agentplatformresearch/1.0\nDisallow: /\n"),
    }),
  },
  {
    name: "robots-server-error",
    must: "While robots.txt answers 5xx, everything is forbidden.",
    hasOwnOrigin: true,
    expects: { stoppedBy: "robots-unreachable", never: /^\/(?!robots\.txt)/ },
    answer: site({ ...shop, "/robots.txt": { status: 503, body: "later" } }),
  },
  {
    name: "robots-too-many-requests",
    must: "While robots.txt answers 429, everything is forbidden.",
    hasOwnOrigin: true,
    expects: { stoppedBy: "robots-unreachable", never: /^\/(?!robots\.txt)/ },
    answer: site({ ...shop, "/robots.txt": { status: 429, headers: { "retry-after": "1" } } }),
  },
  {
    name: "robots-forbidden",
    must: "A robots.txt of 403 forbids nothing (RFC 9309, 2.3.1.3).",
    hasOwnOrigin: true,
    expects: {
      asks: ["/", "/one", "/private/two"],
      facts: [["founding_year", 1987]],
      contradictions: ["founding_year"],
    },
    answer: site({ ...shop, "/robots.txt": { status: 403 } }),
  },
  {
    name: "robots-moved",
    must: "The rules count that robots.txt redirects to.",
    hasOwnOrigin: true,
    expects: { problem: "robots-disallowed", asks: ["/rules.txt"], never: /^\/private/ },
    answer: site({
      ...shop,
      "/robots.txt": { status: 301, headers: { location: "/rules.txt" } },
      "/rules.txt": text("User-agent: *\nDisallow: /private/\n"),
    }),
  },
  {
    name: "robots-moved-inside",
    must: "A robots.txt that redirects into the network is not followed there.",
    hasOwnOrigin: true,
    expects: { asks: ["/", "/one"], contradictions: ["founding_year"] },
    answer: ({ inside, ...request }) =>
      request.path === "/robots.txt" ? redirect(`${inside}/robots.txt`) : site(shop)({ inside, ...request }),
  },
  {
    name: "robots-longest",
    must: "Of a robots.txt of 700 KB the first 500 KiB count.",
    hasOwnOrigin: true,
    expects: { problem: "robots-disallowed", asks: ["/one"], never: /^\/private/ },
    answer: site({ ...shop, "/robots.txt": text(long) }),
  },
  {
    name: "crawl-delay",
    must: "Between two requests lies the Crawl-delay.",
    hasOwnOrigin: true,
    expects: { asks: ["/", "/one"], leastGapMs: 600, never: /^\/private/, problem: "robots-disallowed" },
    answer: site({ ...shop, "/robots.txt": text("User-agent: *\nCrawl-delay: 0.6\nDisallow: /private/\n") }),
  },
  {
    name: "crawl-delay-hours",
    must: "A Crawl-delay longer than the run is kept: what can be read is read, and the run says that the delay ended it.",
    hasOwnOrigin: true,
    expects: { stoppedBy: "crawl-delay", facts: [["founding_year", 1987]], mostRequests: 2, asks: ["/"] },
    answer: site({ ...shop, "/robots.txt": text("User-agent: *\nCrawl-delay: 7200\n") }),
  },
];
