import {
  copyLineDown,
  cursorDocEnd,
  cursorDocStart,
  deleteLine,
  historyKeymap,
  insertNewlineKeepIndent,
  moveLineDown,
  moveLineUp,
  selectAll,
} from "@codemirror/commands";
import type { KeyBinding } from "@codemirror/view";

/** Tab goes on to the next field, so that the editor never holds the keyboard. */
export const editorKeys: readonly KeyBinding[] = [
  ...historyKeymap,
  { key: "Enter", run: insertNewlineKeepIndent },
  { key: "Mod-a", run: selectAll },
  { key: "Mod-Home", run: cursorDocStart },
  { key: "Mod-End", run: cursorDocEnd },
  { key: "Alt-ArrowUp", run: moveLineUp },
  { key: "Alt-ArrowDown", run: moveLineDown },
  { key: "Shift-Alt-ArrowDown", run: copyLineDown },
  { key: "Shift-Mod-k", run: deleteLine },
];
