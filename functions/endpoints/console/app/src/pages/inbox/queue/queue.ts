/** The queue as data: items of `GET /v1/handoffs`, changed by the events of `GET /v1/handoffs/events`. Pure. */
import type { Handoff, HandoffEvent, Item } from "../item.ts";
import { waitingAfter } from "../list/waiting.ts";

const ranks: Readonly<Record<string, number>> = { urgent: 0, high: 1, medium: 2, low: 3 };
const middle = 2;

/** Most urgent first, then longest waiting: the same order as on the server. */
function orderOf({ handoff, created_at: at }: Item): string {
  return `${ranks[handoff?.priority ?? ""] ?? middle} ${handoff?.requested_at ?? at}`;
}

/** Who is to be answered first. Those who are promised no time come last, most urgent first. */
export function dueFirst(items: readonly Item[]): readonly Item[] {
  // The given order is the most urgent first, and sorting keeps it among equals.
  return items.toSorted((a, b) => compare(a.handoff?.reply_due_at ?? "~", b.handoff?.reply_due_at ?? "~"));
}

export function sortItems(items: readonly Item[]): readonly Item[] {
  const keys = new Map(items.map((item) => [item, orderOf(item)]));
  return items.toSorted((a, b) => compare(keys.get(a) ?? "", keys.get(b) ?? ""));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Pages overlap when the queue changes between requests. The later page wins. */
export function mergeItems(items: readonly Item[], more: readonly Item[]): readonly Item[] {
  const fresh = new Set(more.map((item) => item.conversation_id));
  const kept = items.filter(({ conversation_id: id }) => !fresh.has(id));
  const added = sortItems(more);
  const [last, first] = [kept.at(-1), added[0]];
  // The next page follows all that is known: thousands of others need not be sorted then.
  const follows = last === undefined || first === undefined || orderOf(last) <= orderOf(first);
  return follows ? [...kept, ...added] : sortItems([...kept, ...added]);
}

/**
 * Takes over what was read again. What has changed since stays: an answer may be older than the events that came
 * meanwhile.
 */
export function renewed(items: readonly Item[], read: readonly Item[]): readonly Item[] {
  const known = new Map(items.map((item) => [item.conversation_id, item]));
  const newer = read.filter((item) => (known.get(item.conversation_id)?.updated_at ?? "") < item.updated_at);
  return newer.length === 0 ? items : mergeItems(items, newer);
}

/** Whether nobody has it and nobody was asked to take it. */
export function isWaiting({ handoff }: Item): boolean {
  return handoff?.status === "queued";
}

/** Whether an event leaves the conversation in the queue. */
export function isOpen({ stage }: Pick<HandoffEvent, "stage">): boolean {
  return stage !== null && stage !== "released";
}

/** Applies an event to its conversation in the queue. A conversation that went back to the bot is removed. */
export function afterEvent(items: readonly Item[], event: HandoffEvent): readonly Item[] {
  const at = items.findIndex((item) => item.conversation_id === event.conversation_id);
  const before = items[at];
  if (before === undefined) return items;
  if (!isOpen(event)) return items.toSpliced(at, 1);
  const after = applyEvent(before, event);
  // Most events leave an item where it stands; thousands of others need not be sorted then.
  if (orderOf(after) === orderOf(before)) return items.with(at, after);
  return sortItems(items.with(at, after));
}

/** Builds a queue item from `GET /v1/conversations/{id}` and an event. */
export function itemOf(conversation: Omit<Item, "handoff">, event: HandoffEvent): Item {
  const requested = conversation.escalation?.at ?? event.at;
  return applyEvent({ ...conversation, handoff: { ...noHandoff, requested_at: requested } }, event);
}

/** Of a conversation that nobody has handed over. */
export const noHandoff: Handoff = {
  handoff_id: "",
  status: "queued",
  type: "human_agent",
  department: null,
  skills: [],
  priority: "medium",
  requested_at: "",
  assigned_to: null,
  assigned_at: null,
  due_at: null,
  reply_due_at: null,
  attempts: 0,
  tried: [],
  agent_helps: false,
  unavailable: null,
  notes: [],
};

/** The conversation after an event. */
export function applyEvent(item: Item, event: HandoffEvent): Item {
  const { stage, department, priority, assigned_to } = event;
  const before = item.handoff ?? noHandoff;
  const handoff: Handoff = {
    ...before,
    status: stage ?? "released",
    department,
    priority: priority ?? before.priority,
    assigned_to,
    // A later request restarts the waiting time.
    ...(event.kind === "requested" ? { requested_at: event.at } : {}),
    ...(event.reply_due_at === undefined ? {} : { reply_due_at: event.reply_due_at }),
  };
  const last = lastMessageOf(event);
  return {
    ...item,
    status: event.status as Item["status"],
    ...(event.at > item.updated_at ? { updated_at: event.at } : {}),
    handoff: stage === null && item.handoff === null ? null : handoff,
    waiting_since: waitingAfter(item, event),
    ...(last === undefined ? {} : { last_message: last }),
    ...(last?.role === "customer" ? { last_customer_message: { text: last.text, at: last.at }, unread: true } : {}),
    ...(snoozeEnds.has(event.kind) ? { snoozed_until: null } : {}),
  };
}

/** What brings a conversation back that was put off. */
const snoozeEnds: ReadonlySet<string> = new Set([
  ...["unsnoozed", "customer-wrote", "takeover", "transfer", "release", "resolve"],
]);

function lastMessageOf({ kind, text, at }: HandoffEvent): NonNullable<Item["last_message"]> | undefined {
  if (text === null) return undefined;
  if (kind === "customer-wrote") return { role: "customer", text, at };
  return kind === "reply" ? { role: "operator", text, at } : undefined;
}

/** Whether a conversation is unread: the customer wrote last, or this person has never opened it. */
export function isUnread({ last_message: last, handoff, unread }: Item, seenAt: string | undefined): boolean {
  if (seenAt === undefined && unread !== undefined) return unread;
  if (seenAt === undefined) return handoff?.status !== "with_operator" || last?.role === "customer";
  return last?.role === "customer" ? last.at > seenAt : (handoff?.requested_at ?? "") > seenAt;
}

/** The conversation after or before another one in the list; the nearest end where it is in neither. */
export function neighbour(ids: readonly string[], id: string | undefined, step: 1 | -1): string | undefined {
  const at = id === undefined ? -1 : ids.indexOf(id);
  if (at < 0) return step === 1 ? ids[0] : ids.at(-1);
  return ids[Math.min(Math.max(at + step, 0), ids.length - 1)];
}
