import { statSync } from "node:fs";
import { glob } from "node:fs/promises";
import { join } from "node:path";

/** The scenario files that are named, and those in the folders that are named, each once. @throws Error for what is not there. */
export async function findScenarioFiles(paths: readonly string[]): Promise<readonly string[]> {
  const files = await Promise.all(
    paths.map(async (path) => {
      const found = statSync(path, { throwIfNoEntry: false });
      if (!found) throw new Error(`There is no ${path}: name scenario files, or folders of them.`);
      if (!found.isDirectory()) return [path];
      const inside = await Array.fromAsync(glob("**/*.{yaml,yml}", { cwd: path }));
      return inside.map((name) => join(path, name)).sort();
    }),
  );
  return [...new Set(files.flat())];
}
