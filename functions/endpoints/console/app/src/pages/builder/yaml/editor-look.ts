import { EditorView } from "@codemirror/view";

/** The console's own colours: its variables are inherited into the editor's shadow tree. */
export const editorLook = EditorView.theme({
  "&": { blockSize: "100%", color: "var(--text)", backgroundColor: "var(--surface)", fontSize: "0.875rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace", lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--accent)", paddingBlock: "0.75rem" },
  ".cm-cursor": { borderInlineStartColor: "var(--accent)" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--quiet)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { paddingInline: "0.75rem 0.6rem" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--accent) 7%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 22%, transparent)",
  },
  ".yaml-key": { color: "var(--accent)" },
  ".yaml-text": { color: "var(--good)" },
  ".yaml-value": { color: "var(--warning)" },
  ".yaml-comment": { color: "var(--quiet)", fontStyle: "italic" },
  ".problem-error": { textDecoration: "underline wavy var(--bad) 1px", textUnderlineOffset: "3px" },
  ".problem-warning": { textDecoration: "underline wavy var(--warning) 1px", textUnderlineOffset: "3px" },
  ".cm-gutterElement.problem-line-error": {
    backgroundColor: "var(--bad-soft)",
    color: "var(--bad)",
    fontWeight: "700",
  },
  ".cm-gutterElement.problem-line-warning": { backgroundColor: "var(--warning-soft)", color: "var(--warning)" },
  ".cm-tooltip": {
    overflow: "hidden",
    border: "1px solid var(--line)",
    borderRadius: "0.5rem",
    backgroundColor: "var(--raised)",
    color: "var(--text)",
    boxShadow: "0 0.5rem 1.5rem rgb(0 0 0 / 18%)",
  },
  ".offers ul": { maxBlockSize: "14rem", margin: "0", padding: "0.25rem", overflow: "auto", listStyle: "none" },
  ".offers li": { padding: "0.2rem 0.6rem", borderRadius: "0.35rem", cursor: "pointer" },
  ".offers li[aria-selected='true']": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".offers p": {
    maxInlineSize: "22rem",
    margin: "0",
    padding: "0.5rem 0.75rem",
    borderBlockStart: "1px solid var(--line)",
    color: "var(--quiet)",
    font: "0.8125rem / 1.4 system-ui, sans-serif",
  },
  ".offers p:empty": { display: "none" },
});
