import type { Explanation } from "../explain.ts";
import { type ConfigProblem, formatPath } from "./problem.ts";
import type { YamlDocument } from "./yaml-document.ts";

/** Adds the position in the file to an explanation and completes its sentence. */
export function locateProblem(
  file: string,
  document: YamlDocument,
  { code, path, at, what, remedy }: Explanation,
): ConfigProblem {
  const subject = path.length === 0 ? "The file" : `\`${formatPath(path)}\``;
  return {
    file,
    ...document.positionOf(path, at),
    path: formatPath(path),
    code,
    message: `${subject} ${what}${/[.?!]$/.test(what) ? "" : "."}`,
    remedy,
  };
}
