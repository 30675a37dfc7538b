import type { ConfigProblem } from "../../../../shared/config/problem.ts";
import { coloured, harmless } from "../output.ts";

/** Shows the position first, so that terminals and editors link it, then the problem and its remedy. */
export function showProblems(problems: readonly ConfigProblem[], stream: NodeJS.WritableStream): void {
  for (const { file, line, column, message, remedy } of problems) {
    const place = coloured("bold", `${file}:${line}:${column}`, stream);
    stream.write(`${place}  ${harmless(message)}\n    ${coloured("cyan", harmless(remedy), stream)}\n`);
  }
}
