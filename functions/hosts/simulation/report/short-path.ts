import { relative } from "node:path";
import { projectRoot } from "../../../../shared/project-root.ts";

/** Within the project without the way to it; elsewhere whole. */
export function shortPath(file: string): string {
  const path = relative(projectRoot, file);
  return path.startsWith("..") ? file : path;
}
