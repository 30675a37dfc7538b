/** One measured number, with the most it may be where there is a goal. */
export interface Figure {
  readonly value: number;
  readonly unit?: string;
  /** The goal: at most this. */
  readonly atMost?: number;
}

/** A section of the report: rows of figures under common columns. */
export interface Section {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
}

export interface Row {
  readonly name: string;
  /** By column; a missing one was not measured here. */
  readonly figures: Readonly<Record<string, Figure>>;
}

/** `1.93×  ≤2 ✓`: the number, and what it was to be. */
export function figureText({ value, unit = "", atMost }: Figure): string {
  const text = `${rounded(value)}${unit}`;
  return atMost === undefined ? text : `${text} (≤${atMost}) ${value <= atMost ? "✓" : "✗"}`;
}

/** Every figure that is over its goal, named. */
export function missedGoals(sections: readonly Section[]): readonly string[] {
  return sections.flatMap(({ title, rows }) =>
    rows.flatMap(({ name, figures }) =>
      Object.entries(figures)
        .filter(([, { value, atMost }]) => atMost !== undefined && value > atMost)
        .map(([column, figure]) => `${title}: ${name}, ${column}: ${figureText(figure)}`),
    ),
  );
}

/** The section as a table for the terminal, columns aligned. */
export function sectionText({ title, columns, rows, notes }: Section): string {
  const lines = [
    ["", ...columns],
    ...rows.map(({ name, figures }) => [name, ...columns.map((column) => cell(figures[column]))]),
  ];
  const widths = ["", ...columns].map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  const table = lines.map((line) =>
    `  ${line.map((text, at) => (at === 0 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0))).join("   ")}`.trimEnd(),
  );
  return [title, ...table, ...notes.map((note) => `  · ${note}`)].join("\n");
}

function cell(figure: Figure | undefined): string {
  return figure === undefined ? "–" : figureText(figure);
}

/** Three digits that count; whole numbers stay whole. */
function rounded(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return String(Math.round(value));
  return Math.abs(value) < 0.095 ? value.toFixed(3) : value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}
