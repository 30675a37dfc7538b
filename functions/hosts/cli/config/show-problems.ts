import type { ConfigProblem } from "../../../../shared/config/reading/problem.ts";
import { colourText, withoutControls } from "../output.ts";

/** Shows the position first, so that terminals and editors link it, then the problem and its remedy. */
export function showProblems(problems: readonly ConfigProblem[], stream: NodeJS.WritableStream, mark = ""): void {
  for (const { file, line, column, message, remedy } of problems) {
    const place = colourText("bold", `${file}:${line}:${column}`, stream);
    stream.write(
      `${place}  ${mark}${withoutControls(message)}\n    ${colourText("cyan", withoutControls(remedy), stream)}\n`,
    );
  }
}

/** Warnings look like problems, with the word before them. */
export function showWarnings(warnings: readonly ConfigProblem[], stream: NodeJS.WritableStream): void {
  showProblems(warnings, stream, `${colourText("yellow", "warning:", stream)} `);
}
