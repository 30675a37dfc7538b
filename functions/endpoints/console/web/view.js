import { element, make } from "./elements.js";

const list = element("messages");
const scroller = list.parentElement;

/** Whether the view follows the newest message. False while the reader has scrolled up. */
let atEnd = true;
let lastTop = 0;

// Only scrolling up ends following. A banner that takes space moves the end without scrolling.
scroller.addEventListener("scroll", () => {
  const nearEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 40;
  atEnd = nearEnd || (atEnd && scroller.scrollTop >= lastTop);
  lastTop = scroller.scrollTop;
});
new ResizeObserver(stayAtEnd).observe(scroller);

function stayAtEnd() {
  if (atEnd) scroller.scrollTop = scroller.scrollHeight;
}

/** @param {() => void} change */
function keepingEnd(change) {
  change();
  stayAtEnd();
}

export function clear() {
  list.replaceChildren();
}

export function isEmpty() {
  return list.childElementCount === 0;
}

/** @param {string} text @param {string} at an ISO time */
export function showCustomer(text, at) {
  atEnd = true;
  keepingEnd(() =>
    list.append(make("li", { class: "message customer" }, make("div", { class: "bubble" }, text), time(at, "You"))),
  );
}

/** @param {string} text */
export function showDivider(text) {
  keepingEnd(() => list.append(make("li", { class: "divider" }, text)));
}

/** Shows an answer while it is streamed. @param {string} name */
export function showAgent(name) {
  const bubble = make("div", { class: "bubble" }, typing());
  const tools = make("ul", { class: "tools", "aria-label": "Tools used" });
  const foot = make("div", { class: "meta" });
  const item = make("li", { class: "message agent", "aria-busy": "true" }, tools, bubble, foot);
  let text = "";
  keepingEnd(() => list.append(item));

  const view = {
    get text() {
      return text;
    },

    /** @param {string} piece */
    say(piece) {
      text += piece;
      keepingEnd(() => {
        bubble.textContent = text;
      });
    },

    /** Clears the text that the guard stopped; another answer follows. */
    takeBack() {
      text = "";
      keepingEnd(() => bubble.replaceChildren(typing()));
    },

    /** @param {{ name: string, status: string, durationMs?: number }} use */
    tool(use) {
      const running = [...tools.children].find(
        (chip) => chip.dataset.name === use.name && chip.dataset.status === "started",
      );
      const chip = toolChip(use);
      keepingEnd(() => (running === undefined ? tools.append(chip) : running.replaceWith(chip)));
    },

    /** Shows each tool call with its input and output, once recorded. @param {object[]} calls */
    toolCalls(calls) {
      keepingEnd(() => tools.replaceChildren(...calls.map(recordedTool)));
    },

    /** @param {{ text: string | null, citations: { title: string }[], at: string }} answer */
    finish({ text: final, citations, at }) {
      item.removeAttribute("aria-busy");
      keepingEnd(() => {
        if (final === null) bubble.remove();
        else bubble.textContent = text = final;
        if (citations.length > 0) foot.before(sources(citations));
        if (final === null) foot.remove();
        else foot.replaceWith(time(at, name));
        if (final === null && tools.childElementCount === 0) item.remove();
      });
    },

    /** Ends an incomplete answer. @param {string} why */
    breakOff(why) {
      item.removeAttribute("aria-busy");
      keepingEnd(() => {
        if (text === "") bubble.remove();
        foot.textContent = why;
      });
    },
  };
  return view;
}

function typing() {
  return make("span", { class: "typing", "aria-label": "writing" }, make("i"), make("i"), make("i"));
}

const marks = { completed: "✓", failed: "✗", started: "" };

function chipParts({ name, status, durationMs }) {
  const took = durationMs === undefined ? "" : duration(durationMs);
  const state = { completed: took, failed: `failed ${took}`, started: "…" }[status];
  return [make("span", { class: "mark", "aria-hidden": "true" }, marks[status]), make("b", {}, name), state ?? ""];
}

function toolChip(use) {
  const item = make("li", { class: use.status }, make("span", { class: "chip" }, ...chipParts(use)));
  item.dataset.name = use.name;
  item.dataset.status = use.status;
  return item;
}

function recordedTool({ name, status, duration_ms: durationMs, arguments: given, result, error }) {
  const outcome = error === null ? json(result) : error;
  const detail = make(
    "dl",
    { class: "detail" },
    make("dt", {}, "input"),
    make("dd", {}, make("pre", {}, json(given))),
    make("dt", {}, error === null ? "output" : "error"),
    make("dd", {}, make("pre", {}, outcome)),
  );
  const summary = make("summary", { class: "chip" }, ...chipParts({ name, status, durationMs }));
  return make("li", { class: status }, make("details", {}, summary, detail));
}

function sources(citations) {
  const label = citations.length === 1 ? "Source:" : "Sources:";
  return make(
    "ul",
    { class: "sources" },
    make("li", {}, label),
    ...citations.map(({ title }) => make("li", {}, title)),
  );
}

function json(value) {
  return JSON.stringify(value, null, 2) ?? "nothing";
}

function duration(ms) {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** @param {string} at @param {string} who */
function time(at, who) {
  const when = new Date(at);
  const today = when.toDateString() === new Date().toDateString();
  const shown = when.toLocaleString([], today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" });
  return make("div", { class: "meta" }, `${who} · `, make("time", { datetime: at }, shown));
}
