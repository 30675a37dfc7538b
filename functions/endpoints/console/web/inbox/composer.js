import { element } from "../elements.js";
import { cannedPicker } from "./canned.js";
import { words } from "./words.js";

const form = element("composer");
const field = element("text");

/**
 * The form for a reply to the customer or a note to colleagues. Each conversation keeps its own draft.
 * @param {{ onSay: (message: { kind: "reply" | "note", text: string }) => void, loadCanned: () => Promise<object[]>,
 *   onProblem: (error: unknown) => void }} options
 */
export function composer({ onSay, loadCanned, onProblem }) {
  const drafts = new Map();
  let conversationId;
  let kind = "reply";
  const canned = cannedPicker({
    field,
    load: loadCanned,
    onPick(text) {
      field.value = text;
      field.focus();
      onInput();
    },
  });

  function setKind(next) {
    kind = next;
    form.dataset.kind = kind;
    for (const each of ["reply", "note"]) element(`mode-${each}`).setAttribute("aria-pressed", String(each === kind));
    field.placeholder = kind === "reply" ? words.replyHint : words.noteHint;
    field.setAttribute("aria-label", field.placeholder);
    element("send").textContent = kind === "reply" ? words.send : words.save;
    element("canned-open").hidden = kind === "note";
    canned.close();
  }

  function onInput() {
    if (conversationId !== undefined) drafts.set(conversationId, field.value);
    if (kind === "reply") canned.update().catch(onProblem);
  }

  form.onsubmit = (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text === "" || conversationId === undefined) return;
    field.value = "";
    onInput();
    onSay({ kind, text });
    field.focus();
  };
  field.oninput = onInput;
  field.onkeydown = (event) => {
    // `isComposing`: in Indic and East Asian input methods, Enter also confirms a word.
    if (event.isComposing) return;
    if (canned.takesKey(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    form.requestSubmit();
  };
  element("mode-reply").onclick = () => {
    setKind("reply");
    field.focus();
  };
  element("mode-note").onclick = () => {
    setKind("note");
    field.focus();
  };
  element("canned-open").onclick = () => {
    field.value = "/";
    field.focus();
    onInput();
  };
  setKind("reply");

  return {
    /** @param {string | undefined} id */
    open(id) {
      conversationId = id;
      form.hidden = id === undefined;
      canned.forget();
      field.value = drafts.get(id) ?? "";
      setKind("reply");
    },
    focus: () => field.focus(),
    /** @param {string} text */
    hint(text) {
      element("composer-hint").textContent = text;
    },
  };
}
