import { lettersOf } from "./letters.ts";

export type Locale = "en" | "hi" | "ur";
type Texts = Readonly<Record<string, string>>;

/**
 * The files with the texts of each part of the console, by language. A part is what `import()` loads, named by its path below
 * src; `initial` is what every page shows. The bundler writes it (hosts/build/console/page-texts.ts).
 */
declare const __TEXT_FILES__: Readonly<Record<string, Readonly<Record<string, string>>>>;

const textFiles = __TEXT_FILES__;
const storageKey = "console-language";
const fromRightToLeft: readonly string[] = ["ur"];

/** Every text that has been loaded, by language and key. */
const texts: Record<string, Texts> = {};
const loading = new Map<string, Promise<void>>();
/** The parts loaded so far. Their texts are there in the page's language. */
const wanted = new Set<string>();
const listeners = new Set<() => void>();

const locales = Object.keys(textFiles.initial ?? {}) as Locale[];
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

export function getTextDirection(): "ltr" | "rtl" {
  return fromRightToLeft.includes(current) ? "rtl" : "ltr";
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
  return loadTexts("initial");
}

/** Loads a part of the console and its texts beside each other. The bundler puts it around each `import()`. */
export async function withTexts<Part>(path: string, load: () => Promise<Part>): Promise<Part> {
  const [part] = await Promise.all([load(), loadTexts(path)]);
  return part;
}

async function loadTexts(part: string): Promise<void> {
  wanted.add(part);
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
    await Promise.all([...wanted].map((part) => loadFile(locale, textFiles[part]?.[locale])));
  }
}

function loadFile(locale: Locale, file: string | undefined): Promise<void> {
  if (file === undefined) return Promise.resolve();
  const begun = loading.get(file) ?? addTexts(locale, file);
  loading.set(file, begun);
  // What could not be loaded is tried again.
  return begun.catch((error: unknown) => {
    loading.delete(file);
    throw error;
  });
}

async function addTexts(locale: Locale, file: string): Promise<void> {
  const response = await fetch(import.meta.env.BASE_URL + file);
  if (!response.ok) throw new Error(`The texts in ${file} cannot be loaded: ${response.status}.`);
  const more = (await response.json()) as Texts;
  texts[locale] = { ...texts[locale], ...more };
}

/** What says a text of the catalogues in the page's language. The bundler writes it in place of `m.key`. */
export function text(key: string): (inputs?: Readonly<Record<string, string | number>>) => string {
  return (inputs = {}) =>
    (texts[current]?.[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => String(inputs[name]));
}
