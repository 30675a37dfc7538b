import { globSync, statSync } from "node:fs";
import { join } from "node:path";

/** The scenario files that are named, and those in the folders that are named, each once. @throws Error for what is not there. */
export function findScenarioFiles(paths: readonly string[]): readonly string[] {
  const files = paths.flatMap((path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) throw new Error(`There is no ${path}: name scenario files, or folders of them.`);
    if (!found.isDirectory()) return [path];
    return globSync("**/*.{yaml,yml}", { cwd: path })
      .sort()
      .map((name) => join(path, name));
  });
  return [...new Set(files)];
}
