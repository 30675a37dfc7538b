import { m } from "#messages";
import type { SuccessTaskView } from "../../../../../../engines/success/tasks/views.ts";
import { numberText } from "../../components/region.ts";

type Tone = "neutral" | "good" | "warning" | "bad" | "active";
type Task = SuccessTaskView;
type Figure = Task["figures"][number];

export const taskStatusWords: Readonly<Record<Task["status"], { readonly tone: Tone; name(): string }>> = {
  open: { tone: "warning", name: m.stask_open },
  snoozed: { tone: "neutral", name: m.stask_snoozed },
  done: { tone: "good", name: m.stask_done },
  dismissed: { tone: "neutral", name: m.stask_dismissed },
  recovered: { tone: "good", name: m.stask_recovered },
};

const playbooks: Readonly<Record<Task["playbook"], () => string>> = {
  "usage-drop": m.stask_usage_drop,
  "rating-drop": m.stask_rating_drop,
  "sentiment-drop": m.stask_sentiment_drop,
  "quality-drop": m.stask_quality_drop,
  "rising-handoffs": m.stask_rising_handoffs,
  "falling-resolution": m.stask_falling_resolution,
  "rising-errors": m.stask_rising_errors,
  "knowledge-gap": m.stask_knowledge_gap,
  "missing-tool": m.stask_missing_tool,
  "by-hand": m.stask_by_hand,
};

export const historyWords: Readonly<Record<Task["history"][number]["type"], () => string>> = {
  opened: m.stask_event_opened,
  done: m.stask_event_done,
  dismiss: m.stask_event_dismiss,
  reopen: m.stask_event_reopen,
  note: m.stask_event_note,
  snooze: m.stask_event_snooze,
  assign: m.stask_event_assign,
  recovered: m.stask_event_recovered,
};

/** A playbook's name is translated; what a person wrote is not. */
export function successTaskTitle({ playbook, subject, title }: Pick<Task, "playbook" | "subject" | "title">): string {
  if (playbook === "by-hand") return title;
  return subject === null ? playbooks[playbook]() : `${playbooks[playbook]()}: ${subject}`;
}

export function figureText(value: number | null, unit: Figure["unit"]): string {
  if (value === null) return "–";
  const options: Intl.NumberFormatOptions =
    unit === "share" ? { style: "percent", maximumFractionDigits: 1 } : { maximumFractionDigits: 2 };
  return numberText(value, options);
}
