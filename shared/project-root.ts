import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of package.json, when running from the sources and from the bundle. */
export const projectRoot = findUp(import.meta.dirname);

function findUp(folder: string): string {
  return existsSync(join(folder, "package.json")) ? folder : findUp(dirname(folder));
}
