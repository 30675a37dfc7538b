import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Texts by their keys. `{name}` in one stands for what is put in. */
export type Texts = Readonly<Record<string, string>>;

/** The texts of each language: those of all files in its folder. Keys are unique among the files. */
export function readCatalogues(folder: string): ReadonlyMap<string, Texts> {
  const textsOf = (language: string) =>
    readdirSync(join(folder, language))
      .sort()
      .map((name) => JSON.parse(readFileSync(join(folder, language, name), "utf8")) as Texts);
  return new Map(
    readdirSync(folder)
      .sort()
      .map((language) => [language, Object.assign({}, ...textsOf(language)) as Texts]),
  );
}

/**
 * Writes `messages.ts`: the type of `m`, which has a function for each key and knows what is put into its text. The bundler
 * writes `text("key")` in place of `m.key` (page-texts.ts).
 */
export function writeMessages(outDir: string, folder: string): void {
  const english = readCatalogues(folder).get("en") ?? {};
  mkdirSync(outDir, { recursive: true });
  writeFileSync(join(outDir, "messages.ts"), `export declare const m: {\n${keyTypes(english)}};\n`);
}

/** An editor shows the English text above each key. */
function keyTypes(texts: Texts): string {
  const keys = Object.entries(texts).map(([key, english]) => {
    const names = new Set([...english.matchAll(/\{(\w+)\}/g)].map(([, name]) => `readonly ${name}: string | number`));
    const inputs = names.size === 0 ? "" : `inputs: { ${[...names].join("; ")} }`;
    return `  /** ${english.replaceAll("*/", "* /")} */\n  readonly ${key}: (${inputs}) => string;\n`;
  });
  return keys.join("");
}
