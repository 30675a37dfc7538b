/** The queue as data: items of `GET /v1/handoffs`, changed by the events of `GET /v1/handoffs/events`. Pure. */

const ranks = { urgent: 0, high: 1, medium: 2, low: 3 };
const middle = 2;

/** Most urgent first, then longest waiting: the same order as on the server. */
export function sortItems(items) {
  const key = ({ handoff }) => `${ranks[handoff.priority] ?? middle} ${handoff.requested_at}`;
  return items.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** Pages overlap when the queue changes between requests. The later page wins. */
export function mergeItems(items, more) {
  const fresh = new Map(more.map((item) => [item.conversation_id, item]));
  return sortItems([...items.filter(({ conversation_id: id }) => !fresh.has(id)), ...more]);
}

/** @param {"open" | "waiting" | "mine"} filter @param {string} me */
export function filterItems(items, filter, me) {
  if (filter === "mine") return items.filter(({ handoff }) => handoff.assigned_to === me);
  if (filter === "waiting") return items.filter(isWaiting);
  return items;
}

export function isWaiting({ handoff: { status } }) {
  return status === "queued" || status === "assigned";
}

/** Whether an event leaves the conversation in the queue. */
export function isOpen({ stage }) {
  return stage !== null && stage !== "released";
}

/** Applies an event to its conversation in the queue. A conversation released to the agent is removed. */
export function afterEvent(items, event) {
  if (!isOpen(event)) return items.filter(({ conversation_id: id }) => id !== event.conversation_id);
  return sortItems(
    items.map((item) => (item.conversation_id === event.conversation_id ? applyEvent(item, event) : item)),
  );
}

/** Builds a queue item from `GET /v1/conversations/{id}` and an event. */
export function itemOf(conversation, event) {
  const requested = conversation.escalation?.at ?? event.at;
  return applyEvent({ ...conversation, handoff: { requested_at: requested, notes: [], unavailable: null } }, event);
}

function applyEvent(item, event) {
  const { stage: status, department, priority, assigned_to } = event;
  const handoff = { ...item.handoff, status, department, priority, assigned_to };
  // A later request restarts the waiting time.
  if (event.kind === "requested") handoff.requested_at = event.at;
  const lastMessage = lastMessageOf(event);
  return {
    ...item,
    status: event.status,
    handoff,
    ...(lastMessage === undefined ? {} : { last_message: lastMessage }),
  };
}

function lastMessageOf({ kind, text, at }) {
  const role = { "customer-wrote": "customer", reply: "operator" }[kind];
  return role === undefined || text === null ? undefined : { role, text, at };
}

/**
 * Whether a conversation is unread: the customer wrote last, or the operator has never opened it.
 * @param {string | undefined} seenAt when the operator last read it
 */
export function isUnread({ last_message: last, handoff }, seenAt) {
  if (seenAt === undefined) return handoff.status !== "with_operator" || last?.role === "customer";
  return last?.role === "customer" ? last.at > seenAt : handoff.requested_at > seenAt;
}
