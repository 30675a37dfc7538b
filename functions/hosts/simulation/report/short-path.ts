import { relative } from "node:path";
import { projectRoot } from "../../../../shared/project-root.ts";

/** The path relative to the project, or the full path outside it. */
export function shortPath(file: string): string {
  const path = relative(projectRoot, file);
  return path.startsWith("..") ? file : path;
}
