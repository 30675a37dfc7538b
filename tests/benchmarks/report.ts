/** One measured number, with its goal if there is one. */
export interface Figure {
  readonly value: number;
  readonly unit?: string;
  /** The goal: the maximum value. */
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
  /** Figures by column. A missing figure was not measured. */
  readonly figures: Readonly<Record<string, Figure>>;
}

/** The number and its goal, such as `1.93× (≤2) ✓`. */
export function figureText({ value, unit = "", atMost }: Figure): string {
  const text = `${roundedText(value)}${unit}`;
  return atMost === undefined ? text : `${text} (≤${atMost}) ${value <= atMost ? "✓" : "✗"}`;
}

/** Lists the figures above their goals. */
export function missedGoals(sections: readonly Section[]): readonly string[] {
  return sections.flatMap(({ title, rows }) =>
    rows.flatMap(({ name, figures }) =>
      Object.entries(figures)
        .filter(([, { value, atMost }]) => atMost !== undefined && value > atMost)
        .map(([column, figure]) => `${title}: ${name}, ${column}: ${figureText(figure)}`),
    ),
  );
}

/** Formats a section as a table with aligned columns for the terminal. */
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

/** Three significant digits. Integers stay unchanged. */
function roundedText(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return String(Math.round(value));
  return Math.abs(value) < 0.095 ? value.toFixed(3) : value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}
