import { z } from "zod";
import { eventType } from "../event-type.ts";

/** What an answer rests on: an address that shows it, a note such as "asked on the telephone", or a file of the task. */
export const EvidenceKind = z.enum(["url", "note", "file"]);

/** A picture or PDF that was given to a task. The id follows from its content. */
export const TaskFile = z.object({ id: z.string(), name: z.string(), contentType: z.string(), size: z.number().int() });
export type TaskFile = z.infer<typeof TaskFile>;

/** A question that a person is to find the answer to. */
export const ResearchQuestion = z.object({
  /** Unique in its playbook. */
  key: z.string(),
  question: z.string(),
  /** Why it matters. */
  why: z.string(),
  /** An answer needs one of these; empty: none. */
  evidence: z.array(EvidenceKind),
  dueAfterHours: z.number().int(),
});
export type ResearchQuestion = z.infer<typeof ResearchQuestion>;

const ofTask = { taskId: z.string(), runId: z.string() };

/** The questions of a playbook are to be answered for a business. */
export const researchTasksRequested = eventType(
  "research-tasks-requested",
  z.object({
    runId: z.string(),
    business: z.string(),
    playbook: z.string(),
    questions: z.array(ResearchQuestion),
    by: z.string(),
  }),
);
export type ResearchTasksRequested = z.infer<typeof researchTasksRequested.schema>;

export const researchTaskRequested = eventType(
  "research-task-requested",
  z.object({ ...ofTask, business: z.string(), playbook: z.string(), question: ResearchQuestion, at: z.string() }),
);

export const TaskEvidence = z.object({ kind: EvidenceKind, value: z.string() });

export const TaskAction = z.discriminatedUnion("action", [
  z.object({ action: z.literal("claim"), hours: z.number().int() }),
  z.object({ action: z.literal("release") }),
  z.object({ action: z.literal("attach"), file: TaskFile }),
  z.object({ action: z.literal("answer"), text: z.string(), evidence: z.array(TaskEvidence) }),
  z.object({ action: z.literal("review"), accepted: z.boolean(), comment: z.string().nullable() }),
  z.object({ action: z.literal("waive"), reason: z.string() }),
]);
export type TaskAction = z.infer<typeof TaskAction>;

/** Somebody did something with a task. */
export const researchTaskActed = eventType(
  "research-task-acted",
  z.object({ taskId: z.string(), by: z.string(), at: z.string(), action: TaskAction }),
);
export type ResearchTaskActed = z.infer<typeof researchTaskActed.schema>;

/** The time of a claim is over. `claim` counts the task's claims. */
export const researchTaskLeaseEnded = eventType(
  "research-task-lease-ended",
  z.object({ taskId: z.string(), claim: z.number().int() }),
);

/** `half`: half of the time has passed; `due`: all of it; `late`: half as much again, and people above are told. */
export const ReminderStage = z.enum(["half", "due", "late"]);
export type ReminderStage = z.infer<typeof ReminderStage>;

export const researchTaskReminderDue = eventType(
  "research-task-reminder-due",
  z.object({ taskId: z.string(), stage: ReminderStage }),
);

/** A task waits for somebody: the tenant's servers are told. */
export const researchTaskReminded = eventType(
  "research-task-reminded",
  z.object({
    ...ofTask,
    stage: ReminderStage,
    business: z.string(),
    question: z.string(),
    status: z.literal(["open", "claimed", "answered", "returned"]),
    assignee: z.string().nullable(),
    dueAt: z.string(),
    at: z.string(),
  }),
);

/** A task has its outcome: a reviewed answer, which is a fact that a person found out, or a reason why there is none. */
export const researchTaskEnded = eventType(
  "research-task-ended",
  z.object({
    ...ofTask,
    outcome: z.discriminatedUnion("status", [
      z.object({
        status: z.literal("reviewed"),
        question: z.string(),
        answer: z.string(),
        evidence: z.array(TaskEvidence),
        answeredBy: z.string(),
        answeredAt: z.string(),
        reviewedBy: z.string(),
      }),
      z.object({ status: z.literal("waived"), reason: z.string(), by: z.string() }),
    ]),
    at: z.string(),
  }),
);
export type ResearchTaskEnded = z.infer<typeof researchTaskEnded.schema>;

/** Every task of a business has its outcome. */
export const researchTasksSettled = eventType(
  "research-tasks-settled",
  z.object({
    runId: z.string(),
    business: z.string(),
    reviewed: z.number().int(),
    waived: z.number().int(),
    at: z.string(),
  }),
);
