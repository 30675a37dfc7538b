import { enableCompileCache } from "node:module";
import { join } from "node:path";

/**
 * What functions-framework loads in every deployed instance. Nothing is imported before the compile cache is on; the
 * build fills it (functions/hosts/build/warm.ts), because an instance's own files go when it goes.
 */
enableCompileCache({ directory: join(import.meta.dirname, "compile-cache"), portable: true });
const { registerTargets } = await import("./targets.ts");
await registerTargets();
