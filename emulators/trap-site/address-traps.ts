import { page, redirect, site, type Trap, type TrapRequest } from "./trap.ts";

type At = Pick<TrapRequest, "own" | "inside">;

const port = (url: string) => new URL(url).port;

/** A page that leads to a redirect, which must not be followed. */
function leads(name: string, must: string, location: (at: At) => string, problem = "page-elsewhere"): Trap {
  return {
    name,
    must,
    expects: { problem, asks: ["/go"], noValues: [1901] },
    answer: (request) =>
      site({ "/": page('<p>Since 1987.</p><a href="go">Go</a>'), "/go": redirect(location(request)) })(request),
  };
}

/** A business whose site is given as an address inside the network. */
function starts(name: string, must: string, address: (at: At) => string): Trap {
  return {
    name,
    must,
    start: address,
    expects: { stoppedBy: "page-not-public", mostRequests: 0, noValues: [1901] },
    answer: () => page("<p>Founded in 1901.</p>"),
  };
}

/** Redirects and addresses that lead into the network, in each spelling of an address. */
export const addressTraps: readonly Trap[] = [
  leads(
    "redirect-private",
    "A redirect into the network is not followed.",
    ({ inside }) => `${inside}/latest/meta-data`,
  ),
  leads("redirect-metadata", "The metadata of a cloud is not asked.", () => "http://169.254.169.254/latest/meta-data/"),
  leads("redirect-decimal", "2130706433 is 127.0.0.1.", ({ inside }) => `http://2130706433:${port(inside)}/`),
  leads("redirect-hex", "0x7f000001 is 127.0.0.1.", ({ inside }) => `http://0x7f000001:${port(inside)}/`),
  leads("redirect-octal", "0177.0.0.1 is 127.0.0.1.", ({ inside }) => `http://0177.0.0.1:${port(inside)}/`),
  leads(
    "redirect-mapped",
    "::ffff:127.0.0.1 is 127.0.0.1.",
    ({ inside }) => `http://[::ffff:127.0.0.1]:${port(inside)}/`,
  ),
  leads("redirect-localhost", "localhost has a private address.", ({ inside }) => `http://localhost:${port(inside)}/`),
  leads(
    "redirect-user",
    "The host of an address comes after its user name.",
    ({ own, inside }) => `http://${new URL(own).host}@${new URL(inside).host}/`,
  ),
  leads("redirect-file", "Only the web is read.", () => "file:///etc/passwd"),
  leads(
    "redirect-data",
    "An address that is a page itself is not read.",
    () => "data:text/html,<p>Founded in 1901.</p>",
  ),
  leads("redirect-broken", "A redirect to nowhere is named.", () => "http://", "page-redirect-invalid"),
  starts("start-decimal", "A site at 2130706433 is refused.", ({ inside }) => `http://2130706433:${port(inside)}/`),
  starts("start-hex", "A site at 0x7f.1 is refused.", ({ inside }) => `http://0x7f.1:${port(inside)}/`),
  starts(
    "start-mapped",
    "A site at ::ffff:127.0.0.1 is refused.",
    ({ inside }) => `http://[::ffff:7f00:1]:${port(inside)}/`,
  ),
  starts(
    "start-name",
    "A name with a private address is refused.",
    ({ inside }) => `http://localhost:${port(inside)}/`,
  ),
  {
    name: "redirect-loop",
    must: "A page that redirects to itself is left after five redirects.",
    expects: { problem: "page-redirects", asks: ["/go"], mostRequests: 8 },
    answer: site({ "/": page('<p>Since 1987.</p><a href="go">Go</a>'), "/go": redirect("go") }),
  },
  {
    name: "redirect-chain",
    must: "A chain of ever new addresses is left after five redirects.",
    expects: { problem: "page-redirects", asks: ["/hop/0", "/hop/5"], never: /^\/hop\/6/ },
    answer: ({ path }) => {
      const [, hop] = /^\/hop\/(\d+)$/.exec(path) ?? [];
      return hop === undefined ? page('<p>Since 1987.</p><a href="hop/0">Go</a>') : redirect(`${Number(hop) + 1}`);
    },
  },
  {
    name: "cookie-wall",
    must: "A page that wants a cookie first is named. No cookie is kept.",
    expects: { problem: "page-redirects", asks: ["/wall", "/consent"], mostRequests: 8, noValues: [1901] },
    answer: ({ cookie, ...request }) =>
      site({
        "/": page('<p>Since 1987.</p><a href="wall">Shop</a>'),
        "/wall": cookie === "" ? redirect("consent") : page("<p>Founded in 1901.</p>"),
        "/consent": redirect("wall", { "set-cookie": "consent=yes; Path=/" }),
      })({ cookie, ...request }),
  },
];
