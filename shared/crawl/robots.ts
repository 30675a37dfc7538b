/** The rules of a robots.txt (RFC 9309, with the tolerance of Google's parser for what site owners write). */
export interface Robots {
  /** Whether `product` may read the address. Its path and query decide. */
  isAllowed(url: URL | string, product: string): boolean;
  /** In seconds; undefined when none is set. Not part of RFC 9309, and widely used. */
  crawlDelay(product: string): number | undefined;
  readonly sitemaps: readonly string[];
}

/** RFC 9309, section 2.5: a parser must read at least 500 KiB. */
export const maxRobotsBytes = 500 * 1024;
/** As many bytes of a line as Google reads, its end included. */
const maxLine = 2_083 * 8 - 1;

interface Rule {
  readonly type: "allow" | "disallow";
  readonly pattern: string;
}

interface Group {
  readonly agents: string[];
  readonly rules: Rule[];
  crawlDelay: number | undefined;
}

const keys: readonly (readonly [RegExp, "agent" | "allow" | "disallow" | "sitemap" | "delay"])[] = [
  [/^user[- ]?agent$/i, "agent"],
  [/^allow$/i, "allow"],
  [/^(disallow|dissallow|dissalow|disalow|diasllow|disallaw)$/i, "disallow"],
  [/^site-?map$/i, "sitemap"],
  [/^crawl-?delay$/i, "delay"],
];

/** Reads a robots.txt. Lines that are no rule are skipped, so every text gives rules. */
export function parseRobots(text: string): Robots {
  const groups: Group[] = [];
  const sitemaps: string[] = [];
  let current: Group | undefined;
  let isOpen = false;
  for (const line of text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/)) {
    const read = readLine(line.slice(0, maxLine));
    if (read === undefined) continue;
    const { key, value } = read;
    if (key === "sitemap") sitemaps.push(value);
    else if (key === "agent") {
      if (!isOpen || current === undefined) {
        current = { agents: [], rules: [], crawlDelay: undefined };
        groups.push(current);
      }
      current.agents.push(agentOf(value));
      isOpen = true;
    } else if (current === undefined) continue;
    else if (key === "delay") {
      const seconds = Number(value);
      if (value !== "" && Number.isFinite(seconds) && seconds >= 0) current.crawlDelay = seconds;
    } else {
      current.rules.push({ type: key, pattern: escapePattern(value) });
      isOpen = false;
    }
  }
  return {
    sitemaps,
    isAllowed: (url, product) => isAllowed(groupsFor(groups, product), pathOf(url)),
    crawlDelay: (product) => groupsFor(groups, product).findLast((group) => group.crawlDelay !== undefined)?.crawlDelay,
  };
}

function readLine(line: string): { readonly key: (typeof keys)[number][1]; readonly value: string } | undefined {
  const plain = line.split("#", 1)[0]?.trim() ?? "";
  const colon = plain.indexOf(":");
  // Many owners forget the colon: two words are then a key and its value.
  const [, word = "", rest = ""] = colon === -1 ? (/^(\S+)[ \t]+(\S+)$/.exec(plain) ?? []) : [];
  const name = colon === -1 ? word : plain.slice(0, colon).trim();
  const value = colon === -1 ? rest : plain.slice(colon + 1).trim();
  const key = keys.find(([pattern]) => pattern.test(name))?.[1];
  return key === undefined ? undefined : { key, value };
}

/** `*`, or the letters with which the value begins: what follows them, such as a version, is ignored. */
function agentOf(value: string): string {
  if (/^\*(\s|$)/.test(value)) return "*";
  return /^[A-Za-z_-]*/.exec(value)?.[0].toLowerCase() ?? "";
}

/** The groups of the product by name; those of `*` only where no group names it. */
function groupsFor(groups: readonly Group[], product: string): readonly Group[] {
  const name = product.toLowerCase();
  const own = groups.filter(({ agents }) => agents.includes(name));
  return own.length > 0 ? own : groups.filter(({ agents }) => agents.includes("*"));
}

/** The longest pattern that matches decides, and `allow` where two are as long. */
function isAllowed(groups: readonly Group[], path: string): boolean {
  let [allow, disallow] = [0, 0];
  for (const { type, pattern } of groups.flatMap(({ rules }) => rules)) {
    if (type === "disallow") disallow = Math.max(disallow, matchLength(path, pattern));
    else allow = Math.max(allow, allowLength(path, pattern));
  }
  return disallow === 0 || allow >= disallow;
}

/** `Allow: /dir/index.html` allows the directory itself, too. */
function allowLength(path: string, pattern: string): number {
  const length = matchLength(path, pattern);
  const slash = pattern.lastIndexOf("/");
  if (length > 0 || slash === -1 || !pattern.slice(slash).startsWith("/index.htm")) return length;
  return matchLength(path, `${pattern.slice(0, slash + 1)}$`);
}

/** The pattern's length when it matches the beginning of the path, else 0. Takes linear time and space of the path. */
function matchLength(path: string, pattern: string): number {
  let positions: ReadonlySet<number> = new Set([0]);
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern[at];
    if (sign === "$" && at === pattern.length - 1) return positions.has(path.length) ? pattern.length : 0;
    if (sign === "*") {
      const first = Math.min(...positions);
      positions = new Set(Array.from({ length: path.length - first + 1 }, (_, more) => first + more));
    } else
      positions = new Set([...positions].filter((position) => path[position] === sign).map((position) => position + 1));
    if (positions.size === 0) return 0;
  }
  return pattern.length;
}

/** Letters beyond ASCII as percent-encoded bytes, and percent-encoded bytes in capitals. */
function escapePattern(pattern: string): string {
  return pattern
    .replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase())
    .replace(/\P{ASCII}+/gu, (letters) =>
      [...Buffer.from(letters)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(""),
    );
}

/** The path and query of an address, as a pattern is compared with it. */
function pathOf(url: URL | string): string {
  const text = typeof url === "string" ? url : url.href;
  const rest = text.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "").replace(/^\/\//, "");
  const start = rest.search(/[/?;]/);
  const end = rest.indexOf("#");
  if (start === -1 || (end !== -1 && end < start)) return "/";
  const path = rest.slice(start, end === -1 ? undefined : end);
  return path.startsWith("/") ? path : `/${path}`;
}
