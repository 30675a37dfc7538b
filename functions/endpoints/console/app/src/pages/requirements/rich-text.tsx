import { baseKeymap, chainCommands, toggleMark } from "prosemirror-commands";
import { history, redo, undo, undoDepth } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { liftListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { type Command, EditorState, Selection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { useEffect, useRef, useState } from "react";
import { m } from "#messages";
import { Button } from "../../components/button.tsx";
import { markdownOf, richTextOf, richTextSchema } from "./rich-text-schema.ts";

const { marks, nodes } = richTextSchema;
const { strong, em, code } = marks;
const { bullets, numbers, item, line_break: lineBreak } = nodes;

const breakLine: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(lineBreak.create()).scrollIntoView());
  return true;
};
const keys = keymap({
  "Mod-b": toggleMark(strong),
  "Mod-i": toggleMark(em),
  "Mod-e": toggleMark(code),
  "Mod-Shift-8": listOf(bullets),
  "Mod-Shift-7": listOf(numbers),
  "Mod-z": undo,
  "Mod-y": redo,
  "Shift-Mod-z": redo,
  Enter: splitListItem(item),
  "Shift-Enter": breakLine,
});

/** Makes a list of the paragraphs, or paragraphs of the list. */
function listOf(list: typeof bullets): Command {
  return chainCommands(liftListItem(item), wrapInList(list));
}

/**
 * A text being edited, as Markdown. It is kept when the focus leaves it or with Ctrl+Enter, and given up with Escape.
 * `onDone` gets undefined when nothing was changed.
 */
export function RichText({
  label,
  value,
  onDone,
}: {
  readonly label: string;
  readonly value: string;
  onDone(next: string | undefined): void;
}) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const [given] = useState(value);
  const [, redraw] = useState(0);
  useEffect(() => {
    if (host.current === null) return;
    const doc = richTextOf(given);
    const state = EditorState.create({
      doc,
      selection: Selection.atEnd(doc),
      plugins: [history(), keys, keymap(baseKeymap)],
    });
    const made: EditorView = new EditorView(host.current, {
      state,
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label, class: "input rich" },
      dispatchTransaction(transaction) {
        made.updateState(made.state.apply(transaction));
        redraw((count) => count + 1);
      },
    });
    view.current = made;
    made.focus();
    return () => made.destroy();
  }, [given, label]);

  const finish = () => {
    const state = view.current?.state;
    if (state === undefined || undoDepth(state) === 0) return onDone(undefined);
    const written = markdownOf(state.doc);
    onDone(written === given ? undefined : written);
  };
  const tool = (command: Command, title: string) => (
    <Button
      look="quiet"
      onClick={() => {
        if (view.current === undefined) return;
        command(view.current.state, view.current.dispatch);
        view.current.focus();
      }}
    >
      {title}
    </Button>
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens to the focus and the keys of the textbox inside.
    <div
      className="rich-text"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) finish();
      }}
      onKeyDown={({ key, ctrlKey, metaKey }) => {
        if (key === "Escape") onDone(undefined);
        if (key === "Enter" && (ctrlKey || metaKey)) finish();
      }}
    >
      <div className="actions" role="toolbar" aria-label={m.requirements_text_tools()}>
        {tool(toggleMark(strong), m.requirements_bold())}
        {tool(toggleMark(em), m.requirements_italic())}
        {tool(listOf(bullets), m.requirements_list())}
        {tool(listOf(numbers), m.requirements_numbered())}
      </div>
      <div ref={host} />
    </div>
  );
}
