import type { Plugin } from "vite";

/**
 * Puts the entry `name` before all other scripts of the page, to run as soon as it is there: a module otherwise waits
 * until the page has been read. What it imports is asked for with it.
 */
export function firstScript(name: string, base: string): Plugin {
  return {
    name: "first-script",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
        const entry = chunks.find((chunk) => chunk.isEntry && chunk.name === name);
        if (entry === undefined) throw new Error(`The console has no entry with the name ${name}.`);
        const script = { type: "module", async: true, crossorigin: true, src: base + entry.fileName };
        const links = entry.imports.map((file) => ({ rel: "modulepreload", crossorigin: true, href: base + file }));
        return [
          { tag: "script", attrs: script, injectTo: "head" },
          ...links.map((attrs) => ({ tag: "link", attrs, injectTo: "head" as const })),
        ];
      },
    },
  };
}
