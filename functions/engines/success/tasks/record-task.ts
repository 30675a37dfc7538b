import {
  type SuccessTaskTold,
  successTaskChanged,
  successTaskTold,
  type TaskFigure,
} from "../../../../shared/events/index.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { isOpen, mostHistory, type SuccessTask, successTasks } from "./task.ts";
import { taskTitle, taskWhy } from "./task-text.ts";

type Entry = SuccessTask["history"][number];

/**
 * Opens a task once for a cause and month, keeps its evidence up to date while it is open, and closes it when the figure
 * recovers. What a person has closed stays closed: the next month may open another one.
 */
export const recordTask = step({
  name: "success-record-task",
  on: successTaskTold,
  publishes: [successTaskChanged],
  document: successTasks,
  documentId: ({ data }) => data.taskId,
  exclusive: false,
  decide(before, { data }) {
    const document = afterTold(before, data);
    if (document === undefined) return undefined;
    const change = before === undefined ? "opened" : document.status === "recovered" ? "recovered" : undefined;
    // Who writes a task knows of it.
    if (change === undefined || data.change.type === "written") return { document };
    const { taskId, playbook } = document;
    const told = { taskId, change, playbook, title: taskTitle(document), why: taskWhy(document), at: data.at } as const;
    return { document, publish: [newEvent(successTaskChanged, taskId, told)] };
  },
});

function afterTold(before: SuccessTask | undefined, told: SuccessTaskTold): SuccessTask | undefined {
  const { at, change } = told;
  if (change.type === "written") {
    if (before !== undefined) return undefined;
    const { by, title, text } = change;
    return { ...opened(told, by), written: { title, text, by } };
  }
  if (change.type === "recovered") {
    if (before === undefined || !isOpen(before)) return undefined;
    const { figures, day: lookedAt } = change;
    return {
      ...before,
      status: "recovered",
      figures,
      lookedAt,
      snoozedUntil: null,
      closedAt: at,
      updatedAt: at,
      history: withEntry(before.history, { type: "recovered", at, by: null, note: "" }),
    };
  }
  const { points, figures, day: lookedAt } = change;
  const found = { points, figures, lookedAt };
  if (before === undefined) return { ...opened(told, null), ...found, opening: openingOf(figures) };
  // Looks may be told out of order: an older day's evidence does not replace a newer one's.
  if (!isOpen(before) || (before.lookedAt ?? "") >= lookedAt) return undefined;
  const isAwake = before.status === "snoozed" && (before.snoozedUntil ?? "") <= at;
  return { ...before, ...found, ...(isAwake ? { status: "open" as const, snoozedUntil: null } : {}), updatedAt: at };
}

function openingOf([figure]: readonly TaskFigure[]): SuccessTask["opening"] {
  return figure === undefined || figure.before === null ? null : { value: figure.value, usual: figure.before };
}

function opened({ taskId, playbook, subject, cause, period, at }: SuccessTaskTold, by: string | null): SuccessTask {
  return {
    taskId,
    playbook,
    subject,
    cause,
    period,
    status: "open",
    points: 0,
    figures: [],
    opening: null,
    lookedAt: null,
    written: null,
    owner: null,
    snoozedUntil: null,
    openedAt: at,
    closedAt: null,
    updatedAt: at,
    history: [{ type: "opened", at, by, note: "" }],
  };
}

export function withEntry(history: readonly Entry[], entry: Entry): Entry[] {
  return [...history, entry].slice(-mostHistory);
}
