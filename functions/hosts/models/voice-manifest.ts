import { z } from "zod";

const Name = z.string().regex(/^[\w.-]+$/);

const Part = z.strictObject({ package: Name, entry: z.string() });

/** A file that one package holds, or several hold in parts. */
const VoiceFile = z.strictObject({
  file: Name,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().positive(),
  parts: z.array(Part).min(1),
});
export type VoiceFile = z.infer<typeof VoiceFile>;

const VoiceModel = z.strictObject({
  name: z.string(),
  for: z.string(),
  license: z.string(),
  official: z.url(),
  folder: Name,
  files: z.array(VoiceFile).min(1),
});
export type VoiceModel = z.infer<typeof VoiceModel>;

/** A program in Python, from its own makers. It runs beside the product, never in it. */
const Engine = z.strictObject({
  name: Name,
  version: Name,
  license: z.string(),
  official: z.url(),
  for: z.string(),
});
export type Engine = z.infer<typeof Engine>;

/** What speech on the machine itself needs. Files by unknown packagers count only with their checksum. */
export const VoiceManifest = z.strictObject({
  engines: z.array(Engine),
  packages: z.array(z.strictObject({ registry: z.literal("pypi"), name: Name, version: Name, license: z.string() })),
  models: z.array(VoiceModel),
});
export type VoiceManifest = z.infer<typeof VoiceManifest>;
