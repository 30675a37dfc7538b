import { join, relative } from "node:path";
import { build, type Metafile } from "esbuild";
import { bundlePatches, leftOutside } from "./bundle-patches.ts";
import { configReaderName } from "./config-reader.ts";

/** What CommonJS packages expect to find, and modules have not. */
const commonJsNames = [
  'import { createRequire as requireFrom } from "node:module";',
  "const require = requireFrom(import.meta.url);",
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
    plugins: [...bundlePatches],
    banner: { js: commonJsNames },
    // Names and lines stay, so that a stack trace can be read without source maps, which would double the upload.
    minifySyntax: true,
    metafile: true,
    logLevel: "warning",
  });
  return metafile;
}

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
