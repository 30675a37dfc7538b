import { element } from "../elements.js";
import { cannedPicker } from "./canned.js";
import { words } from "./words.js";

const form = element("composer");
const field = element("text");
const kinds = ["reply", "note", "whisper"];
const hints = { reply: words.replyHint, note: words.noteHint, whisper: words.whisperHint };
const labels = { reply: words.send, note: words.save, whisper: words.whisper };
/** Characters, as the API takes them. */
const longestText = 10_000;
const longestWhisper = 1_000;

/**
 * The form for a reply to the customer, a note to colleagues, or a whisper to the agent in a live call. Each conversation keeps its own draft.
 * @param {{ onSay: (message: { kind: "reply" | "note" | "whisper", text: string }) => void, loadCanned: () => Promise<object[]>,
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
    for (const each of kinds) element(`mode-${each}`).setAttribute("aria-pressed", String(each === kind));
    field.placeholder = hints[kind];
    field.maxLength = kind === "whisper" ? longestWhisper : longestText;
    field.setAttribute("aria-label", field.placeholder);
    element("send").textContent = labels[kind];
    element("canned-open").hidden = kind !== "reply";
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
  function write(next) {
    setKind(next);
    field.focus();
  }
  for (const each of kinds) element(`mode-${each}`).onclick = () => write(each);
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
    whisper: () => write("whisper"),
    /** Whether there is a live call, whose agent can be told something. @param {boolean} can */
    allowWhispers(can) {
      element("mode-whisper").hidden = !can;
      if (!can && kind === "whisper") setKind("reply");
    },
    /** @param {string} text */
    hint(text) {
      element("composer-hint").textContent = text;
    },
  };
}
