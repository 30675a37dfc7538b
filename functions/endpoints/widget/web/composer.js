import { icon, icons, make } from "./dom.js";

const maxBytes = 8 * 1024 * 1024;
const accepted = "image/jpeg,image/png,image/webp,image/gif,image/heic,application/pdf";

/** The visitor's message form. Files are uploaded immediately; the message then refers to them. */
export function composer({ words, onSay, upload, tell }) {
  const field = make("textarea", {
    rows: 1,
    maxLength: 10_000,
    placeholder: words.placeholder,
    enterKeyHint: "send",
    dir: "auto",
    "aria-label": words.message,
  });
  const picker = make("input", { type: "file", accept: accepted, hidden: true, tabIndex: -1, "aria-hidden": "true" });
  const attach = iconButton(words.attach, icons.attach, () => picker.click());
  const send = iconButton(words.send, icons.send, submit);
  send.classList.add("send");
  const tray = make("ul", { className: "tray", hidden: true });
  const form = make("form", { noValidate: true }, tray, make("div", { className: "row" }, attach, picker, field, send));
  let files = [];
  let say = onSay;

  form.onsubmit = (event) => {
    event.preventDefault();
    submit();
  };
  field.onkeydown = (event) => {
    // `isComposing`: in Indic and East Asian input methods, Enter also confirms a word.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  };
  field.oninput = grow;
  picker.onchange = () => {
    const [file] = picker.files;
    picker.value = "";
    if (file) void add(file);
  };

  function submit() {
    const text = field.value.trim();
    if (files.some(({ uploaded }) => uploaded === undefined) || (text === "" && files.length === 0)) return;
    tell("");
    say({ text, files: files.map(({ uploaded }) => uploaded) });
    field.value = "";
    files = [];
    grow();
    drawTray();
    field.focus();
  }

  async function add(file) {
    if (file.size > maxBytes || files.length >= 5) return tell(words.badFile);
    tell("");
    const entry = { name: file.name, uploaded: undefined };
    files = [...files, entry];
    drawTray();
    try {
      entry.uploaded = await upload(file);
    } catch (error) {
      files = files.filter((each) => each !== entry);
      tell(error.status === 413 || error.status === 415 ? words.badFile : words.noUpload);
    }
    drawTray();
  }

  function drawTray() {
    const items = files.map((entry) => {
      const remove = make("button", { type: "button", "aria-label": words.remove(entry.name) }, "✕");
      remove.onclick = () => {
        files = files.filter((each) => each !== entry);
        drawTray();
        field.focus();
      };
      const name = make("span", { dir: "auto" }, entry.uploaded ? entry.name : `${words.uploading} ${entry.name}`);
      return make("li", {}, name, remove);
    });
    tray.replaceChildren(...items);
    tray.hidden = items.length === 0;
  }

  function grow() {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 120)}px`;
  }

  return {
    form,
    field,
    /** Messages go to a call while it lasts; without one, to the chat again. */
    divert(toCall, placeholder = words.placeholder) {
      say = toCall ?? onSay;
      field.placeholder = placeholder;
      attach.hidden = toCall !== undefined;
      tray.hidden = toCall !== undefined || tray.childElementCount === 0;
    },
  };
}

/** @param {string} label @param {string} path @param {() => void} onclick */
export function iconButton(label, path, onclick) {
  return make("button", { type: "button", className: "icon", "aria-label": label, title: label, onclick }, icon(path));
}
