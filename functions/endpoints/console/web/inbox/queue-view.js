import { element, make } from "../elements.js";
import { keyedList } from "./keyed-list.js";
import { filterItems, isUnread } from "./queue.js";
import { elapsed } from "./times.js";
import { nameOf, spaced, words } from "./words.js";

const list = element("queue");

/**
 * The left pane.
 * @param {{ onOpen: (id: string) => void, onFilter: (filter: string) => void, onMore: () => void }} options
 */
export function queueView({ onOpen, onFilter, onMore }) {
  const buttons = Object.entries(words.filters).map(([filter, name]) => {
    const button = make("button", { type: "button", "data-filter": filter }, name, " ", make("b", {}));
    button.onclick = () => onFilter(filter);
    return button;
  });
  element("filters").replaceChildren(...buttons);
  element("queue-more").onclick = onMore;
  const show = keyedList(
    list,
    (row) => queueItem(row, onOpen),
    ({ id }) => id,
  );
  list.onkeydown = moveFocus;

  return {
    /** @param {{ items: object[], filter: string, me: string, openId?: string, seen: Record<string, string>, hasMore: boolean }} state */
    show({ items, filter, me, openId, seen, hasMore }) {
      const rows = filterItems(items, filter, me);
      show(rows.map((item) => rowOf(item, { me, openId, seen })));
      for (const button of buttons) {
        const count = filterItems(items, button.dataset.filter, me).length;
        button.setAttribute("aria-pressed", String(button.dataset.filter === filter));
        button.lastChild.textContent = count === 0 ? "" : `${count}${hasMore ? "+" : ""}`;
      }
      element("queue-empty").hidden = rows.length > 0 || hasMore;
      element("queue-empty").textContent = words.nobody[filter];
      element("queue-more").hidden = !hasMore;
      tick();
    },
    tick,
  };
}

/** The displayed data of an item. A row is rendered again only when this changes. */
function rowOf(item, { me, openId, seen }) {
  const { handoff, customer, channel, escalation, last_message: last, conversation_id: id } = item;
  return {
    id,
    name: nameOf(customer),
    channel: words.channels[channel] ?? channel,
    priority: handoff.priority,
    department: handoff.department,
    reason: escalation?.reason ?? "",
    since: handoff.requested_at,
    whose: whose(handoff, me),
    held: handoff.status === "with_operator",
    mine: handoff.assigned_to === me,
    last: last?.text ?? "",
    open: id === openId,
    unread: id !== openId && isUnread(item, seen[id]),
  };
}

function whose({ status, assigned_to: operator }, me) {
  if (operator === null) return words.nobodyAsked;
  if (status === "with_operator") return words.heldBy(operator === me ? words.you : operator);
  return operator === me ? words.assignedToYou : words.assignedTo(operator);
}

function queueItem(row, onOpen) {
  const priority = words.priorities[row.priority] ?? row.priority;
  const head = make(
    "span",
    { class: "head" },
    make("b", { class: "name", dir: "auto" }, row.name),
    ...(row.unread
      ? [make("span", { class: "unread" }, make("span", { class: "visually-hidden" }, words.unread))]
      : []),
    make("time", { class: "wait", "data-since": row.since, datetime: row.since }),
  );
  const about = [row.department, row.reason].filter((text) => text).map(spaced);
  const button = make(
    "button",
    { type: "button", class: "item", ...(row.open ? { "aria-current": "true" } : {}) },
    head,
    make("span", { class: "last", dir: "auto" }, row.last),
    make(
      "span",
      { class: "tags" },
      make("span", { class: "priority", "data-priority": row.priority }, priority),
      make("span", {}, row.channel),
      ...about.map((text) => make("span", {}, text)),
    ),
    make("span", { class: row.mine ? "whose mine" : "whose" }, row.whose),
  );
  button.onclick = () => onOpen(row.id);
  return make("li", { class: row.held ? "held" : "waiting" }, button);
}

function tick() {
  const now = Date.now();
  for (const time of list.querySelectorAll("[data-since]")) {
    const text = elapsed(time.dataset.since, now);
    if (time.textContent !== text) time.textContent = text;
  }
}

function moveFocus(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const buttons = [...list.querySelectorAll("button")];
  const next = buttons[buttons.indexOf(document.activeElement) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
