import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { dirname, relative, resolve } from "node:path";

/** A static import or re-export of a file of ours, in code without types. */
const staticImport = /^\s*(?:import|export)\b[^;"'`()]*["'](\.[^"']+\.ts)["']/gm;

/**
 * Every file of ours that loading `module` loads, itself included, by its path from the project's root. Dynamic imports
 * and imports of types alone load nothing.
 */
export function filesLoaded(module: string): readonly string[] {
  const seen = new Set<string>();
  const waiting = [resolve(module)];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    waiting.push(...importsOf(file));
  }
  return [...seen].map((file) => relative(process.cwd(), file)).sort();
}

function importsOf(file: string): readonly string[] {
  const code = stripTypeScriptTypes(readFileSync(file, "utf8"));
  return [...code.matchAll(staticImport)].map(([, path = ""]) => resolve(dirname(file), path));
}
