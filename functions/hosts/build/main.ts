import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { projectRoot } from "../../../shared/project-root.ts";
import { bundle, packagesByFile } from "./bundle.ts";
import { externalPackages } from "./bundle-patches.ts";
import { type Lockfile, productionPackages } from "./lockfile.ts";
import { copyPdfFiles } from "./pdf-files.ts";
import { writeStaticFiles } from "./static-files.ts";

/** `npm run build`: writes the upload of every function into one folder, `dist-functions` or the given one. */
const folder = join(projectRoot, process.argv[2] ?? "dist-functions");

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
const metafile = await bundle(projectRoot, folder);
cpSync(join(projectRoot, "config/templates"), join(folder, "config/templates"), { recursive: true });
cpSync(join(projectRoot, "config/playbooks"), join(folder, "config/playbooks"), { recursive: true });
copyPdfFiles(folder);
await writeStaticFiles(folder, { precompressed: true });

const project = read<{ readonly name: string; readonly version: string }>("package.json");
const { packageJson, lockfile } = productionPackages(project, read<Lockfile>("package-lock.json"), externalPackages);
write("contents.json", packagesByFile(metafile, relative(projectRoot, folder)));
write("package.json", packageJson);
write("package-lock.json", lockfile);
execFileSync(process.execPath, [join(folder, "warm.mjs")], { stdio: "inherit" });

const scripts = Object.entries(metafile.outputs).filter(([path]) => path.endsWith(".mjs"));
const megabytes = scripts.reduce((sum, [, { bytes }]) => sum + bytes, 0) / 1e6;
console.log(`${folder}: ${scripts.length} code files, ${megabytes.toFixed(1)} MB`);

function read<T>(file: string): T {
  return JSON.parse(readFileSync(join(projectRoot, file), "utf8")) as T;
}

function write(file: string, content: unknown): void {
  writeFileSync(join(folder, file), `${JSON.stringify(content, null, 2)}\n`);
}
