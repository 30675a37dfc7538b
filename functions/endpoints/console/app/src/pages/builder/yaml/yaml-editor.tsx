import { autocompletion, type CompletionContext, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { indentUnit } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState, type Text } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { editorLook } from "./editor-look.ts";
import type { Hint } from "./schema-hints.ts";
import type { YamlPlace } from "./yaml-place.ts";

/** A problem at its line, both counted from 1. */
export interface PlacedProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly severity: "error" | "warning";
}

export interface YamlEditorProps {
  readonly label: string;
  readonly value: string;
  readonly problems: readonly PlacedProblem[];
  /** Where to go: a new object goes there again. */
  readonly goTo: { readonly line: number; readonly column: number } | undefined;
  onChange(value: string): void;
  /** What may be written at a place of the text. */
  hints(text: string, offset: number): { readonly place: YamlPlace; readonly hints: readonly Hint[] } | undefined;
}

/**
 * A text editor for YAML. It lives in a shadow tree, where CodeMirror's styles are adopted style sheets: the page's policy
 * allows no style elements.
 */
export function YamlEditor({ label, value, problems, goTo, onChange, hints }: YamlEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef({ onChange, hints, value });
  useEffect(() => {
    latest.current = { onChange, hints, value };
  });

  useEffect(() => {
    if (host.current === null) return;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: "open" });
    const parent = root.appendChild(document.createElement("div"));
    parent.style.blockSize = "100%";
    const complete = (context: CompletionContext) =>
      completionsAt(context, latest.current.hints(context.state.doc.toString(), context.pos));
    const made = new EditorView({
      root,
      parent,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          ...[lineNumbers(), lintGutter(), history(), drawSelection(), highlightActiveLine(), yaml()],
          ...[indentUnit.of("  "), EditorState.tabSize.of(2), EditorView.lineWrapping],
          autocompletion({ override: [complete], icons: false }),
          keymap.of([...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
          EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
          editorLook,
        ],
      }),
    });
    view.current = made;
    return () => {
      made.destroy();
      parent.remove();
    };
  }, [label]);

  useEffect(() => {
    if (view.current !== undefined) replaceText(view.current, value);
  }, [value]);

  useEffect(() => {
    if (view.current === undefined) return;
    const { state } = view.current;
    view.current.dispatch(
      setDiagnostics(
        state,
        problems.map((problem) => diagnosticAt(state.doc, problem)),
      ),
    );
  }, [problems]);

  useEffect(() => {
    if (view.current === undefined || goTo === undefined) return;
    const { from } = rangeAt(view.current.state.doc, goTo);
    view.current.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    view.current.focus();
  }, [goTo]);

  return <div ref={host} className="yaml-editor" />;
}

/** Changes only what differs, so that the cursor and the history of changes stay. */
function replaceText(view: EditorView, next: string): void {
  const before = view.state.doc.toString();
  if (before === next) return;
  let start = 0;
  while (start < before.length && start < next.length && before[start] === next[start]) start++;
  let end = 0;
  const most = Math.min(before.length, next.length) - start;
  while (end < most && before[before.length - 1 - end] === next[next.length - 1 - end]) end++;
  view.dispatch({ changes: { from: start, to: before.length - end, insert: next.slice(start, next.length - end) } });
}

function rangeAt(doc: Text, { line, column }: { readonly line: number; readonly column: number }) {
  const found = doc.line(Math.min(Math.max(1, line), doc.lines));
  const from = Math.min(found.from + Math.max(0, column - 1), found.to);
  return { from, to: found.to };
}

function diagnosticAt(doc: Text, { line, column, message, severity }: PlacedProblem): Diagnostic {
  const { from, to } = rangeAt(doc, { line, column });
  return { from, to: Math.max(from, to), severity, message };
}

function completionsAt(context: CompletionContext, found: ReturnType<YamlEditorProps["hints"]>) {
  if (found === undefined || found.hints.length === 0) return null;
  const { place, hints } = found;
  if (!context.explicit && place.typed === "" && place.key === undefined) return null;
  return {
    from: place.from,
    validFor: /^[\w.-]*$/,
    options: hints.map(({ text, about, kind, isRequired }) => ({
      label: text,
      info: about,
      boost: isRequired ? 10 : 0,
      apply: place.key === undefined ? `${text}:${opening(kind, place.column)}` : text,
    })),
  };
}

function opening(kind: Hint["kind"], column: number): string {
  const indent = `\n${" ".repeat(column + 2)}`;
  return kind === "section" ? indent : kind === "list" ? `${indent}- ` : " ";
}
