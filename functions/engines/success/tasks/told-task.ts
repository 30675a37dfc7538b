import { z } from "zod";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

export const ToldTask = z.object({
  taskId: z.string(),
  told: z
    .array(
      z.object({
        way: z.literal(["slack", "email"]),
        change: z.literal(["opened", "recovered"]),
        outcome: z.literal(["sent", "refused"]),
        detail: z.string().nullable(),
        at: z.string(),
      }),
    )
    .max(4),
});
export type ToldTask = z.infer<typeof ToldTask>;

/** Who was notified of a task. The id is the task's. */
export const toldTasks = ownedDocument<ToldTask>({
  name: "success-told-tasks",
  state: ToldTask,
  indexes: [],
  confidential: true,
  personal: "nothing",
});
