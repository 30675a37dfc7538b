import { element, make } from "../elements.js";
import { words } from "./words.js";

/** The replies whose title, id or text contain every word of the query. Pure. */
export function matchingReplies(replies, query) {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  return replies.filter(({ id, title, text }) => {
    const held = `${id} ${title} ${text}`.toLowerCase();
    return wanted.every((word) => held.includes(word));
  });
}

/**
 * A list that opens above the field when its text starts with `/`. The rest of the text is the search query.
 * @param {{ field: HTMLTextAreaElement, load: () => Promise<object[]>, onPick: (text: string) => void }} options
 */
export function cannedPicker({ field, load, onPick }) {
  const list = element("canned");
  let replies;
  let shown = [];
  let chosen = 0;

  async function update() {
    if (!field.value.startsWith("/")) return close();
    replies ??= load();
    const known = await replies.catch((error) => {
      replies = undefined;
      throw error;
    });
    // The operator may have continued typing while the list was loading.
    if (!field.value.startsWith("/")) return close();
    shown = matchingReplies(known, field.value.slice(1));
    chosen = Math.min(chosen, Math.max(0, shown.length - 1));
    draw();
  }

  function draw() {
    const options = shown.map(({ title, text }, place) => {
      const selected = String(place === chosen);
      const option = make(
        "div",
        { role: "option", id: `canned-${place}`, "aria-selected": selected },
        make("b", {}, title),
        make("span", { dir: "auto" }, text),
      );
      // Keeps the focus in the field.
      option.onmousedown = (event) => event.preventDefault();
      option.onclick = () => pick(place);
      return option;
    });
    list.replaceChildren(...(options.length > 0 ? options : [make("p", { class: "empty" }, words.noCanned)]));
    list.hidden = false;
    field.setAttribute("aria-activedescendant", options.length > 0 ? `canned-${chosen}` : "");
    options[chosen]?.scrollIntoView({ block: "nearest" });
  }

  function close() {
    list.hidden = true;
    chosen = 0;
    field.removeAttribute("aria-activedescendant");
  }

  function pick(place) {
    const reply = shown[place];
    if (reply === undefined) return;
    close();
    onPick(reply.text);
  }

  return {
    update,
    close,
    /** Clears the cache for another conversation, because the texts contain customers' names. */
    forget() {
      replies = undefined;
      close();
    },
    /** @returns whether the list handled the key. @param {KeyboardEvent} event */
    takesKey({ key }) {
      if (list.hidden) return false;
      const step = { ArrowDown: 1, ArrowUp: -1 }[key];
      if (step !== undefined) {
        chosen = shown.length === 0 ? 0 : (chosen + step + shown.length) % shown.length;
        draw();
      } else if (key === "Escape") close();
      // Enter picks a reply, so that a search is never sent to a customer. After Escape, the text is sent as typed.
      else if (key === "Enter" || key === "Tab") pick(chosen);
      else return false;
      return true;
    },
  };
}
