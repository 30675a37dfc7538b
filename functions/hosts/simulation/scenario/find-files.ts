import { globSync, statSync } from "node:fs";
import { join } from "node:path";

/** The given scenario files and those in the given folders, without duplicates. @throws Error for a missing path. */
export function findScenarioFiles(paths: readonly string[]): readonly string[] {
  const files = paths.flatMap((path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) throw new Error(`${path} does not exist. Pass scenario files or folders.`);
    if (!found.isDirectory()) return [path];
    return globSync("**/*.{yaml,yml}", { cwd: path })
      .sort()
      .map((name) => join(path, name));
  });
  return [...new Set(files)];
}
