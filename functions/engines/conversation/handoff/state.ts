import { z } from "zod";
import { HandoffHolder } from "../../../../shared/contracts/conversation/conversation-holder.ts";
import { newestWithinBytes } from "../../../../shared/schema/byte-budget.ts";
import { limits } from "../limits.ts";

const Note = z.object({ id: z.string(), operator: z.string(), text: z.string(), at: z.string() });

const LeftTicket = z.object({
  id: z.string(),
  /** The help desk's own ticket number, once it has answered. */
  externalId: z.string().nullable(),
});

/** What a customer was asked about an answer that named no certain time. */
const AskedTime = z.object({
  /** How often the customer was asked again. */
  times: z.number().int(),
  /** ISO times that the answer may have meant. */
  candidates: z.array(z.string()),
  /** `day` when the candidates are days without an hour. */
  precision: z.literal(["day", "minute"]),
  /** `YYYY-MM-DD`: the day that the answer named without an hour. */
  date: z.string().nullable(),
  /** The agent has answered a message since. */
  aside: z.boolean(),
});
export type AskedTime = z.infer<typeof AskedTime>;

/** The actions run because no operator was available. */
const Unavailable = z.object({
  since: z.string(),
  /** Number of completed actions: the fallback and `human_unavailable`, in order. */
  done: z.number().int(),
  tickets: z.array(LeftTicket),
  /** Set after the customer was asked when to call: their next message is read for a time. */
  awaitsTime: z.literal(["callback", "appointment"]).nullable(),
  callbackAt: z.string().nullable(),
  asked: AskedTime.optional(),
  /** An operator had the conversation and passed it on, so the agent does not answer on account of the callback. */
  passedOn: z.boolean().optional(),
});
export type Unavailable = z.infer<typeof Unavailable>;

export const Handoff = z.object({
  ...HandoffHolder.shape,
  id: z.string(),
  /** True while queued or with an operator. Queues list by it, and operators' load counts it. */
  open: z.boolean(),
  /** A `type` of `escalation.handoff`. */
  type: z.string(),
  department: z.string().nullable(),
  /** Required skills of the operator. */
  skills: z.array(z.string()),
  priority: z.string(),
  /** Sort key of the queue: most urgent first, then longest waiting. */
  order: z.string(),
  requestedAt: z.string(),
  /** Until when a person is to answer the customer. Null where nobody waits, or nothing is promised. */
  replyDueAt: z.string().nullable().optional(),
  /** Sort key of the queue by that time. Absent in what an older release stored. */
  dueOrder: z.string().optional(),
  assignedAt: z.string().nullable(),
  /** When the next operator is asked, unless the current one has taken it. */
  dueAt: z.string().nullable(),
  /** Counts changes of responsibility. A timer of an earlier attempt is stale. */
  attempt: z.number().int(),
  /** Operators who were asked and did not answer. */
  tried: z.array(z.string()),
  unavailable: Unavailable.nullable(),
  /**
   * Whether the agent offered to help during the handoff (`offer_alternative`). Never true once an operator has the
   * conversation. The agent also answers while a callback is asked for or planned: see `agentMayAnswer`.
   */
  agentHelps: z.boolean(),
  notes: z.array(Note),
});
export type Handoff = z.infer<typeof Handoff>;

/** Maximum private notes in the document; `limits.notes` bounds their bytes. The log keeps all of them. */
const notesKept = 50;

const ranks: Readonly<Record<string, number>> = { urgent: 0, high: 1, medium: 2, low: 3 };

export function newHandoff(wish: {
  readonly id: string;
  readonly type: string;
  readonly department: string | null;
  readonly skills: readonly string[];
  readonly priority: string;
  readonly at: string;
  /** Notes of an earlier handoff of this conversation. */
  readonly notes?: Handoff["notes"];
}): Handoff {
  const order = `${ranks[wish.priority] ?? 2} ${wish.at}`;
  return {
    id: wish.id,
    stage: "queued",
    open: true,
    type: wish.type,
    department: wish.department,
    skills: [...wish.skills],
    priority: wish.priority,
    order,
    requestedAt: wish.at,
    ...replyDue({ order }, null),
    assignedTo: null,
    assignedAt: null,
    dueAt: null,
    attempt: 0,
    tried: [],
    unavailable: null,
    agentHelps: false,
    notes: [...(wish.notes ?? [])],
  };
}

/** The time, and the key of the list that is due first: those without a time come last, most urgent first. */
export function replyDue({ order }: Pick<Handoff, "order">, at: string | null) {
  return { replyDueAt: at, dueOrder: at ?? `~ ${order}` };
}

/** The conversation once an operator has answered. Pure. */
export function withReplyGiven<Given extends { readonly handoff: Handoff | null }>(conversation: Given): Given {
  const { handoff } = conversation;
  return handoff?.replyDueAt ? { ...conversation, handoff: { ...handoff, ...replyDue(handoff, null) } } : conversation;
}

/** The name of this attempt's timer, used once. */
export function timerName({ id, attempt }: Pick<Handoff, "id" | "attempt">): string {
  return `handoff-${id}-${attempt}`;
}

export function accept(handoff: Handoff, operator: string, at: string): Handoff {
  return {
    ...handoff,
    stage: "with_operator",
    open: true,
    assignedTo: operator,
    assignedAt: at,
    dueAt: null,
    attempt: handoff.attempt + 1,
    agentHelps: false,
    unavailable: handoff.unavailable && { ...handoff.unavailable, awaitsTime: null },
  };
}

export function endHandoff(handoff: Handoff): Handoff {
  const { attempt } = handoff;
  const ended = { stage: "released", open: false, dueAt: null, attempt: attempt + 1, agentHelps: false } as const;
  return { ...handoff, ...ended, ...replyDue(handoff, null) };
}

export function addNote(handoff: Handoff, note: z.infer<typeof Note>): Handoff {
  return { ...handoff, notes: newestWithinBytes([...handoff.notes, note].slice(-notesKept), limits.notes) };
}
