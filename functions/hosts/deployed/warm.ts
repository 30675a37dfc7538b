import { readdirSync } from "node:fs";
import { enableCompileCache, flushCompileCache } from "node:module";
import { join } from "node:path";

/**
 * Fills the compile cache, where the code is installed and with the Node version that will run it. Cloud Functions runs
 * it as the package's script `gcp-build` (cloud.google.com/docs/buildpacks/nodejs). Each file is loaded once and
 * nothing is called.
 */
enableCompileCache({ directory: join(import.meta.dirname, "compile-cache"), portable: true });
const chunks = join(import.meta.dirname, "chunks");
for (const file of readdirSync(chunks)) if (file.endsWith(".mjs")) await import(join(chunks, file));
await import("@google-cloud/functions-framework");
await import("@google-cloud/tasks");
flushCompileCache();
