import { page, site, type Trap } from "./trap.ts";

const secret = page("<p>Founded in 1901.</p>");

/** Markup that leads astray. */
export const markupTraps: readonly Trap[] = [
  {
    name: "malformed-html",
    must: "A page of unclosed and crossed elements gives its facts.",
    expects: {
      facts: [
        ["founding_year", 1987],
        ["email", "care@traps.example"],
      ],
      asks: ["/more"],
    },
    answer: site({
      "/": page(
        "<p>Since 1987.<table><tr><td><b>Write to <i>care@traps.example</b></i> <a href=more>More<div></span></p></p><ul><li>One<li>Two",
      ),
      "/more": page("<p>More.</p>"),
    }),
  },
  {
    name: "meta-refresh",
    must: "A page that sends its readers on by markup leads there, as a link would.",
    expects: { asks: ["/home"], facts: [["founding_year", 1987]] },
    answer: site({
      "/": page("", { head: '<meta http-equiv="refresh" content="0; url=home">' }),
      "/home": page("<p>Since 1987.</p>"),
    }),
  },
  {
    name: "meta-refresh-inside",
    must: "Markup that sends readers into the network is not followed.",
    expects: { mostRequests: 3 },
    answer: ({ inside, path, ...request }) =>
      site({ "/": page("<p>Since 1987.</p>", { head: `<meta http-equiv=refresh content="0;URL='${inside}/'">` }) })({
        inside,
        path,
        ...request,
      }),
  },
  {
    name: "other-schemes",
    must: "Addresses that are no pages are not asked.",
    expects: { asks: ["/more"], mostRequests: 4, noValues: [1901] },
    answer: site({
      "/": page(
        '<p>Since 1987.</p><a href="data:text/html,<p>Founded in 1901.</p>">1</a><a href="javascript:alert(1)">2</a><a href="ftp://traps.example/">3</a><a href="file:///etc/passwd">4</a><a href="blob:x">5</a><a href="http://">6</a><a href="more">7</a>',
      ),
      "/more": page("<p>More.</p>"),
    }),
  },
  {
    name: "nofollow",
    must: "Links that are not to be followed are not.",
    expects: { asks: ["/more"], never: /secret/, noValues: [1901] },
    answer: site({
      "/": page('<p>Since 1987.</p><a rel="ugc nofollow" href="secret">1</a><a href="more">2</a>'),
      "/more": page('<p>More.</p><a href="secret">3</a>', { head: '<meta name="robots" content="noindex, nofollow">' }),
      "/secret": secret,
    }),
  },
  {
    name: "base-elsewhere",
    must: "A base inside the network turns no link into its address.",
    expects: { mostRequests: 3 },
    answer: ({ inside, ...request }) =>
      site({
        "/": page('<p>Since 1987.</p><a href="secret">1</a>', { head: `<base href="${inside}/">` }),
        "/secret": secret,
      })({ inside, ...request }),
  },
  {
    name: "frames",
    must: "Frames, forms, pictures and scripts are not asked.",
    expects: { mostRequests: 3, never: /secret/ },
    answer: site({
      "/": page(
        '<p>Since 1987.</p><iframe src="secret"></iframe><form action="secret"><button>Buy</button></form><img src="secret.png"><script src="secret.js"></script><link rel=preload href="secret">',
      ),
      "/secret": secret,
    }),
  },
  {
    name: "canonical-elsewhere",
    must: "A page that names another site's address as its own is read at its own.",
    expects: { facts: [["founding_year", 1987]], mostRequests: 3 },
    answer: ({ inside, ...request }) =>
      site({ "/": page("<p>Since 1987.</p>", { head: `<link rel=canonical href="${inside}/">` }) })({
        inside,
        ...request,
      }),
  },
  {
    name: "canonical-copies",
    must: "Copies that name the same address as theirs are stored once.",
    expects: { asks: ["/list", "/list-print"], mostPages: 2 },
    answer: ({ own, ...request }) => {
      const head = `<link rel=canonical href="${own}/list">`;
      return site({
        "/": page('<p>Since 1987.</p><a href="list">1</a><a href="list-print">2</a>'),
        "/list": page("<p>The list.</p>", { head }),
        "/list-print": page("<p>The list, to print.</p>", { head }),
      })({ own, ...request });
    },
  },
  {
    name: "hreflang-duplicates",
    must: "One text under the addresses of five languages is stored once.",
    expects: { mostPages: 2, asks: ["/en", "/en-in"] },
    answer: (request) => {
      const names = ["en", "en-in", "en-gb", "en-us", "x-default"];
      const head = names.map((name) => `<link rel=alternate hreflang="${name}" href="${name}">`).join("");
      const links = names.map((name) => `<a href="${name}">${name}</a>`).join("");
      const copy = page(`<p>Welcome to the house.</p>${links}`, { head });
      return site({
        "/": page(`<p>Since 1987.</p>${links}`),
        ...Object.fromEntries(names.map((name) => [`/${name}`, copy])),
      })(request);
    },
  },
];
