import { type EditorState, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import { yamlTokens } from "./yaml-tokens.ts";

/** Colours keys, texts, values and comments. CodeMirror's own parser of YAML would be another 27 KB. */
export const highlighting = StateField.define({
  create: colours,
  update: (before, transaction) => (transaction.docChanged ? colours(transaction.state) : before),
  provide: (field) => EditorView.decorations.from(field),
});

const marks = {
  key: Decoration.mark({ class: "yaml-key" }),
  text: Decoration.mark({ class: "yaml-text" }),
  value: Decoration.mark({ class: "yaml-value" }),
  mark: Decoration.mark({ class: "yaml-value" }),
  comment: Decoration.mark({ class: "yaml-comment" }),
} as const;

function colours({ doc }: EditorState) {
  return Decoration.set(yamlTokens(doc.toString()).map(({ from, to, kind }) => marks[kind].range(from, to)));
}
