import { z } from "zod";
import { installFiles } from "./install-files.ts";
import type { Source } from "./sources.ts";
import { VoiceManifest } from "./voice-manifest.ts";

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

export const Manifest = z.strictObject({ models: z.array(Model), voice: VoiceManifest });

/**
 * Puts a model's file into `folder` from the first source that gives the right one, and tells `say` what it does. A file
 * that is there and right is left alone; one with another checksum is never used.
 * @throws Error when no source gives the file
 */
export async function installModel(
  model: ModelInManifest,
  parts: { readonly folder: string; readonly sources: readonly Source[]; say(line: string): void },
): Promise<void> {
  const { package: from, file, sha256, bytes } = model;
  const files = [{ file, sha256, bytes, parts: [{ package: from.name, entry: from.entry }] }];
  await installFiles({ ...model, folder: ".", files }, { ...parts, packages: [from] });
}
