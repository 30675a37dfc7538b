import { element, make } from "../elements.js";
import { keyedList } from "./keyed-list.js";
import { messageNotes } from "./message-notes.js";
import { clock } from "./times.js";
import { operatorName, spaced, words } from "./words.js";

const list = element("thread");
const scroller = element("thread-scroll");

/**
 * The middle pane: the messages and the operator's unsent messages.
 * @param {{ onEarlier: () => void, onAgain: (entry: object) => void, onDiscard: (entry: object) => void }} options
 */
export function threadView({ onEarlier, onAgain, onDiscard }) {
  const renderers = { message, note, act, unsent: (entry) => unsent(entry, { onAgain, onDiscard }) };
  const show = keyedList(
    list,
    (entry) => renderers[entry.type](entry),
    ({ id }) => id,
  );
  const earlier = element("earlier");
  earlier.onclick = onEarlier;
  /** Whether the view follows the newest message. False while the reader has scrolled up. */
  let atEnd = true;
  scroller.addEventListener("scroll", () => {
    atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 60;
  });
  new ResizeObserver(() => {
    if (atEnd) toEnd();
  }).observe(scroller);

  function toEnd() {
    atEnd = true;
    scroller.scrollTop = scroller.scrollHeight;
  }

  return {
    /** @param {{ entries: object[], unsent: object[], hasEarlier: boolean }} state */
    show({ entries, unsent, hasEarlier }) {
      const heightBefore = scroller.scrollHeight;
      const topBefore = scroller.scrollTop;
      const firstBefore = list.firstElementChild;
      earlier.hidden = !hasEarlier;
      show([...entries, ...unsent.map((entry) => ({ ...entry, type: "unsent" }))]);
      // Keeps the visible messages in place when earlier messages are added above.
      const cameAbove = firstBefore !== null && list.firstElementChild !== firstBefore;
      if (atEnd) toEnd();
      else if (cameAbove) scroller.scrollTop = topBefore + scroller.scrollHeight - heightBefore;
    },
    toEnd,
  };
}

function message({
  role,
  text,
  at,
  by,
  delivery,
  attachments,
  choices,
  original = null,
  unanswered,
  voice_note: voice,
  translation,
  ...more
}) {
  const textNodes = text === "" ? [] : [make("div", { class: "bubble", dir: "auto" }, text)];
  const offered = choices.length === 0 ? [] : [choiceList(choices)];
  const whole = original === null ? [] : [wholeMail(original)];
  const foot = [
    typeof by === "string" ? operatorName(by) : words.roles[role],
    clock(at),
    ...(delivery === null ? [] : [deliveryOf(delivery)]),
  ];
  if (voice !== undefined)
    foot.push(voice.unheard === null ? words.transcript : (words.unheard[voice.unheard] ?? voice.unheard));
  if (unanswered !== undefined) foot.push(words.unanswered[unanswered] ?? unanswered);
  const failed = delivery?.status === "failed" ? " failed" : "";
  return make(
    "li",
    { class: `message ${role}${failed}` },
    ...messageNotes(more),
    ...textNodes,
    ...(translation === undefined ? [] : [make("div", { class: "translation", dir: "auto" }, translation)]),
    ...whole,
    ...attachments.map(attachment),
    ...offered,
    make("div", { class: "meta" }, foot.join(" · ")),
  );
}

/** Closed at first: the quoted history and the signature that the agent does not read. */
function wholeMail(original) {
  return make(
    "details",
    { class: "whole" },
    make("summary", { class: "meta" }, words.wholeMail),
    make("div", { class: "bubble", dir: "auto" }, original),
  );
}

function deliveryOf({ status, error_code: code }) {
  return `${words.delivery[status] ?? status}${code === null ? "" : ` (${code})`}`;
}

function choiceList(choices) {
  return make("ul", { class: "choices" }, ...choices.map(({ label }) => make("li", { dir: "auto" }, label)));
}

/** A customer's file opens in a new tab. A URL that is not http(s) is shown without a link. */
function attachment({ url, contentType }) {
  const label = `${words.attachment} (${contentType})`;
  const address = URL.canParse(url, location.href) ? new URL(url, location.href) : undefined;
  if (address === undefined || !/^https?:$/.test(address.protocol)) return make("span", { class: "file" }, label);
  return make("a", { class: "file", href: address.href, target: "_blank", rel: "noopener noreferrer" }, label);
}

function note({ kind, operator, text, at }) {
  const label = kind === "whisper" ? words.whispered(operator) : words.privateNote(operator);
  return make(
    "li",
    { class: "message note" },
    make("div", { class: "meta" }, `${label} · ${clock(at)}`),
    make("div", { class: "bubble", dir: "auto" }, text),
  );
}

function act(entry) {
  const label = words.acts[entry.kind]?.(entry) ?? spaced(entry.kind);
  const reason = entry.kind === "requested" && entry.text !== null ? `: ${spaced(entry.text)}` : "";
  return make("li", { class: "divider" }, `${label}${reason} · ${clock(entry.at)}`);
}

function unsent(entry, { onAgain, onDiscard }) {
  const { state, problem, text, kind } = entry;
  const button = (label, act) => {
    const node = make("button", { type: "button", class: "small" }, label);
    node.onclick = () => act(entry);
    return node;
  };
  const why = problem === undefined ? words.unsent[state] : `${words.unsent.failed}. ${problem.message}`;
  return make(
    "li",
    {
      class: `message ${kind === "reply" ? "operator" : "note"} unsent ${state}`,
      "aria-busy": String(state === "sending"),
    },
    make("div", { class: "bubble", dir: "auto" }, text),
    make("div", { class: "meta" }, why),
    ...(state === "failed"
      ? [make("div", { class: "acts" }, button(words.again, onAgain), button(words.discard, onDiscard))]
      : []),
  );
}
