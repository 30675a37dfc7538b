import { enableCompileCache } from "node:module";
import { join } from "node:path";

/**
 * The entry point that functions-framework loads in every deployed instance. The compile cache is enabled before any
 * import. The build fills it (functions/hosts/build/warm.ts), because an instance's own files are lost when it ends.
 */
enableCompileCache({ directory: join(import.meta.dirname, "compile-cache"), portable: true });
const { registerTargets } = await import("./targets.ts");
await registerTargets();
