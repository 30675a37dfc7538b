import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";

/**
 * The entry point that functions-framework loads in every deployed instance. The compile cache is enabled before any
 * import. The build fills it (functions/hosts/build/warm.ts), because an instance's own files are lost when it ends.
 */
enableCompileCache({ directory: join(import.meta.dirname, "compile-cache"), portable: true });
// Loading allocates much and frees little. A young generation that grows at once is collected half as often meanwhile.
setFlagsFromString("--semi-space-growth-factor=16");
const { registerTargets } = await import("./targets.ts");
await registerTargets();
