import { join, relative } from "node:path";
import { build, type Metafile } from "esbuild";
import { bundlePatches, externalPackages } from "./bundle-patches.ts";
import { configReaderName } from "./config-reader.ts";
import { pdfFolder } from "./pdf-files.ts";

/** Names that CommonJS packages expect and modules lack. */
const commonJsNames = [
  'import { createRequire as requireFrom } from "node:module";',
  "const require = requireFrom(import.meta.url);",
  "const __filename = import.meta.filename, __dirname = import.meta.dirname;",
].join("\n");

/**
 * Bundles the entries into `folder`: one file for the code all functions load, and one for each dynamic import. An SDK
 * is therefore a separate file that is read at its first use. Loading the same code from thousands of files takes two
 * to nine times the CPU (docs/deployment.md).
 */
export async function bundle(root: string, folder: string): Promise<Metafile> {
  const external = [...externalPackages, ...externalPackages.map((name) => join(name, "*"))];
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: {
      main: "functions/hosts/deployed/main.ts",
      warm: "functions/hosts/deployed/warm.ts",
      "document-reader": "shared/knowledge/reading/reader-worker.ts",
      "pdf-worker": "shared/documents/pdf/pdf-worker.ts",
    },
    outdir: folder,
    // Without this extension, functions-framework would look up the package's type to recognise a module.
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    external,
    define: {
      CONFIG_READER: JSON.stringify(await configReaderName(root, external)),
      // As seen from the chunks that start the threads.
      READER_WORKER: JSON.stringify("../document-reader.mjs"),
      PDF_WORKER: JSON.stringify("../pdf-worker.mjs"),
      PDF_FILES: JSON.stringify(pdfFolder),
    },
    plugins: [...bundlePatches],
    banner: { js: commonJsNames },
    // Names and line breaks are kept, so that stack traces are readable without source maps, which would double the
    // upload.
    minifySyntax: true,
    metafile: true,
    logLevel: "warning",
  });
  return metafile;
}

/** The packages in each file of the bundle. The files that a function loads thus show the packages it loads. */
export function packagesByFile({ outputs }: Metafile, folder: string): Readonly<Record<string, readonly string[]>> {
  const packageOf = (input: string) => /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules)/.exec(input)?.[1] ?? [];
  return Object.fromEntries(
    Object.entries(outputs).map(([file, { inputs }]) => [
      relative(folder, file),
      [...new Set(Object.keys(inputs).flatMap(packageOf))].sort(),
    ]),
  );
}
