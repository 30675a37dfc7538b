import { RangeSet, StateEffect, StateField, type Text } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, gutterLineClass } from "@codemirror/view";

/** A problem at its line, both counted from 1. */
export interface PlacedProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly severity: "error" | "warning";
}

/** Replaces the problems that are shown. */
export const showProblems = StateEffect.define<readonly PlacedProblem[]>();

const none = { words: Decoration.none, lines: RangeSet.of<GutterMarker>([]) };

/** Underlines what is wrong, says it when the pointer rests there, and marks the numbers of the lines. */
export const problemMarks = StateField.define({
  create: () => none,
  update(before, transaction) {
    const shown = transaction.effects.findLast((effect) => effect.is(showProblems));
    if (shown) return marksOf(transaction.state.doc, shown.value);
    if (!transaction.docChanged) return before;
    return { words: before.words.map(transaction.changes), lines: before.lines.map(transaction.changes) };
  },
  provide: (field) => [
    EditorView.decorations.from(field, ({ words }) => words),
    gutterLineClass.from(field, ({ lines }) => lines),
  ],
});

class ProblemLine extends GutterMarker {
  override elementClass: string;
  constructor(severity: PlacedProblem["severity"]) {
    super();
    this.elementClass = `problem-line-${severity}`;
  }
}
const lineMarks = { error: new ProblemLine("error"), warning: new ProblemLine("warning") };

function marksOf(doc: Text, problems: readonly PlacedProblem[]) {
  const words = problems.flatMap(({ message, severity, ...place }) => {
    const { from, to } = rangeAt(doc, place);
    const mark = Decoration.mark({ class: `problem-${severity}`, attributes: { title: message } });
    return from < to ? [mark.range(from, to)] : [];
  });
  const lines = problems.map(({ severity, ...place }) => lineMarks[severity].range(lineAt(doc, place.line).from));
  return { words: Decoration.set(words, true), lines: RangeSet.of(lines, true) };
}

function lineAt(doc: Text, line: number) {
  return doc.line(Math.min(Math.max(1, line), doc.lines));
}

/** From a place to the end of what is written in its line. */
export function rangeAt(doc: Text, { line, column }: { readonly line: number; readonly column: number }) {
  const found = lineAt(doc, line);
  const end = found.from + found.text.trimEnd().length;
  const from = Math.min(found.from + Math.max(0, column - 1), end);
  return { from, to: end };
}
