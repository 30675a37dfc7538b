import { dirname, join, relative } from "node:path";
import type { Plugin } from "vite";

/** `import("./page.tsx")` of the app's own files. */
const dynamicImport = /\bimport\("(\.[^"]+)"\)/g;
const usedKey = /\bm\.(\w+)\b/g;
const importOfMessages = /import \{ m \} from "#messages";/;
const placeholder = "__AREAS_OF__";

/**
 * Loads the texts of a part of the app beside the part itself. `m.key` becomes `text("key")`, which looks the text up in the
 * page's language. Each `import()` of the app is put into `withTexts`, with the part's path. Which areas the part shows is
 * known once all modules are, and is written in place of `__AREAS_OF__`.
 */
export function pageTexts(options: {
  /** The app's `src`. */
  readonly sources: string;
  /** What is loaded at once, below `sources`, and the areas whose texts it may show. */
  readonly entries: readonly string[];
  readonly initialAreas: readonly string[];
  readonly areaOfKey: ReadonlyMap<string, string>;
}): Plugin {
  const { sources, entries, initialAreas, areaOfKey } = options;
  /** The areas whose texts a module shows. */
  const areas = new Map<string, readonly string[]>();
  const parts = new Set<string>();

  return {
    name: "page-texts",
    enforce: "post",

    transform(code, id) {
      if (!id.startsWith(sources)) return undefined;
      const used = [...code.matchAll(usedKey)].flatMap(([, key = ""]) => areaOfKey.get(key) ?? []);
      areas.set(id, used);
      const written = code
        .replace(dynamicImport, (found, path: string) => {
          const part = join(dirname(id), path);
          parts.add(part);
          return `$withTexts("${relative(sources, part)}", () => ${found})`;
        })
        .replace(importOfMessages, "")
        .replace(usedKey, (found, key: string) => (areaOfKey.has(key) ? `$text("${key}")` : found));
      if (written === code) return undefined;
      // Names that no module gives to anything of its own.
      const names = "text as $text, withTexts as $withTexts";
      return { code: `import { ${names} } from "#language";\n${written}`, map: null };
    },

    renderChunk(code) {
      const importsOf = (module: string) => this.getModuleInfo(module)?.importedIds ?? [];
      if (!code.includes(placeholder)) return undefined;
      const shownAtOnce = shownBy(entries.map((entry) => join(sources, entry)));
      const tooMuch = [...shownAtOnce].filter((area) => !initialAreas.includes(area));
      if (tooMuch.length > 0)
        throw new Error(
          `Every page would load the texts of ${tooMuch.join(", ")}, because pages/index.ts or what it imports shows one. ` +
            "Put the names of pages into menu.json, and what all pages show into console.json.",
        );
      const ofParts = [...parts].sort().map((part) => {
        const more = [...shownBy([part])].filter((area) => !initialAreas.includes(area));
        return [relative(sources, part), more.sort()] as const;
      });
      const all = {
        initial: initialAreas,
        ...Object.fromEntries(ofParts.filter(([, more]) => more.length > 0)),
      };
      this.emitFile({ type: "asset", fileName: "areas.json", source: JSON.stringify(all) });
      return code.replaceAll(placeholder, JSON.stringify(all));

      /** The areas of modules and of everything that they import at once. */
      function shownBy(modules: readonly string[]): ReadonlySet<string> {
        const seen = new Set(modules);
        for (const module of seen)
          for (const imported of importsOf(module)) if (imported.startsWith(sources)) seen.add(imported);
        return new Set([...seen].flatMap((module) => areas.get(module) ?? []));
      }
    },
  };
}
