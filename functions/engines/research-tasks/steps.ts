import {
  type ReminderStage,
  type ResearchStarted,
  type ResearchTasksRequested,
  researchStarted,
  researchTaskEnded,
  researchTaskLeaseEnded,
  researchTaskReminded,
  researchTaskReminderDue,
  researchTaskRequested,
  researchTasksRequested,
  researchTasksSettled,
} from "../../../shared/events/index.ts";
import { openJoin, withBranch } from "../../../shared/runtime/fan-out.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import { type Decision, type NewTask, newEvent, step } from "../../../shared/runtime/step.ts";
import { unclaimed } from "./act.ts";
import { questionsFor } from "./playbooks.ts";
import { type ResearchTask, researchTaskSets, researchTasks, type TaskSet } from "./task.ts";

/** Asks for one task for each question. A research has its tasks once, however often they are asked for. */
export const openTaskSet = step({
  name: "research-tasks-open",
  on: researchTasksRequested,
  publishes: [researchTaskRequested],
  document: researchTaskSets,
  documentId: ({ data }) => data.runId,
  decide: (known, { data }, _gathered, now) => (known ? undefined : opened(data, now)),
});

/** A deep run asks people from its start, while the sources are collected. */
export const openTasksOfDeepRun = step<ResearchStarted, TaskSet>({
  name: "research-tasks-open-of-deep-run",
  on: researchStarted,
  publishes: [researchTaskRequested],
  document: researchTaskSets,
  documentId: ({ data }) => data.runId,
  decide(known, { data: { runId, type, subject, by } }, _gathered, now) {
    if (known || type !== "deep") return undefined;
    return opened({ runId, business: subject.name, by, ...questionsFor(subject.industry ?? undefined) }, now);
  },
});

function opened({ runId, business, playbook, questions, by }: ResearchTasksRequested, now: Date): Decision<TaskSet> {
  const at = now.toISOString();
  const asked = questions.map((question) => ({ question, taskId: deriveId("research-task", runId, question.key) }));
  const join = openJoin<{ outcome: "reviewed" | "waived" }>(asked.map(({ taskId }) => taskId));
  return {
    document: { runId, business, playbook, join, requestedBy: by, requestedAt: at, settledAt: null },
    publish: asked.map(({ question, taskId }) =>
      newEvent(researchTaskRequested, taskId, { taskId, runId, business, playbook, question, at }),
    ),
  };
}

export const createTask = step({
  name: "research-tasks-create",
  on: researchTaskRequested,
  schedules: [researchTaskReminderDue],
  document: researchTasks,
  documentId: ({ data }) => data.taskId,
  decide(known, { data: { taskId: id, runId, business, playbook, question: asked, at } }) {
    if (known) return undefined;
    const { key, question, why, evidence, dueAfterHours } = asked;
    const dueAt = new Date(Date.parse(at) + dueAfterHours * 3_600_000).toISOString();
    const document: ResearchTask = {
      id,
      runId,
      business,
      playbook,
      key,
      question,
      why,
      evidence,
      status: "open",
      assignee: null,
      claimedUntil: null,
      claims: 0,
      answer: null,
      review: null,
      waived: null,
      reminded: null,
      files: [],
      requestedAt: at,
      dueAt,
    };
    return { document, schedule: [reminder(document, "half")] };
  },
});

/** A claim that nobody answered in time makes way for others. */
export const endLease = step({
  name: "research-tasks-end-lease",
  on: researchTaskLeaseEnded,
  document: researchTasks,
  documentId: ({ data }) => data.taskId,
  decide(task, { data: { claim } }) {
    return task?.status === "claimed" && task.claims === claim ? { document: unclaimed(task) } : undefined;
  },
});

const following: Readonly<Record<ReminderStage, ReminderStage | undefined>> = {
  half: "due",
  due: "late",
  late: undefined,
};

/** Tells that a task still waits, and sets the next time. */
export const remindOfTask = step({
  name: "research-tasks-remind",
  on: researchTaskReminderDue,
  publishes: [researchTaskReminded],
  schedules: [researchTaskReminderDue],
  document: researchTasks,
  documentId: ({ data }) => data.taskId,
  decide(task, { data: { stage } }, _gathered, now) {
    if (!task || task.status === "reviewed" || task.status === "waived") return undefined;
    const { id: taskId, runId, business, question, status, assignee, dueAt } = task;
    const told = { taskId, runId, stage, business, question, status, assignee, dueAt, at: now.toISOString() };
    const next = following[stage];
    return {
      document: { ...task, reminded: stage },
      publish: [newEvent(researchTaskReminded, taskId, told)],
      schedule: next === undefined ? [] : [reminder(task, next)],
    };
  },
});

/** Takes a task's outcome. The last one settles the set. */
export const joinTask = step({
  name: "research-tasks-join",
  on: researchTaskEnded,
  publishes: [researchTasksSettled],
  document: researchTaskSets,
  documentId: ({ data }) => data.runId,
  decide(set, { data: { taskId, outcome, at } }) {
    const result = { status: "completed" as const, result: { outcome: outcome.status } };
    const join = set && withBranch(set.join, taskId, result);
    if (!join) return undefined;
    if (join.pending.length > 0) return { document: { ...set, join } };
    const outcomes = Object.values(join.results).map((each) =>
      each.status === "completed" ? each.result.outcome : "",
    );
    const count = (wanted: string) => outcomes.filter((each) => each === wanted).length;
    const { runId, business } = set;
    const settled = { runId, business, reviewed: count("reviewed"), waived: count("waived"), at };
    return { document: { ...set, join, settledAt: at }, publish: [newEvent(researchTasksSettled, runId, settled)] };
  },
});

const share: Readonly<Record<ReminderStage, number>> = { half: 0.5, due: 1, late: 1.5 };

function reminder({ id: taskId, requestedAt, dueAt }: ResearchTask, stage: ReminderStage): NewTask {
  const [from, to] = [Date.parse(requestedAt), Date.parse(dueAt)];
  const at = new Date(from + (to - from) * share[stage]);
  const due = newEvent(researchTaskReminderDue, taskId, { taskId, stage });
  return { ...due, name: `research-task-${stage}-${taskId}`, at, returns: true };
}
