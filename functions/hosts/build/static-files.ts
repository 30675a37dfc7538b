import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { type Loader, stop, transform } from "esbuild";
import { projectRoot } from "../../../shared/project-root.ts";
import { builtConsoleApp } from "./console-app.ts";

/** Folders under the project's root that endpoints serve to browsers. */
const docsFolder = "functions/endpoints/api/docs/web";
const folders = [
  docsFolder,
  "functions/endpoints/console/web",
  "functions/endpoints/widget/web",
  "functions/endpoints/demos/web",
] as const;
/** Scripts of packages, already bundled and minified: Scalar's API reference, and LiveKit's client for the widget's calls. */
const copied = [
  ["node_modules/@scalar/api-reference/dist/browser/standalone.js", `${docsFolder}/scalar.js`],
  ["node_modules/livekit-client/dist/livekit-client.umd.js", "functions/endpoints/widget/web/livekit-client.js"],
] as const;
const loaders: Readonly<Record<string, Loader>> = { ".js": "js", ".css": "css" };
/** The highest quality takes half a minute for Scalar's file and saves a tenth. */
const brotli = { [constants.BROTLI_PARAM_QUALITY]: 9 };

/**
 * Writes the browser files under `root`, at the same paths as in the project, with minified scripts and styles.
 * `precompressed` also writes a `.br` and a `.gz` file beside each, which saves compression at every request.
 */
export async function writeStaticFiles(
  root: string,
  { precompressed }: { readonly precompressed: boolean },
): Promise<void> {
  const files = folders.flatMap(filesIn);
  await Promise.all(files.map((file) => writeStaticFile(file, join(root, file), precompressed)));
  for (const [from, to] of copied) {
    copyFileSync(join(projectRoot, from), join(root, to));
    if (precompressed) compressBeside(join(root, to));
  }
  const app = join(root, "functions/endpoints/console/web/app");
  cpSync(await builtConsoleApp(), app, { recursive: true });
  if (precompressed) for (const file of filesBelow(app)) compressBeside(file);
  // esbuild runs in a separate process, which would otherwise live as long as this one.
  await stop();
}

function filesIn(folder: string): string[] {
  return filesBelow(join(projectRoot, folder)).map((file) => file.slice(projectRoot.length + 1));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
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
