/** A problem in a tenant's file, with its position. Lines and columns count from 1. */
export interface ConfigProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** `automation_config.tools.available[2].config.table`; empty for the file as a whole. */
  readonly path: string;
  /** Stable: `unknown-key`, `missing`, `wrong-type`, `not-allowed`, `invalid`, `duplicate-key`, `syntax`, … */
  readonly code: string;
  /** What is wrong, as a sentence. */
  readonly message: string;
  /** What to do about it, as a sentence. */
  readonly remedy: string;
}

export type Path = readonly (string | number)[];

export function formatPath(path: Path): string {
  return path.map((part, index) => (typeof part === "number" ? `[${part}]` : index === 0 ? part : `.${part}`)).join("");
}

/** Formats each problem as a paragraph. `file:line:column` comes first so that editors and terminals link it. */
export function formatProblems(problems: readonly ConfigProblem[]): string {
  return problems
    .map(({ file, line, column, message, remedy }) => `${file}:${line}:${column}  ${message}\n    ${remedy}`)
    .join("\n");
}

export function byPosition(a: ConfigProblem, b: ConfigProblem): number {
  return a.line - b.line || a.column - b.column;
}

/** In one report. A file can hold as many mistakes as it has characters. */
const mostProblems = 100;

/** The first of many problems, and one more that says how many are left out. */
export function firstProblems(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const next = problems[mostProblems];
  if (next === undefined) return problems;
  const { file, line, column } = next;
  const left = problems.length - mostProblems;
  const more: ConfigProblem = {
    file,
    line,
    column,
    path: "",
    code: "more-problems",
    message: `The file has ${left} more ${left === 1 ? "problem" : "problems"} from here on.`,
    remedy: "Correct those above, then check the file again.",
  };
  return [...problems.slice(0, mostProblems), more];
}
