import { catalogues } from "#catalogues";
import { lettersOf } from "./letters.ts";

export type Locale = keyof typeof catalogues;
/** A catalogue of texts: a file of `app/messages/<language>`. */
export type Area = keyof (typeof catalogues)["en"];
type Texts = Readonly<Record<string, string>>;

/**
 * What is loaded by `import()`, as its path below src, and the areas whose texts it shows. The bundler writes it
 * (hosts/build/console/page-texts.ts). `initial` is what every page shows.
 */
declare const __AREAS_OF__: Readonly<Record<string, readonly Area[]>>;

const areasOf = __AREAS_OF__;
const storageKey = "console-language";
const fromRightToLeft: readonly string[] = ["ur"];

/** Every text that has been loaded, by language and key. */
const texts: Record<string, Record<string, string>> = {};
const loading = new Map<string, Promise<void>>();
/** The areas that the parts loaded so far show. They are complete in the page's language. */
const wanted = new Set<Area>();
const listeners = new Set<() => void>();

const locales = Object.keys(catalogues) as Locale[];
let current = preferred();
let latestChoice = current;

/** What this browser has chosen, or the first language of the browser that the console speaks. */
function preferred(): Locale {
  const asked = [localStorage.getItem(storageKey), ...navigator.languages.map((tag) => tag.split("-")[0])];
  return asked.flatMap((tag) => locales.find((locale) => locale === tag) ?? [])[0] ?? "en";
}

/** The language that the page is in. */
export function getLocale(): Locale {
  return current;
}

export function getTextDirection(locale = current): "ltr" | "rtl" {
  return fromRightToLeft.includes(locale) ? "rtl" : "ltr";
}

/** Tells of each change of the language. Returns what ends that. */
export function onLocaleChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Changes the page's language once all texts of the opened pages and the language's letters are there. */
export async function setLocale(locale: Locale): Promise<void> {
  latestChoice = locale;
  await Promise.all([complete(locale), lettersOf(locale)]);
  if (latestChoice !== locale) return;
  current = locale;
  localStorage.setItem(storageKey, locale);
  markPage();
  for (const listener of listeners) listener();
}

/** Tells browsers and screen readers the page's language. */
export function markPage(): void {
  document.documentElement.lang = current;
  document.documentElement.dir = getTextDirection();
}

/** Loads what every page says. */
export function loadInitialTexts(): Promise<void> {
  return loadTexts(areasOf.initial ?? []);
}

/** Loads a part of the console and its texts beside each other. The bundler puts it around each `import()`. */
export async function withTexts<Part>(path: string, load: () => Promise<Part>): Promise<Part> {
  const [part] = await Promise.all([load(), loadTexts(areasOf[path] ?? [])]);
  return part;
}

async function loadTexts(areas: readonly Area[]): Promise<void> {
  for (const area of areas) wanted.add(area);
  let locale: Locale;
  do {
    locale = current;
    await complete(locale);
    // Somebody may have changed the language meanwhile.
  } while (locale !== current);
}

/** Another part may be opened while texts are on their way. */
async function complete(locale: Locale): Promise<void> {
  for (let before = -1; before !== wanted.size; ) {
    before = wanted.size;
    await Promise.all([...wanted].map((area) => loadArea(locale, area)));
  }
}

function loadArea(locale: Locale, area: Area): Promise<void> {
  const name = `${locale} ${area}`;
  const begun = loading.get(name) ?? addTexts(locale, catalogues[locale][area]);
  loading.set(name, begun);
  // What could not be loaded is tried again.
  return begun.catch((error: unknown) => {
    loading.delete(name);
    throw error;
  });
}

async function addTexts(locale: Locale, load: () => Promise<{ readonly texts: Texts }>): Promise<void> {
  const { texts: more } = await load();
  texts[locale] = { ...texts[locale], ...more };
}

/** What says a text of the catalogues in the page's language. The bundler writes it in place of `m.key`. */
export function text(key: string): (inputs?: Readonly<Record<string, string | number>>) => string {
  return (inputs = {}) =>
    (texts[current]?.[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => String(inputs[name]));
}
