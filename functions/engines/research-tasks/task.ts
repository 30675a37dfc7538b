import { z } from "zod";
import { EvidenceKind, ReminderStage, TaskEvidence, TaskFile } from "../../../shared/events/index.ts";
import { joinSchema } from "../../../shared/runtime/fan-out.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";

export const TaskStatus = z.enum(["open", "claimed", "answered", "returned", "reviewed", "waived"]);
export type TaskStatus = z.infer<typeof TaskStatus>;

const ResearchTask = z.object({
  id: z.string(),
  runId: z.string(),
  business: z.string(),
  playbook: z.string(),
  key: z.string(),
  question: z.string(),
  why: z.string(),
  evidence: z.array(EvidenceKind),
  status: TaskStatus,
  /** Who has claimed it, or answered it. Null while nobody has. */
  assignee: z.string().nullable(),
  /** The end of the claim. Null unless claimed. */
  claimedUntil: z.string().nullable(),
  claims: z.number().int(),
  answer: z.object({ by: z.string(), text: z.string(), evidence: z.array(TaskEvidence), at: z.string() }).nullable(),
  /** Pictures and PDFs that answers may rest on. */
  files: z.array(TaskFile).default([]),
  /** The last review. A returned answer stays beside it. */
  review: z
    .object({ by: z.string(), accepted: z.boolean(), comment: z.string().nullable(), at: z.string() })
    .nullable(),
  waived: z.object({ by: z.string(), reason: z.string(), at: z.string() }).nullable(),
  /** The newest reminder. */
  reminded: ReminderStage.nullable(),
  requestedAt: z.string(),
  dueAt: z.string(),
});
export type ResearchTask = z.infer<typeof ResearchTask>;

/** Questions about a business that people answer. */
export const researchTasks = ownedDocument<ResearchTask>({
  name: "research-tasks",
  state: ResearchTask,
  indexes: [
    ["dueAt"],
    ["status", "dueAt asc"],
    ["runId", "dueAt asc"],
    ["assignee", "dueAt asc"],
    ["status", "runId", "dueAt asc"],
    ["status", "assignee", "dueAt asc"],
    ["runId", "assignee", "dueAt asc"],
    ["status", "runId", "assignee", "dueAt asc"],
  ],
  confidential: true,
  // The agency's own people, and what a business says of itself.
  personal: "nothing",
});

const TaskSet = z.object({
  runId: z.string(),
  business: z.string(),
  playbook: z.string(),
  /** Branches are the ids of tasks. */
  join: joinSchema(z.object({ outcome: z.enum(["reviewed", "waived"]) })),
  requestedBy: z.string(),
  requestedAt: z.string(),
  settledAt: z.string().nullable(),
});
export type TaskSet = z.infer<typeof TaskSet>;

/** The tasks of one research, by its id, and which of them have their outcome. */
export const researchTaskSets = ownedDocument<TaskSet>({
  name: "research-task-sets",
  state: TaskSet as unknown as z.ZodType<TaskSet>,
  indexes: [],
  confidential: true,
  personal: "nothing",
});
