import { type SuccessTaskActed, successTaskActed } from "../../../../shared/events/index.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { withEntry } from "./record-task.ts";
import { isOpen, type SuccessTask, successTasks } from "./task.ts";

/** What a person decides about a task. @throws TerminalError `task-not-found`, `task-closed`, `task-open` */
export const actOnTask = step({
  name: "success-act-on-task",
  on: successTaskActed,
  document: successTasks,
  documentId: ({ data }) => data.taskId,
  exclusive: false,
  decide(before, { data }) {
    if (before === undefined) throw new TerminalError("task-not-found", `There is no task "${data.taskId}".`);
    const { by, at, note, act } = data;
    if (act.type === "reopen" && isOpen(before)) throw new TerminalError("task-open", "This task is open already.");
    if (act.type !== "reopen" && act.type !== "note" && !isOpen(before))
      throw new TerminalError("task-closed", `This task is ${before.status}. Open it again first.`);
    const history = withEntry(before.history, { type: act.type, at, by, note });
    return { document: { ...before, ...changeOf(act, at), history, updatedAt: at } };
  },
});

function changeOf(act: SuccessTaskActed["act"], at: string): Partial<SuccessTask> {
  switch (act.type) {
    case "done":
      return { status: "done", closedAt: at, snoozedUntil: null };
    case "dismiss":
      return { status: "dismissed", closedAt: at, snoozedUntil: null };
    case "reopen":
      return { status: "open", closedAt: null };
    case "snooze":
      return { status: "snoozed", snoozedUntil: act.until };
    case "assign":
      return { owner: act.owner };
    case "note":
      return {};
  }
}
