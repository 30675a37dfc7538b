import type { PlaybookName, SuccessTaskTold, TaskFigure } from "../../../../shared/events/index.ts";
import type { Change, Measured } from "../changes.ts";
import { isOpen, longestSubject, type SuccessTask } from "./task.ts";

/** What customers asked for and did not get: an answer or a tool. */
export interface Demand {
  readonly playbook: "knowledge-gap" | "missing-tool";
  /** Names the demand for good. */
  readonly key: string;
  /** For people, without personal data. */
  readonly subject: string;
  /** Conversations that asked for it in 28 days, and those of the last 14. */
  readonly conversations: number;
  readonly recently: number;
}

export interface Seen {
  /** The last whole day, in the client's zone. */
  readonly day: string;
  readonly at: string;
  /** Undefined: no traffic in 42 days, so nothing is known. */
  readonly changes: readonly Change[] | undefined;
  readonly demands: readonly Demand[];
  /** The tasks that are open or snoozed. */
  readonly tasks: readonly SuccessTask[];
}

interface ChangePlaybook {
  readonly playbook: PlaybookName;
  readonly measured: Measured;
  readonly figure: string;
}

const changePlaybooks: readonly ChangePlaybook[] = [
  { playbook: "usage-drop", measured: "usage", figure: "Conversations a day" },
  { playbook: "rating-drop", measured: "satisfaction", figure: "Mean rating, 1 to 5" },
  { playbook: "sentiment-drop", measured: "sentiment", figure: "Mood of messages, 0 to 1" },
  { playbook: "quality-drop", measured: "quality", figure: "Evaluation, 1 to 10" },
  { playbook: "rising-handoffs", measured: "handoffs", figure: "Conversations that go to a person" },
  { playbook: "falling-resolution", measured: "resolution", figure: "Conversations that are resolved" },
  { playbook: "rising-errors", measured: "errors", figure: "Errors in a conversation" },
];

/** A change that costs this many of 40 points is worth a person's time. */
const leastPoints = 10;
/** A figure has recovered when it has regained this part of the way to what was usual when the task was opened. */
const regained = 0.75;
const leastConversations = 3;
/** Tasks that one look opens about demands of a kind: the most asked first. */
const mostDemands = 5;
const mostPoints = 40;

type Told = Omit<SuccessTaskTold, "taskId">;

/** What the playbooks say of a day. A client without traffic is unknown: nothing is found, and nothing recovers. Pure. */
export function tellTasks({ day, at, changes, demands, tasks }: Seen): readonly Told[] {
  if (changes === undefined) return [];
  const period = day.slice(0, 7);
  const byChange = changePlaybooks.flatMap(({ playbook, measured, figure }): Told[] => {
    const change = changes.find((each) => each.measured === measured);
    if (change === undefined) return [];
    const open = tasks.find(({ cause }) => cause === playbook);
    const of = { playbook, subject: null, cause: playbook, period: open?.period ?? period, at };
    const usual = open?.figures[0]?.before ?? change.before;
    const figures: TaskFigure[] = [{ name: figure, value: change.value, before: usual, unit: change.unit }];
    if (open !== undefined && hasRecovered(open, change.value))
      return [{ ...of, change: { type: "recovered", figures, day } }];
    if (open === undefined && change.points < leastPoints) return [];
    return [{ ...of, change: { type: "found", points: change.points, figures, day } }];
  });
  return [...byChange, ...tellDemands({ day, at, demands, tasks }, period)];
}

function hasRecovered({ opening }: SuccessTask, value: number): boolean {
  if (opening === null || opening.usual === opening.value) return false;
  return (value - opening.value) / (opening.usual - opening.value) >= regained;
}

function tellDemands({ day, at, demands, tasks }: Omit<Seen, "changes">, period: string): readonly Told[] {
  const open = new Map(tasks.filter(isOpen).map((task) => [task.cause, task]));
  const causeOf = ({ playbook, key }: Demand) => `${playbook} ${key}`;
  const wanted = new Map(demands.map((demand) => [causeOf(demand), demand]));
  const updated = [...open.values()].flatMap((task): Told[] => {
    if (task.playbook !== "knowledge-gap" && task.playbook !== "missing-tool") return [];
    const demand = wanted.get(task.cause);
    const { playbook, subject, cause, period: opened } = task;
    const of = { playbook, subject, cause, period: opened, at };
    const figures = figuresOf(demand);
    if ((demand?.recently ?? 0) === 0) return [{ ...of, change: { type: "recovered", figures, day } }];
    return [{ ...of, change: { type: "found", points: pointsOf(demand), figures, day } }];
  });
  const found = (["knowledge-gap", "missing-tool"] as const).flatMap((playbook) =>
    demands
      .filter((demand) => demand.playbook === playbook && demand.recently > 0)
      .filter(({ conversations }) => conversations >= leastConversations)
      .sort((one, other) => other.conversations - one.conversations || one.key.localeCompare(other.key))
      .slice(0, mostDemands)
      .filter((demand) => !open.has(causeOf(demand)))
      .map((demand): Told => {
        const subject = demand.subject.slice(0, longestSubject);
        const change = { type: "found" as const, points: pointsOf(demand), figures: figuresOf(demand), day };
        return { playbook, subject, cause: causeOf(demand), period, at, change };
      }),
  );
  return [...updated, ...found];
}

function pointsOf(demand: Demand | undefined): number {
  return Math.min(mostPoints, demand?.conversations ?? 0);
}

function figuresOf(demand: Demand | undefined): TaskFigure[] {
  const { conversations = 0, recently = 0 } = demand ?? {};
  return [
    { name: "Conversations in 28 days", value: conversations, before: null, unit: "conversations" },
    { name: "In the last 14 days", value: recently, before: null, unit: "conversations" },
  ];
}
