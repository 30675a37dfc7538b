import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/** A text by its key. `{name}` in it stands for what is put in. */
type Catalogue = Readonly<Record<string, string>>;

/** The area of a key, by key, for all catalogues of English. */
export function areasOfKeys(catalogues: string): ReadonlyMap<string, string> {
  const ofArea = (area: string) =>
    Object.keys(readCatalogue(catalogues, "en", area)).map((key) => [key, area] as const);
  return new Map(areasOf(catalogues).flatMap(ofArea));
}

/**
 * Writes the catalogues as modules:
 * - `messages.ts`: the type of `m`, which has a function for each key and knows what is to be put into its text. The bundler
 *   writes `text("key")` in place of `m.key` (page-texts.ts).
 * - `texts/<language>/<area>.ts`: the texts.
 * - `catalogues.ts`: what loads the texts of a language and an area.
 */
export function writeMessages(outDir: string, catalogues: string): void {
  const areas = areasOf(catalogues);
  const languages = readdirSync(catalogues).sort();
  for (const language of languages) {
    mkdirSync(join(outDir, "texts", language), { recursive: true });
    for (const area of areas) {
      const texts = JSON.stringify(readCatalogue(catalogues, language, area), null, 2);
      const code = `export const texts: Readonly<Record<string, string>> = ${texts};\n`;
      writeFileSync(join(outDir, "texts", language, `${area}.ts`), code);
    }
  }
  const keys = areas.map((area) => keyTypes(readCatalogue(catalogues, "en", area))).join("");
  writeFileSync(join(outDir, "messages.ts"), `export declare const m: {\n${keys}};\n`);
  writeFileSync(join(outDir, "catalogues.ts"), cataloguesModule(languages, areas));
}

function areasOf(catalogues: string): string[] {
  return readdirSync(join(catalogues, "en"))
    .map((name) => basename(name, ".json"))
    .sort();
}

function readCatalogue(catalogues: string, language: string, area: string): Catalogue {
  return JSON.parse(readFileSync(join(catalogues, language, `${area}.json`), "utf8")) as Catalogue;
}

/** An editor shows the English text above each key. */
function keyTypes(texts: Catalogue): string {
  const keys = Object.entries(texts).map(([key, english]) => {
    const names = new Set([...english.matchAll(/\{(\w+)\}/g)].map(([, name]) => `readonly ${name}: string | number`));
    const inputs = names.size === 0 ? "" : `inputs: { ${[...names].join("; ")} }`;
    return `  /** ${english.replaceAll("*/", "* /")} */\n  readonly ${key}: (${inputs}) => string;\n`;
  });
  return keys.join("");
}

function cataloguesModule(languages: readonly string[], areas: readonly string[]): string {
  const loaders = languages.map((language) => {
    const each = areas.map((area) => `    "${area}": () => import("./texts/${language}/${area}.ts"),\n`);
    return `  ${language}: {\n${each.join("")}  },\n`;
  });
  return `export const catalogues = {\n${loaders.join("")}};\n`;
}
