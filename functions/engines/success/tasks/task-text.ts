import type { PlaybookName, TaskFigure } from "../../../../shared/events/index.ts";
import { longestTitle, type SuccessTask } from "./task.ts";

interface Words {
  readonly title: string;
  /** What a person does about it. */
  readonly todo: string;
  /** The page of the console that shows more. */
  readonly page: string;
}

const words: Readonly<Record<Exclude<PlaybookName, "by-hand">, Words>> = {
  "usage-drop": {
    title: "Fewer customers use the agent",
    todo: "Ask the client whether the number, the link or the opening hours have changed. Compare the channels: one that fell silent is broken or no longer shown. Then look at what campaigns and the website say about the agent.",
    page: "success",
  },
  "rating-drop": {
    title: "Customers rate the agent lower",
    todo: "Read the worst-rated conversations and what they have in common. Repair the knowledge or the instruction behind them, and test it against the configuration's scenarios.",
    page: "quality",
  },
  "sentiment-drop": {
    title: "Customers sound less content",
    todo: "Read conversations whose mood fell. A new price, a delay or a missing answer usually shows. Tell the client, and give the agent what it may say about it.",
    page: "quality",
  },
  "quality-drop": {
    title: "Evaluations score the agent lower",
    todo: "Compare the agent's versions on the page Quality. If one version is worse, roll it back. Otherwise read the worst evaluations and their reasons.",
    page: "quality",
  },
  "rising-handoffs": {
    title: "More conversations go to a person",
    todo: "Look at the reasons of the handoffs. Add what the agent could not answer to the knowledge, and check whether a trigger of the escalation fires too early.",
    page: "quality",
  },
  "falling-resolution": {
    title: "Fewer conversations are resolved",
    todo: "Read conversations that ended without a resolution. Look for a step that customers do not finish, and propose an experiment for it.",
    page: "experiments",
  },
  "rising-errors": {
    title: "The agent makes more errors",
    todo: "See which tool or model fails, and since when. Repair the account or the address of the integration, and replay what failed.",
    page: "sla",
  },
  "knowledge-gap": {
    title: "Customers ask what the knowledge does not answer",
    todo: "Approve, correct or reject the drafted article. If no source answers, ask the client's person, and write the answer there.",
    page: "success/knowledge-gaps",
  },
  "missing-tool": {
    title: "Customers ask for a tool that the agent does not have",
    todo: "Tell the client how many customers asked. Build the tool or connect the integration, and remove it from `missing` in the configuration.",
    page: "automation",
  },
};

type Told = Pick<SuccessTask, "playbook" | "subject" | "written" | "figures">;

export function taskTitle({ playbook, subject, written }: Omit<Told, "figures">): string {
  if (playbook === "by-hand") return written?.title ?? "";
  const { title } = words[playbook];
  return (subject === null ? title : `${title}: ${subject}`).slice(0, longestTitle);
}

export function taskTodo({ playbook, written }: Pick<Told, "playbook" | "written">): string {
  return playbook === "by-hand" ? (written?.text ?? "") : words[playbook].todo;
}

/** The page of the console below the client's. */
export function taskPage({ playbook }: Pick<Told, "playbook">): string | null {
  return playbook === "by-hand" ? null : words[playbook].page;
}

/** The evidence in a sentence. */
export function taskWhy({ figures, written }: Told): string {
  if (written !== null) return `Written by ${written.by}.`;
  return figures.map(figureText).join(" ");
}

function figureText({ name, value, before, unit }: TaskFigure): string {
  const [now, earlier] = [amount(value, unit), before === null ? null : amount(before, unit)];
  return earlier === null ? `${name}: ${now}.` : `${name}: ${now}, after ${earlier}.`;
}

function amount(value: number, unit: TaskFigure["unit"]): string {
  if (unit === "share") return `${(value * 100).toFixed(0)} %`;
  if (unit === "conversations" || unit === "times") return String(Math.round(value));
  return value.toFixed(unit === "per-day" ? 1 : 2);
}
