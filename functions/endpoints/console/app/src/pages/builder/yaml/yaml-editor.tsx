import { history } from "@codemirror/commands";
import { Annotation, EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { completion } from "./completion.ts";
import { editorKeys } from "./editor-keys.ts";
import { editorLook } from "./editor-look.ts";
import { highlighting } from "./highlighting.ts";
import type { Hints } from "./offer.ts";
import { type PlacedProblem, problemMarks, rangeAt, showProblems } from "./problem-marks.ts";

export interface YamlEditorProps {
  readonly label: string;
  readonly value: string;
  readonly problems: readonly PlacedProblem[];
  /** Where to go: a new object goes there again. */
  readonly goTo: { readonly line: number; readonly column: number } | undefined;
  onChange(value: string): void;
  readonly hints: Hints;
}

/** A change that the editor was given, and need not tell of. */
const fromOutside = Annotation.define<boolean>();

/**
 * A text editor for YAML. It lives in a shadow tree, where CodeMirror's styles are adopted style sheets: the page's policy
 * allows no style elements.
 */
export function YamlEditor({ label, value, problems, goTo, onChange, hints }: YamlEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  /** Texts that were typed here and did not come back as `value` yet, oldest first. */
  const typed = useRef<string[]>([]);
  const latest = useRef({ onChange, hints, value });
  useEffect(() => {
    latest.current = { onChange, hints, value };
  });

  useEffect(() => {
    if (host.current === null) return;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: "open" });
    const parent = root.appendChild(document.createElement("div"));
    parent.style.blockSize = "100%";
    const made = new EditorView({
      root,
      parent,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          ...[lineNumbers(), history(), drawSelection(), highlightActiveLine(), EditorView.lineWrapping],
          ...[highlighting, problemMarks, completion((text, offset) => latest.current.hints(text, offset))],
          keymap.of(editorKeys),
          EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged || update.transactions.some((each) => each.annotation(fromOutside))) return;
            const text = update.state.doc.toString();
            typed.current.push(text);
            latest.current.onChange(text);
          }),
          editorLook,
        ],
      }),
    });
    // A long text is scrolled by keyboard too.
    made.scrollDOM.tabIndex = 0;
    view.current = made;
    return () => {
      made.destroy();
      parent.remove();
    };
  }, [label]);

  useEffect(() => {
    const comesBack = typed.current.indexOf(value);
    if (comesBack !== -1) {
      // What was typed comes back after the page was drawn, and by then more may have been typed.
      typed.current.splice(0, comesBack + 1);
      return;
    }
    typed.current = [];
    if (view.current !== undefined) replaceText(view.current, value);
  }, [value]);

  useEffect(() => {
    view.current?.dispatch({ effects: showProblems.of(problems) });
  }, [problems]);

  useEffect(() => {
    if (view.current === undefined || goTo === undefined) return;
    const { from } = rangeAt(view.current.state.doc, goTo);
    view.current.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    view.current.focus();
  }, [goTo]);

  return <div ref={host} className="yaml-editor" dir="ltr" />;
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
  view.dispatch({
    annotations: fromOutside.of(true),
    changes: { from: start, to: before.length - end, insert: next.slice(start, next.length - end) },
  });
}
