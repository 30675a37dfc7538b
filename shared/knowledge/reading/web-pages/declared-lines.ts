import { jsonOf } from "../../../schema/json-of.ts";
import { memberOf } from "../../../schema/records.ts";
import { oneLine } from "./visible-text.ts";

const mostBlocks = 30;
const mostThings = 300;
const mostLines = 500;

/**
 * What a page declares for machines, a line each: JSON-LD, microdata, OpenGraph and its own settings. `broken` counts
 * the blocks of JSON-LD that are no JSON.
 */
export function declaredLines(
  document: Document,
  url: string,
): { readonly lines: readonly string[]; readonly broken: number } {
  const scripts = [...document.querySelectorAll('script[type="application/ld+json"]')].slice(0, mostBlocks);
  const values = scripts.map((script) => jsonOf((script.textContent ?? "").trim()));
  const things = values.flatMap((value) => thingsIn(value, 0)).slice(0, mostThings);
  const microdata = [...document.querySelectorAll("[itemscope]")].slice(0, mostThings).map(microdataOf);
  const lines = [...pageLines(document, url), ...[...things, ...microdata].flatMap(linesOfThing)];
  return {
    lines: [...new Set(lines)].slice(0, mostLines),
    broken: values.filter((value) => value === undefined).length,
  };
}

function pageLines(document: Document, url: string): readonly string[] {
  const content = (selector: string) => oneLine(document.querySelector(selector)?.getAttribute("content") ?? "");
  const icon = document.querySelector('link[rel~="icon"],link[rel="apple-touch-icon"]')?.getAttribute("href") ?? "";
  const image = URL.parse(icon, url);
  const pairs = [
    ["lang", document.documentElement?.getAttribute("lang") ?? ""],
    ["site name", content('meta[property="og:site_name"]')],
    ["description", content('meta[name="description"]') || content('meta[property="og:description"]')],
    ["color", content('meta[name="theme-color"]')],
    ["logo", icon === "" || image === null || image.protocol === "data:" ? "" : image.href],
  ] as const;
  return pairs.flatMap(([key, value]) => line(key, value));
}

type Thing = Readonly<Record<string, unknown>>;

/** Things of a value, those of `@graph` and of lists too. */
function thingsIn(value: unknown, depth: number): readonly Thing[] {
  if (depth > 5 || typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.slice(0, mostThings).flatMap((item) => thingsIn(item, depth + 1));
  const thing = value as Thing;
  const inner = [
    "@graph",
    "mainEntity",
    "itemListElement",
    "item",
    "hasOfferCatalog",
    "makesOffer",
    "itemOffered",
    "founder",
    "employee",
    "hasMenuSection",
    "hasMenuItem",
    "hasMenu",
  ];
  const rolesOf = (key: string) => (key === "founder" ? { jobTitle: "founder" } : {});
  return [
    thing,
    ...inner.flatMap((key) => thingsIn(thing[key], depth + 1).map((each) => ({ ...rolesOf(key), ...each }))),
  ];
}

function microdataOf(scope: Element): Thing {
  const thing: Record<string, unknown> = { "@type": (scope.getAttribute("itemtype") ?? "").split("/").at(-1) };
  for (const property of scope.querySelectorAll("[itemprop]")) {
    if (
      property.parentElement?.closest("[itemscope]") !== scope &&
      !property.parentElement?.closest('[itemprop="offers"],[itemprop="address"]')
    )
      continue;
    if (property.hasAttribute("itemscope")) continue;
    const name = property.getAttribute("itemprop") ?? "";
    thing[name] ??=
      property.getAttribute("content") ?? property.getAttribute("datetime") ?? oneLine(property.textContent ?? "");
  }
  return thing;
}

function linesOfThing(thing: Thing): readonly string[] {
  const type = String(thing["@type"] ?? "");
  if (/Question/.test(type)) return questionLine(thing);
  if (/Person/.test(type)) return personLine(thing);
  if (/Product|Service|MenuItem|Offer$/.test(type) && thing.name !== undefined) return productLine(thing);
  if (
    /Organization|Business|Store|Clinic|Restaurant|Dentist|Physician|Hotel|Place|Salon|Agency|School|Shop|Corporation/.test(
      type,
    )
  )
    return businessLines(thing);
  return [];
}

function businessLines(thing: Thing): readonly string[] {
  const address = thing.address;
  const parts = ["streetAddress", "addressLocality", "addressRegion", "postalCode"].map((key) =>
    textOf(memberOf(address, key) ?? (typeof address === "string" ? undefined : thing[key])),
  );
  const written = typeof address === "string" ? address : parts.filter((part) => part !== "").join(", ");
  const logo = thing.logo;
  return [
    ...line("name", textOf(thing.name)),
    ...listOf(thing.telephone).flatMap((phone) => line("telephone", textOf(phone))),
    ...listOf(thing.email).flatMap((email) => line("email", textOf(email).replace(/^mailto:/, ""))),
    ...line("address", written),
    ...line("hours", hoursOf(thing)),
    ...listOf(thing.sameAs).flatMap((profile) => line("same as", textOf(profile))),
    ...line("founded", textOf(thing.foundingDate).slice(0, 4)),
    ...listOf(thing.knowsLanguage).flatMap((language) => line("speaks", textOf(language))),
    ...line("logo", typeof logo === "string" ? logo : textOf(memberOf(logo, "url"))),
  ];
}

function hoursOf(thing: Thing): string {
  const short = listOf(thing.openingHours).map(textOf);
  const long = listOf(thing.openingHoursSpecification).map((each) => {
    const days = listOf(memberOf(each, "dayOfWeek")).map((day) => textOf(day).split("/").at(-1)?.slice(0, 2) ?? "");
    const [opens, closes] = ["opens", "closes"].map((key) => textOf(memberOf(each, key)).slice(0, 5));
    return days.length === 0 || opens === "" || closes === "" ? "" : `${days.join(",")} ${opens}-${closes}`;
  });
  return [...short, ...long].filter((part) => part !== "").join("; ");
}

function productLine(thing: Thing): readonly string[] {
  const [offer] = listOf(thing.offers);
  const price = textOf(memberOf(offer, "price") ?? memberOf(offer, "lowPrice") ?? thing.price);
  const currency = textOf(memberOf(offer, "priceCurrency") ?? thing.priceCurrency);
  const isPriced = /^\d+([.,]\d+)?$/.test(price) && /^[A-Za-z]{3}$/.test(currency);
  return line("product", `${textOf(thing.name)}${isPriced ? ` | ${currency.toUpperCase()} ${price}` : ""}`);
}

function questionLine(thing: Thing): readonly string[] {
  const [answer] = listOf(thing.acceptedAnswer);
  const text = oneLine(textOf(memberOf(answer, "text")).replace(/<[^>]{0,500}>/g, " "));
  const question = textOf(thing.name);
  return text === "" || question === "" ? [] : line("question", `${question} | ${text}`);
}

function personLine(thing: Thing): readonly string[] {
  const role = textOf(thing.jobTitle);
  return line("person", `${textOf(thing.name)}${role === "" ? "" : ` | ${role}`}`);
}

function line(key: string, value: string): readonly string[] {
  return value === "" ? [] : [`${key}: ${value.slice(0, 700)}`];
}

function textOf(value: unknown): string {
  if (typeof value === "string" || typeof value === "number") return oneLine(String(value));
  const name = memberOf(value, "name");
  return typeof name === "string" ? oneLine(name) : "";
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value.slice(0, 50) : [value];
}
