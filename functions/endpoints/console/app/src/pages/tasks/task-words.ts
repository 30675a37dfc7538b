import { m } from "#messages";
import type { ResearchTaskView } from "../../../../../../engines/research-tasks/views.ts";

interface StatusWords {
  name(): string;
  readonly tone: "neutral" | "good" | "warning" | "bad" | "active";
}

export const taskStatuses: Readonly<Record<ResearchTaskView["status"], StatusWords>> = {
  open: { name: m.task_open, tone: "neutral" },
  claimed: { name: m.task_claimed, tone: "active" },
  answered: { name: m.task_answered, tone: "warning" },
  returned: { name: m.task_returned, tone: "bad" },
  reviewed: { name: m.task_reviewed, tone: "good" },
  waived: { name: m.task_waived, tone: "neutral" },
};

export const evidenceKinds: Readonly<Record<ResearchTaskView["evidence_wanted"][number], () => string>> = {
  url: m.task_kind_url,
  note: m.task_kind_note,
  file: m.task_kind_file,
};

/** Whether the task still needs somebody although its time is over. */
export function isLate({ status, due_at }: ResearchTaskView): boolean {
  return status !== "reviewed" && status !== "waived" && Date.parse(due_at) <= Date.now();
}

/** What a person in the task is called; the subject of a token has no name. */
export function personName({ people }: ResearchTaskView, subject: string): string {
  return people[subject] ?? subject;
}
