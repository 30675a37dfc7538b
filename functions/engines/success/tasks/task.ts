import { z } from "zod";
import { playbookNames, TaskFigure } from "../../../../shared/events/index.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

export const taskStatuses = ["open", "snoozed", "done", "dismissed", "recovered"] as const;
export const mostHistory = 50;
export const longestTitle = 200;
export const longestText = 2_000;
export const longestSubject = 300;

export const SuccessTask = z.object({
  taskId: z.string(),
  playbook: z.literal(playbookNames),
  subject: z.string().nullable(),
  cause: z.string(),
  period: z.string(),
  /** `recovered`: it closed itself, because the figure is what it was. */
  status: z.literal(taskStatuses),
  /** How bad the figure was found last, 0 to 40. */
  points: z.number(),
  /** The evidence of `lookedAt`. */
  figures: z.array(TaskFigure).max(5),
  /** The figure that a change was found by, and what was usual then: it recovers against these. */
  opening: z.object({ value: z.number(), usual: z.number() }).nullable(),
  /** The last day that was looked at, in the client's zone. Null for a task that a person wrote. */
  lookedAt: z.string().nullable(),
  /** What a person wrote; null where the playbook says it. */
  written: z.object({ title: z.string(), text: z.string(), by: z.string() }).nullable(),
  /** The person who does it. */
  owner: z.string().nullable(),
  snoozedUntil: z.string().nullable(),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
  /** Oldest first; the newest are kept. */
  history: z
    .array(
      z.object({
        type: z.literal(["opened", "done", "dismiss", "reopen", "note", "snooze", "assign", "recovered"]),
        at: z.string(),
        /** Null: the playbook. */
        by: z.string().nullable(),
        note: z.string(),
      }),
    )
    .max(mostHistory),
  updatedAt: z.string(),
});
export type SuccessTask = z.infer<typeof SuccessTask>;

/** A piece of work for a client's success. Its id holds its cause and the month in which it was found. */
export const successTasks = ownedDocument<SuccessTask>({
  name: "success-tasks",
  state: SuccessTask,
  indexes: [["openedAt"], ["status", "openedAt desc"]],
  confidential: true,
  // Figures, what staff write, and questions that have lost what names a person. Staff is asked to name no customer.
  personal: "nothing",
});

/** A snoozed task waits for the day on which the look opens it again. */
export function isOpen({ status }: Pick<SuccessTask, "status">): boolean {
  return status === "open" || status === "snoozed";
}
