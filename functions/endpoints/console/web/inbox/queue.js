/** The queue as data: items of `GET /v1/handoffs`, changed by the events of `GET /v1/handoffs/events`. Pure. */

const ranks = { urgent: 0, high: 1, medium: 2, low: 3 };
const middle = 2;

/** Most urgent first, then who has waited longest: the server's own order. */
export function ordered(items) {
  const key = ({ handoff }) => `${ranks[handoff.priority] ?? middle} ${handoff.requested_at}`;
  return items.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** Pages overlap when the queue moves between them: the later one is right. */
export function merged(items, more) {
  const fresh = new Map(more.map((item) => [item.conversation_id, item]));
  return ordered([...items.filter(({ conversation_id: id }) => !fresh.has(id)), ...more]);
}

/** @param {"open" | "waiting" | "mine"} filter @param {string} me */
export function filtered(items, filter, me) {
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

/** The queue after an event about a conversation that is in it; one that went back to the agent leaves. */
export function afterEvent(items, event) {
  if (!isOpen(event)) return items.filter(({ conversation_id: id }) => id !== event.conversation_id);
  return ordered(items.map((item) => (item.conversation_id === event.conversation_id ? changed(item, event) : item)));
}

/** What `GET /v1/conversations/{id}` says, as an item of the queue: the event knows the rest. */
export function itemOf(conversation, event) {
  const requested = conversation.escalation?.at ?? event.at;
  return changed({ ...conversation, handoff: { requested_at: requested, notes: [], unavailable: null } }, event);
}

function changed(item, event) {
  const { stage: status, department, priority, assigned_to } = event;
  const handoff = { ...item.handoff, status, department, priority, assigned_to };
  // A later request begins the waiting anew.
  if (event.kind === "requested") handoff.requested_at = event.at;
  const said = spoken(event);
  return { ...item, status: event.status, handoff, ...(said === undefined ? {} : { last_message: said }) };
}

function spoken({ kind, text, at }) {
  const role = { "customer-wrote": "customer", reply: "operator" }[kind];
  return role === undefined || text === null ? undefined : { role, text, at };
}

/**
 * Whether there is something the operator has not looked at: the customer had the last word, or nobody has looked yet.
 * @param {string | undefined} seenAt when they last looked
 */
export function isUnread({ last_message: last, handoff }, seenAt) {
  if (seenAt === undefined) return handoff.status !== "with_operator" || last?.role === "customer";
  return last?.role === "customer" ? last.at > seenAt : handoff.requested_at > seenAt;
}
