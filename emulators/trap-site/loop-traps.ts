import { randomUUID } from "node:crypto";
import { page, site, type Trap } from "./trap.ts";

const home = (links: string) => page(`<p>Since 1987.</p>${links}`);
const fresh = () => randomUUID().slice(0, 8);
const alikeMost = 30;

/** Sites without an end. */
export const loopTraps: readonly Trap[] = [
  {
    name: "calendar",
    must: "Of a calendar without an end at most 25 days are read.",
    expects: { mostRequests: alikeMost, asks: ["/day/1", "/day/2"] },
    answer: ({ path }) => {
      const day = Number(/^\/day\/(\d+)$/.exec(path)?.[1] ?? 0);
      return page(`<p>Day ${day}</p><a href="${day === 0 ? "day/1" : day + 1}">next</a>`);
    },
  },
  {
    name: "session-ids",
    must: "A page with a session's number in its address is read once.",
    expects: { mostRequests: 3, asks: ["/shop"] },
    answer: ({ path }) =>
      path === "/"
        ? home(`<a href="shop?sid=${fresh()}">Shop</a>`)
        : page(`<p>Shop.</p><a href="shop?sid=${fresh()}">Shop</a>`),
  },
  {
    name: "session-paths",
    must: "A page with a session's number in its path is read once.",
    expects: { mostRequests: 3 },
    answer: ({ path }) =>
      path === "/"
        ? home(`<a href="shop;jsessionid=${fresh()}">Shop</a>`)
        : page(`<p>Shop.</p><a href="shop;jsessionid=${fresh()}">Shop</a>`),
  },
  {
    name: "random-queries",
    must: "Of one page with ever new parameters at most 25 are read.",
    expects: { mostRequests: alikeMost, mostPages: 3 },
    answer: ({ path }) =>
      path === "/"
        ? home(`<a href="list?token=${fresh()}">List</a>`)
        : page(`<p>List.</p><a href="list?token=${fresh()}">a</a><a href="list?token=${fresh()}">b</a>`),
  },
  {
    name: "filters",
    must: "Of a shop's filters in every combination at most 25 are read.",
    expects: { mostRequests: alikeMost },
    answer: ({ path, query }) => {
      const chosen = [...query].map(([name, value]) => `${name}=${value}`);
      const links = ["colour", "size", "brand", "price"].flatMap((name) =>
        ["a", "b", "c"].map((value) => `<a href="list?${[...chosen, `${name}=${value}`].join("&amp;")}">${value}</a>`),
      );
      return path === "/" ? home('<a href="list">List</a>') : page(`<p>List ${chosen.join(" ")}</p>${links.join("")}`);
    },
  },
  {
    name: "growing-path",
    must: "A relative link that lengthens its own path is left at depth five.",
    expects: { mostRequests: 10, never: /^(\/again){7}/ },
    answer: ({ path }) => page(`<p>At ${path.length}</p><a href="./again/">again</a>`),
  },
  {
    name: "soft-404",
    must: "Pages that do not exist and answer 200 with the same text are stored once.",
    expects: { mostPages: 2, asks: ["/gone-a", "/gone-b"] },
    answer: ({ path }) =>
      path === "/"
        ? home('<a href="gone-a">A</a><a href="gone-b">B</a><a href="gone-c">C</a>')
        : page("<h1>Page not found</h1><p>Nothing is here.</p>"),
  },
  {
    name: "gone",
    must: "Missing, forbidden and failing pages are named, and the crawl goes on.",
    expects: { problem: "page-gone", asks: ["/gone", "/forbidden", "/after"] },
    answer: site({
      "/": home('<a href="gone">1</a><a href="forbidden">2</a><a href="after">4</a>'),
      "/gone": { status: 410 },
      "/forbidden": { status: 401, headers: { "www-authenticate": "Basic" } },
      "/after": page("<p>After it.</p>"),
    }),
  },
  {
    name: "busy",
    must: "A page that answers 429 is left after two tries.",
    expects: { problem: "page-unreachable", asks: ["/busy", "/after"], mostRequests: 5 },
    answer: site({
      "/": home('<a href="busy">1</a><a href="after">2</a>'),
      "/busy": { status: 429, headers: { "retry-after": "1" } },
      "/after": page("<p>After it.</p>"),
    }),
  },
];
