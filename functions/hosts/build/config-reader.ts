import { createHash } from "node:crypto";
import { build } from "esbuild";

/**
 * A fingerprint of the code that reads a tenant's YAML: its schema, its parser and everything they import. It changes
 * with any of that code, so that configurations parsed by an older product are parsed again
 * (shared/config/reading/parsed-forms.ts).
 */
export async function configReaderName(root: string, external: readonly string[]): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ["shared/config/load-tenant-config.ts"],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node24",
    external: [...external],
    minify: true,
    logLevel: "warning",
  });
  const hash = createHash("sha256");
  for (const { contents } of outputFiles) hash.update(contents);
  return hash.digest("hex").slice(0, 16);
}
