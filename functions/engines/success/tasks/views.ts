import { z } from "zod";
import { playbookNames, TaskFigure } from "../../../../shared/events/index.ts";
import { type SuccessTask, taskStatuses } from "./task.ts";
import { taskPage, taskTitle, taskTodo, taskWhy } from "./task-text.ts";

export const SuccessTaskView = z
  .object({
    task_id: z.string().describe("Identifies the task in the other routes."),
    playbook: z.literal(playbookNames).describe("What found it. `by-hand`: a person wrote it."),
    subject: z.string().nullable().describe("What it is about, such as a tool or a question. Null: the whole client."),
    period: z.string().describe("The month in which it was found. A cause has one task in a month."),
    status: z
      .literal(taskStatuses)
      .describe("`recovered`: it closed itself, because the figure is what it was. `snoozed`: until `snoozed_until`."),
    title: z.string().describe("What is the matter, in English."),
    why: z.string().describe("The evidence in a sentence, in English."),
    todo: z.string().describe("What to do, in English."),
    points: z.number().describe("How bad the figure is, 0 to 40."),
    figures: z
      .array(
        z.object({
          name: z.string().describe("What was counted."),
          value: z.number().describe("In the last 14 days, or as the name says."),
          before: z.number().nullable().describe("What was usual when the task was opened. Null: nothing to compare."),
          unit: TaskFigure.shape.unit.describe("What the number is."),
        }),
      )
      .describe("The evidence."),
    looked_at: z.string().nullable().describe("The last day that the evidence contains. Null for a task by hand."),
    page: z.string().nullable().describe("The console's page of the client that shows more."),
    owner: z.string().nullable().describe("Who does it."),
    snoozed_until: z.string().nullable().describe("When it is shown again."),
    opened_at: z.string().describe("When it was opened."),
    closed_at: z.string().nullable().describe("When it was done, dismissed or recovered."),
    history: z
      .array(
        z.object({
          type: z
            .literal(["opened", "done", "dismiss", "reopen", "note", "snooze", "assign", "recovered"])
            .describe("What happened."),
          at: z.string().describe("When."),
          by: z.string().nullable().describe("Who did it. Null: the playbook."),
          note: z.string().describe("What they said."),
        }),
      )
      .describe("What happened to it, oldest first."),
  })
  .meta({ id: "SuccessTask" });
export type SuccessTaskView = z.infer<typeof SuccessTaskView>;

export function taskView(task: SuccessTask): SuccessTaskView {
  const { taskId, playbook, subject, period, status, points, figures, owner, history } = task;
  return {
    task_id: taskId,
    playbook,
    subject,
    period,
    status,
    title: taskTitle(task),
    why: taskWhy(task),
    todo: taskTodo(task),
    points,
    figures,
    looked_at: task.lookedAt,
    page: taskPage(task),
    owner,
    snoozed_until: task.snoozedUntil,
    opened_at: task.openedAt,
    closed_at: task.closedAt,
    history,
  };
}
