import type { Plugin } from "vite";

/**
 * Runs the script that holds a module as soon as it is there: a module otherwise waits until the page has been read and all
 * that it imports is there.
 */
export function firstScript(module: string, base: string): Plugin {
  return {
    name: "first-script",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
        const holder = chunks.find((chunk) => Object.keys(chunk.modules).includes(module));
        if (holder === undefined) throw new Error(`No script of the console holds ${module}.`);
        const attrs = { type: "module", async: true, crossorigin: true, src: base + holder.fileName };
        return [{ tag: "script", attrs, injectTo: "head" }];
      },
    },
  };
}
