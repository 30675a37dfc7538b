import { parse } from "tldts";
import { isSharedHost } from "./shared-hosts.ts";

/** A link of a text, as a client would follow it. */
export interface Link {
  /** In small letters, in Punycode, without `www.`. */
  readonly host: string;
  /** The registrable domain (`client.co.in`), or the host where there is none. */
  readonly domain: string;
  /** Without a slash at the end. */
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
}

/** What a text leads its reader to. */
export interface Leads {
  readonly links: readonly Link[];
  /** Numbers of `tel:`, `sms:`, wa.me and the like; payees of `upi:`; addresses of `mailto:`. */
  readonly contacts: readonly string[];
  /** A link that no client of ours can tell where it leads: an unknown scheme, a host that is not one. */
  readonly opaque: readonly string[];
}

const label = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]{0,62})`;
/** Dots that browsers read as one (UTS #46), and those of texts that avoid a real one: `evil[.]com`, `evil (dot) com`. */
const dot = String.raw`(?:\.|[\u3002\uff61]|\s?[[({]\s?(?:\.|dot)\s?[\])}]\s?|\sdot\s|\s\.\s?(?=(?:com|net|org|info|in|io|co|xyz|ly|me|app)(?![\p{L}]))|,(?=(?:com|net|org)(?![\p{L}])))`;
/** A link ends at a bracket that it did not open, as in Markdown. */
const rest = String.raw`(?:[^\s<>"'\x60|^{}()[\]]|\([^\s<>"'\x60()[\]]{0,200}\)|\[[\da-f:.]{2,45}\])`;
const scheme = new RegExp(`(?<![\\p{L}\\p{N}])[a-z][a-z0-9+.-]{1,30}:(?=[^\\s\\d])${rest}{1,2000}`, "giu");
const bare = new RegExp(
  `(?<![\\p{L}\\p{M}\\p{N}@_-]|[\\p{L}\\p{N}]\\.)${label}(?:${dot}${label}){1,8}(?::\\d{2,5}(?!\\d))?(?:[/?#]${rest}{0,2000})?`,
  "giu",
);
const ipAddress = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?=[:/])[^\s<>"'`]{1,2000}/g;
/** Schemes whose rest is no host. A word and a colon, as in "note:this", is no scheme either. */
const webScheme = /^(?:https?|hxxps?|ftps?|wss?):/i;
const contactScheme =
  /^(?:tel|callto|sms|smsto|mailto|whatsapp|upi|tez|gpay|phonepe|paytm|paytmmp|bhim|facetime|skype|tg|viber|bitcoin|ethereum|geo|intent|market|data|javascript|vbscript|file|blob|itms-services|android-app|ios-app):/i;
const maxDepth = 3;

/** Everything in a readable text that a client turns into a link or a reader can type as one. */
export function leadsIn(text: string, depth = 0): Leads {
  const leads = { links: [] as Link[], contacts: [] as string[], opaque: [] as string[] };
  const clickable = decoded(text);
  const left = clickable.replace(scheme, (found) => {
    if (!readScheme(trimmed(found), leads, depth)) return found;
    return " ";
  });
  for (const [found] of left.matchAll(ipAddress)) addLink(`http://${trimmed(found)}`, leads, depth);
  for (const [found] of left.matchAll(bare)) {
    const address = trimmed(found.replace(new RegExp(dot, "giu"), "."));
    if (isDomain(address)) addLink(`http://${address}`, leads, depth);
  }
  return leads;
}

type Found = { readonly links: Link[]; readonly contacts: string[]; readonly opaque: string[] };

/** Whether the text begins with a scheme. It adds where the link leads. */
function readScheme(text: string, found: Found, depth: number): boolean {
  if (webScheme.test(text)) {
    const address = text.replace(webScheme, "");
    if (/^[\\/]*[.…]*$/.test(address)) return true;
    const unhidden = text.replace(/^hxxp/i, "http").replaceAll(/\[\.\]|\(\.\)/g, ".");
    addLink(unhidden.replace(/^(?:ftps?|wss?):/i, "http:"), found, depth);
    return true;
  }
  const [name = "", ...others] = text.split(":");
  if (!contactScheme.test(text) && !/^\/\//.test(others.join(":"))) return false;
  const address = others.join(":");
  const [before = "", query = ""] = address.split("?");
  const parameters = new URLSearchParams(query);
  if (/^(?:tel|callto|sms|smsto|mailto|facetime|skype)$/i.test(name))
    found.contacts.push(...safelyDecoded(before).split(/[,;]/), ...parameters.values());
  else if (/^(?:whatsapp|upi|tez|gpay|phonepe|paytm|paytmmp|bhim|tg|viber)$/i.test(name))
    found.contacts.push(...["phone", "pa", "to", "number", "domain"].flatMap((key) => parameters.getAll(key)));
  else found.opaque.push(text);
  if (found.contacts.length === 0 && found.opaque.length === 0) found.opaque.push(text);
  nested(query, found, depth);
  return true;
}

function addLink(address: string, found: Found, depth: number): void {
  const url = URL.parse(address);
  if (url === null || url.hostname === "") {
    found.opaque.push(address);
    return;
  }
  const host = url.hostname.replace(/^www\./, "").replace(/\.$/, "");
  const domain = parse(host, { allowPrivateDomains: true }).domain ?? host;
  found.links.push({
    host,
    domain,
    path: safelyDecoded(url.pathname).replace(/\/+$/, ""),
    query: new Map(url.searchParams),
  });
  const number = numberOf(host, url);
  if (number !== undefined) found.contacts.push(number);
  nested(`${url.pathname}${url.search}${url.hash}`, found, depth);
}

/** The phone number that a link of WhatsApp opens a chat with. */
function numberOf(host: string, url: URL): string | undefined {
  if (host === "wa.me") return /^\/(?:message\/)?(\+?\d{6,})/.exec(safelyDecoded(url.pathname))?.[1];
  return host.endsWith("whatsapp.com") ? (url.searchParams.get("phone") ?? undefined) : undefined;
}

/** A link inside a link, as of a page that passes its readers on. */
function nested(text: string, found: Found, depth: number): void {
  if (depth >= maxDepth || text.length < 6) return;
  const inner = safelyDecoded(text).replace(/[=&?#]/g, " ");
  if (!/https?:|\/\/|%2f/i.test(inner)) return;
  const { links, contacts, opaque } = leadsIn(
    inner.replace(/^[^ ]*/, (path) => path.replace(/^[^:]*?(?=https?:|\/\/)/i, " ")),
    depth + 1,
  );
  found.links.push(...links);
  found.contacts.push(...contacts);
  found.opaque.push(...opaque);
}

const abbreviations =
  /^(?:[bm]\.com|pvt\.ltd|co\.ltd|co\.in|m\.sc|b\.sc|ph\.d|(?:mr|mrs|ms|dr|smt|shri|prof|st)\.\p{L}+)$/iu;

/** Whether letters with dots end in a top-level domain. "7.am", "2.To" and "Dr.Dev" do not count. */
function isDomain(address: string): boolean {
  const [host = ""] = address.split(/[/?#:]/);
  if (abbreviations.test(host) && host === address) return false;
  const labels = host.split(".");
  const last = labels.at(-1) ?? "";
  if (/^\d+$/.test(last)) return false;
  if (host === address && labels.slice(0, -1).every((each) => /^\d{1,4}$/.test(each))) return false;
  const { isIcann, isPrivate, domain } = parse(host, { allowPrivateDomains: true });
  return domain !== null && (isIcann === true || isPrivate === true);
}

/** Without the signs of the sentence or the Markdown after a link. */
function trimmed(address: string): string {
  let end = address.length;
  while (end > 0 && /[.,;:!?…*_~’”।؟]/.test(address.charAt(end - 1))) end -= 1;
  return address.slice(0, end);
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  period: ".",
  sol: "/",
  colon: ":",
  commat: "@",
  lt: "<",
  gt: ">",
  quot: '"',
  Tab: "",
  NewLine: "",
};

/** The text with HTML's character references resolved, as a browser or a mail program shows it. */
function decoded(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));?/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function safelyDecoded(text: string): string {
  let plain = text;
  for (let round = 0; round < 3 && plain.includes("%"); round += 1) {
    try {
      plain = decodeURIComponent(plain);
    } catch {
      return plain;
    }
  }
  return plain;
}

/** Whether a known link vouches for another: the same domain, or on a shared host the same page or one below it. */
export function vouchesFor(known: Link, link: Link): boolean {
  if (known.domain !== link.domain) return false;
  if (!isSharedHost(link.host, link.domain)) return true;
  if (known.host !== link.host || known.path === "")
    return known.host === link.host && link.path === "" && link.query.size === 0;
  if (link.path !== known.path && !link.path.startsWith(`${known.path}/`)) return false;
  return [...known.query].every(([key, value]) => link.query.get(key) === value);
}
