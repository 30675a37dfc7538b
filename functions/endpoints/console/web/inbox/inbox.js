import { element } from "../elements.js";
import { callerOf } from "../identity.js";
import { alerts } from "./alerts.js";
import { inboxApi } from "./api.js";
import { liveCalls } from "./calls/calls-list.js";
import { openDesk } from "./desk.js";
import { follow, withRetries } from "./follow.js";
import { keepPresence } from "./presence.js";
import { afterEvent, filterItems, isOpen, isUnread, itemOf, mergeItems } from "./queue.js";
import { queueView } from "./queue-view.js";
import { seenConversations } from "./seen.js";
import { nameOf, words } from "./words.js";

const tickMs = 1_000;
/** A filtered list loads further pages until it has this many items. */
const enough = 20;

/**
 * Shows one client's queue and the open conversation, and keeps both up to date until `signal` aborts.
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

  async function loadQueue() {
    const page = await api.handoffs();
    items = page.items;
    cursor = page.next_cursor;
    show();
  }

  async function more() {
    const page = await api.handoffs(cursor);
    if (signal.aborted) return;
    items = mergeItems(items, page.items);
    cursor = page.next_cursor;
    show();
  }

  async function fill() {
    while (cursor !== null && filterItems(items, filter, me).length < enough && !signal.aborted) await more();
  }

  async function onEvent({ data: event }) {
    const { conversation_id: id } = event;
    const known = items.find((item) => item.conversation_id === id);
    if (known !== undefined) items = afterEvent(items, event);
    else if (isOpen(event)) items = mergeItems(items, [itemOf(await api.conversation(id), event)]);
    const item = items.find((each) => each.conversation_id === id);
    if (item !== undefined && needsAlert(event)) alert.tell(alertText(event, item), () => go(id));
    show();
  }

  /** Alerts for a new or newly assigned handoff, and for the operator's customer who writes while out of view. */
  function needsAlert({ kind, conversation_id: id, assigned_to: to }) {
    if (kind === "requested" || (kind === "transfer" && (to === null || to === me))) return true;
    if (kind === "assigned") return to === me;
    return kind === "customer-wrote" && to === me && (document.hidden || id !== desk.openId());
  }

  /** The URL holds the open conversation, so that reload and the back button work. */
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
  liveCalls({ api, onOpen: go, signal });
  const ticking = setInterval(view.tick, tickMs);
  signal.addEventListener("abort", () => clearInterval(ticking));
  addEventListener("hashchange", followAddress, { signal });
  for (const change of ["offline", "online"]) addEventListener(change, () => setConnection(connection), { signal });
  let loading;
  const firstLoad = Promise.withResolvers();
  follow({
    async open(lastEventId, ending) {
      const events = await api.watchHandoffs(lastEventId, ending);
      // A new stream has no past events, so the queue is loaded again. Events that arrive meanwhile are applied after it.
      if (lastEventId === undefined) {
        loading = withRetries(loadQueue, { onWait: () => setConnection("reconnecting"), signal });
        loading.then(firstLoad.resolve, firstLoad.reject);
      }
      return events;
    },
    async onEvent(event) {
      await loading;
      await onEvent(event);
    },
    onState(state) {
      connection = state;
      setConnection(state);
    },
    signal,
  }).catch((error) => {
    firstLoad.reject(error);
    onProblem(error);
  });
  await firstLoad.promise;
  setConnection(connection);
  fill().catch(onProblem);
  followAddress();
}

function alertText({ kind }, { customer }) {
  return (kind === "customer-wrote" ? words.wrote : words.newHandoff)(nameOf(customer));
}

/** @param {"connecting" | "live" | "reconnecting"} state */
function setConnection(state) {
  const shown = navigator.onLine ? state : "offline";
  element("connection").dataset.state = shown;
  element("connection-text").textContent = words.connection[shown];
}
