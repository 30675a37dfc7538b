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
