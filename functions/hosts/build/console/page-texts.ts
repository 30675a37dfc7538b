import { hash } from "node:crypto";
import { dirname, join, relative } from "node:path";
import type { Plugin } from "vite";
import type { Texts } from "./messages.ts";

/** `import("./page.tsx")` of the app's own files. */
const dynamicImport = /\bimport\("(\.[^"]+)"\)/g;
const usedKey = /\bm\.(\w+)\b/g;
const importOfMessages = /import \{ m \} from "#messages";/;
const placeholder = "__TEXT_FILES__";
/** What is written in place of it, for tests. */
const textFilesName = "texts.json";

interface PageTextsOptions {
  /** The app's `src`. */
  readonly sources: string;
  /** What is loaded at once, below `sources`. */
  readonly entries: readonly string[];
  readonly catalogues: ReadonlyMap<string, Texts>;
}

/**
 * Loads the texts of a part of the app beside the part itself, in one file for each language. `m.key` becomes `text("key")`,
 * which looks the text up in the page's language. Each `import()` of the app is put into `withTexts`, with the part's path.
 * Which texts the part shows is known once all modules are: the names of the files are written in place of `__TEXT_FILES__`.
 */
export function pageTexts({ sources, entries, catalogues }: PageTextsOptions): Plugin {
  const known = catalogues.get("en") ?? {};
  /** The keys of the texts that a module shows. */
  const keys = new Map<string, readonly string[]>();
  const parts = new Set<string>();

  return {
    name: "page-texts",
    enforce: "post",

    transform(code, id) {
      if (!id.startsWith(sources)) return undefined;
      const used = importOfMessages.test(code) ? [...code.matchAll(usedKey)].map(([, key = ""]) => key) : [];
      const unknown = used.find((key) => !Object.hasOwn(known, key));
      if (unknown !== undefined) throw new Error(`${id} shows the text ${unknown}, which is in no catalogue.`);
      keys.set(id, used);
      const withParts = code.replace(dynamicImport, (found, path: string) => {
        const part = join(dirname(id), path);
        parts.add(part);
        return `$withTexts("${relative(sources, part)}", () => ${found})`;
      });
      const calls = (_: string, key: string) => `$text("${key}")`;
      const written = used.length === 0 ? withParts : withParts.replace(importOfMessages, "").replace(usedKey, calls);
      if (written === code) return undefined;
      // Names that no module gives to anything of its own.
      const names = "text as $text, withTexts as $withTexts";
      return { code: `import { ${names} } from "#language";\n${written}`, map: null };
    },

    renderChunk(code) {
      if (!code.includes(placeholder)) return undefined;
      const importsOf = (module: string) => this.getModuleInfo(module)?.importedIds ?? [];
      const write = (fileName: string, source: string) => this.emitFile({ type: "asset", fileName, source });
      const initial = shownBy(
        entries.map((entry) => join(sources, entry)),
        importsOf,
      );
      const ofParts = [...parts].sort().map((part) => {
        const more = [...shownBy([part], importsOf)].filter((key) => !initial.has(key));
        return [relative(sources, part), more] as const;
      });
      const shown = [["initial", [...initial]] as const, ...ofParts.filter(([, more]) => more.length > 0)];
      const files = JSON.stringify(Object.fromEntries(shown.map(([part, these]) => [part, filesWith(these, write)])));
      write(textFilesName, files);
      return code.replaceAll(placeholder, files);
    },
  };

  /** The keys of the texts of modules and of everything that they import at once. */
  function shownBy(modules: readonly string[], importsOf: (module: string) => readonly string[]): ReadonlySet<string> {
    const seen = new Set(modules);
    for (const module of seen)
      for (const imported of importsOf(module)) if (imported.startsWith(sources)) seen.add(imported);
    return new Set([...seen].flatMap((module) => keys.get(module) ?? []));
  }

  /** Writes the texts of these keys: a file for each language, whose name changes with its content. */
  function filesWith(shown: readonly string[], write: (fileName: string, source: string) => void): Texts {
    const files = [...catalogues].map(([language, texts]) => {
      const source = JSON.stringify(Object.fromEntries(shown.toSorted().map((key) => [key, texts[key] ?? ""])));
      const fileName = `assets/${language}-${hash("sha256", source).slice(0, 8)}.json`;
      write(fileName, source);
      return [language, fileName];
    });
    return Object.fromEntries(files) as Texts;
  }
}
