import { element } from "../elements.js";
import { callerOf } from "../identity.js";
import { alerts } from "./alerts.js";
import { inboxApi } from "./api.js";
import { openDesk } from "./desk.js";
import { follow, patiently } from "./follow.js";
import { keepPresence } from "./presence.js";
import { afterEvent, filtered, isOpen, isUnread, itemOf, merged } from "./queue.js";
import { queueView } from "./queue-view.js";
import { seenConversations } from "./seen.js";
import { nameOf, words } from "./words.js";

const tickMs = 1_000;
/** A filtered list is filled up from further pages, as long as it has not this many. */
const enough = 20;

/**
 * The queue of one client with the conversation that is open beside it, live until `signal` aborts.
 * @param {{ client: { id: string, name: string }, signal: AbortSignal, onProblem: (error: unknown) => void }} options
 */
export async function openInbox({ client, signal, onProblem }) {
  const api = inboxApi(client.id);
  const { subject: me, roles } = await callerOf(client.id);
  const seen = seenConversations(client.id);
  const alert = alerts();
  let items = [];
  let cursor = null;
  let filter = "open";
  /** @type {"connecting" | "live" | "reconnecting"} */
  let connection = "connecting";

  const desk = openDesk({
    api,
    client,
    me,
    isAdmin: roles.includes("admin"),
    handoffOf: (id) => items.find((item) => item.conversation_id === id)?.handoff ?? null,
    departments: () => [...new Set(items.map(({ handoff }) => handoff.department).filter(Boolean))],
    onLook(id, at) {
      seen.mark(id, at);
      show();
    },
    onProblem,
    signal,
  });

  const view = queueView({
    onOpen: go,
    onFilter(next) {
      filter = next;
      show();
      fill().catch(onProblem);
    },
    onMore: () => more().catch(onProblem),
  });

  function show() {
    if (signal.aborted) return;
    const state = { items, filter, me, openId: desk.openId(), seen: seen.all(), hasMore: cursor !== null };
    view.show(state);
    const unread = items.filter(
      (item) => item.conversation_id !== state.openId && isUnread(item, state.seen[item.conversation_id]),
    );
    alert.count(unread.length, client.name);
  }

  async function look() {
    const page = await api.handoffs();
    items = page.items;
    cursor = page.next_cursor;
    show();
  }

  async function more() {
    const page = await api.handoffs(cursor);
    if (signal.aborted) return;
    items = merged(items, page.items);
    cursor = page.next_cursor;
    show();
  }

  async function fill() {
    while (cursor !== null && filtered(items, filter, me).length < enough && !signal.aborted) await more();
  }

  async function onEvent({ data: event }) {
    const { conversation_id: id } = event;
    const known = items.find((item) => item.conversation_id === id);
    if (known !== undefined) items = afterEvent(items, event);
    else if (isOpen(event)) items = merged(items, [itemOf(await api.conversation(id), event)]);
    const item = items.find((each) => each.conversation_id === id);
    if (item !== undefined && calls(event)) alert.tell(callOf(event, item), () => go(id));
    show();
  }

  /** New to the queue or newly theirs; and a customer of theirs who writes while they look elsewhere. */
  function calls({ kind, conversation_id: id, assigned_to: to }) {
    if (kind === "requested" || (kind === "transfer" && (to === null || to === me))) return true;
    if (kind === "assigned") return to === me;
    return kind === "customer-wrote" && to === me && (document.hidden || id !== desk.openId());
  }

  /** The address says what is open, so that a reload and the browser's back button work. */
  function go(id) {
    if (location.hash === `#${id}`) desk.open(id).then(show, onProblem);
    else location.hash = id;
  }

  function followAddress() {
    const id = location.hash.slice(1);
    desk.open(id === "" ? undefined : decodeURIComponent(id)).then(show, onProblem);
    show();
  }

  setConnection(connection);
  keepPresence({ api, signal, onProblem });
  const ticking = setInterval(view.tick, tickMs);
  signal.addEventListener("abort", () => clearInterval(ticking));
  addEventListener("hashchange", followAddress, { signal });
  for (const change of ["offline", "online"]) addEventListener(change, () => setConnection(connection), { signal });
  let looked;
  const begun = Promise.withResolvers();
  follow({
    async open(lastEventId, ending) {
      const events = await api.watchHandoffs(lastEventId, ending);
      // Nothing tells what happened before: the queue is looked at afresh, and what is watched meanwhile comes after it.
      if (lastEventId === undefined) {
        looked = patiently(look, { onWait: () => setConnection("reconnecting"), signal });
        looked.then(begun.resolve, begun.reject);
      }
      return events;
    },
    async onEvent(event) {
      await looked;
      await onEvent(event);
    },
    onState(state) {
      connection = state;
      setConnection(state);
    },
    signal,
  }).catch((error) => {
    begun.reject(error);
    onProblem(error);
  });
  await begun.promise;
  setConnection(connection);
  fill().catch(onProblem);
  followAddress();
}

function callOf({ kind }, { customer }) {
  return (kind === "customer-wrote" ? words.wrote : words.newHandoff)(nameOf(customer));
}

/** @param {"connecting" | "live" | "reconnecting"} state */
function setConnection(state) {
  const shown = navigator.onLine ? state : "offline";
  element("connection").dataset.state = shown;
  element("connection-text").textContent = words.connection[shown];
}
