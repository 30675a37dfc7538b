import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { type Loader, stop, transform } from "esbuild";
import { projectRoot } from "../../../shared/project-root.ts";

/** The folders that endpoints serve to browsers, under the project's root. */
const docsFolder = "functions/endpoints/api/docs/web";
const folders = [docsFolder, "functions/endpoints/console/web", "functions/endpoints/widget/web"] as const;
/** Scalar's API reference, whole and minified already. */
const scalar = "node_modules/@scalar/api-reference/dist/browser/standalone.js";
const loaders: Readonly<Record<string, Loader>> = { ".js": "js", ".css": "css" };
/** The highest quality takes half a minute for Scalar's file, and saves a tenth. */
const brotli = { [constants.BROTLI_PARAM_QUALITY]: 9 };

/**
 * Writes the files for browsers under `root`, at the same paths as in the project: scripts and styles without comments
 * and blanks. `precompressed` also writes `.br` and `.gz` beside each, which saves the work at every request.
 */
export async function writeStaticFiles(
  root: string,
  { precompressed }: { readonly precompressed: boolean },
): Promise<void> {
  const files = folders.flatMap(filesIn);
  await Promise.all(files.map((file) => writeStaticFile(file, join(root, file), precompressed)));
  copyFileSync(join(projectRoot, scalar), join(root, docsFolder, "scalar.js"));
  if (precompressed) compressBeside(join(root, docsFolder, "scalar.js"));
  // esbuild works in a process of its own, which would otherwise stay as long as this one.
  await stop();
}

function filesIn(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(projectRoot.length + 1));
}

async function writeStaticFile(file: string, target: string, precompressed: boolean): Promise<void> {
  const source = join(projectRoot, file);
  mkdirSync(dirname(target), { recursive: true });
  const loader = loaders[extname(file)];
  if (loader) {
    const { code } = await transform(readFileSync(source, "utf8"), { loader, minify: true, target: "es2022" });
    writeFileSync(target, code);
  } else copyFileSync(source, target);
  if (precompressed) compressBeside(target);
}

function compressBeside(file: string): void {
  const bytes = readFileSync(file);
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: brotli }));
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
}
