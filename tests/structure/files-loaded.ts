import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { dirname, relative, resolve } from "node:path";

/** A static import or re-export of one of our files, in code without types. */
const staticImport = /^\s*(?:import|export)\b[^;"'`()]*["'](\.[^"']+\.ts)["']/gm;

/**
 * Every file of ours that loading `module` loads, including itself, as paths from the project's root. Dynamic imports
 * and type-only imports load nothing.
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
