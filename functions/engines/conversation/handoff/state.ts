import { z } from "zod";

/**
 * Where a conversation stands on its way to a person. `queued`: nobody has it yet. `assigned`: one operator is asked
 * to take it. `with_operator`: they have. `released`: it went back to the agent, or was closed.
 */
export const HandoffStage = z.literal(["queued", "assigned", "with_operator", "released"]);
export type HandoffStage = z.infer<typeof HandoffStage>;

const Note = z.object({ id: z.string(), operator: z.string(), text: z.string(), at: z.string() });

const LeftTicket = z.object({
  id: z.string(),
  /** The help desk's own number for it, once it has answered. */
  externalId: z.string().nullable(),
});

/** What was done because nobody was there. */
const Unavailable = z.object({
  since: z.string(),
  /** Of the fallback and the `human_unavailable` actions, in order, how many are done. */
  done: z.number().int(),
  tickets: z.array(LeftTicket),
  /** Set while the customer was asked when to call: their next message is read for a time. */
  awaitsTime: z.literal(["callback", "appointment"]).nullable(),
  callbackAt: z.string().nullable(),
});
export type Unavailable = z.infer<typeof Unavailable>;

export const Handoff = z.object({
  id: z.string(),
  stage: HandoffStage,
  /** In the queue or with an operator: what queues list and operators' load counts. */
  open: z.boolean(),
  /** Of `escalation.handoff`. */
  type: z.string(),
  department: z.string().nullable(),
  /** What the operator must be able to do. */
  skills: z.array(z.string()),
  priority: z.string(),
  /** Sorts the queue: most urgent first, then who has waited longest. */
  order: z.string(),
  requestedAt: z.string(),
  assignedTo: z.string().nullable(),
  assignedAt: z.string().nullable(),
  /** When somebody else is asked, unless whoever was asked has taken it. */
  dueAt: z.string().nullable(),
  /** Counts what changed who is to act; a timer of an earlier one is out of date. */
  attempt: z.number().int(),
  /** Operators who were asked and did not answer. */
  tried: z.array(z.string()),
  unavailable: Unavailable.nullable(),
  /**
   * The rule of who answers the customer while a person is awaited: the agent only after `offer_alternative`, and never
   * once an operator has the conversation.
   */
  agentHelps: z.boolean(),
  notes: z.array(Note),
});
export type Handoff = z.infer<typeof Handoff>;

/** Private notes that stay in the document; all of them stay in the log. */
const notesKept = 50;

const ranks: Readonly<Record<string, number>> = { urgent: 0, high: 1, medium: 2, low: 3 };

export function newHandoff(wish: {
  readonly id: string;
  readonly type: string;
  readonly department: string | null;
  readonly skills: readonly string[];
  readonly priority: string;
  readonly at: string;
  /** Of an earlier handoff of this conversation. */
  readonly notes?: Handoff["notes"];
}): Handoff {
  return {
    id: wish.id,
    stage: "queued",
    open: true,
    type: wish.type,
    department: wish.department,
    skills: [...wish.skills],
    priority: wish.priority,
    order: `${ranks[wish.priority] ?? 2} ${wish.at}`,
    requestedAt: wish.at,
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

/** Of the timer of this attempt: used once. */
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
  return { ...handoff, stage: "released", open: false, dueAt: null, attempt: handoff.attempt + 1, agentHelps: false };
}

export function addNote(handoff: Handoff, note: z.infer<typeof Note>): Handoff {
  return { ...handoff, notes: [...handoff.notes, note].slice(-notesKept) };
}
