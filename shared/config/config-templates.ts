import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { projectRoot } from "../project-root.ts";

const folder = join(projectRoot, "config", "templates");

/** The names of the templates that configurations start from: the files of config/templates without their ending. */
export function templateNames(): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => basename(name, ".yaml"))
    .toSorted();
}

/** A template as it stands in its file. @throws Error for a name that is not among `templateNames` */
export function templateText(name: string): string {
  if (!templateNames().includes(name)) throw new Error(`There is no template "${name}" in ${folder}.`);
  return readFileSync(join(folder, `${name}.yaml`), "utf8");
}
