import { z } from "zod";
import { playbookNames } from "../../../../shared/events/index.ts";
import { ExperimentMetric } from "../../../../shared/events/running/experiments.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";
import { kpiNames } from "../kpis.ts";
import { longestSubject, longestTitle, taskStatuses } from "../tasks/task.ts";

export const mostExperiments = 20;
export const mostListedTasks = 30;
export const mostProposals = 10;

const figure = z.number().nullable();
const TaskOfQuarter = z.object({
  taskId: z.string(),
  playbook: z.literal(playbookNames),
  subject: z.string().max(longestSubject).nullable(),
  /** Of a task that a person wrote. */
  title: z.string().max(longestTitle).nullable(),
  status: z.literal(taskStatuses),
  openedAt: z.string(),
});

export const ReviewContents = z.object({
  quarter: z.string(),
  zone: z.string(),
  from: z.string(),
  /** The last day that is counted. */
  until: z.string(),
  isOver: z.boolean(),
  months: z
    .array(
      z.object({
        month: z.string(),
        conversations: z.number().int(),
        containment: figure,
        resolution: figure,
        csat: figure,
        costNanoUsd: z.number().int(),
      }),
    )
    .max(3),
  kpis: z
    .array(
      z.object({
        name: z.literal(kpiNames),
        value: figure,
        before: figure,
        target: figure,
        currency: z.string().nullable(),
        targetItem: z.string().nullable(),
        met: z.boolean().nullable(),
      }),
    )
    .max(kpiNames.length),
  health: z.object({ score: z.number().nullable(), status: z.literal(["healthy", "watch", "at-risk", "unknown"]) }),
  sla: z
    .array(
      z.object({
        month: z.string(),
        availabilityPercent: z.string().nullable(),
        downMinutes: z.number().int(),
        creditMinor: z.number().int(),
        currency: z.string(),
      }),
    )
    .max(3),
  /** Means of 1 to 10 and 0 to 1. */
  quality: z.object({ mean: figure, hallucination: figure, before: figure, count: z.number().int() }),
  experiments: z
    .array(
      z.object({
        name: z.string(),
        goal: ExperimentMetric,
        status: z.literal(["draft", "running", "stopped", "promoted"]),
        reason: z.string(),
        arms: z.array(z.object({ key: z.string(), measured: z.number().int(), verdict: z.string() })).max(10),
      }),
    )
    .max(mostExperiments),
  tasks: z.object({
    /** By how they stand now. */
    counts: z.record(z.literal(taskStatuses), z.number().int()),
    listed: z.array(TaskOfQuarter).max(mostListedTasks),
  }),
  spend: z.object({
    totalNanoUsd: z.number().int(),
    beforeNanoUsd: z.number().int(),
    byComponent: z.record(z.string(), z.number().int()),
    /** Units without a known price: the sum is a lower bound while there are any. */
    unpriced: z.record(z.string(), z.number().int()),
  }),
  proposals: z
    .array(
      z.discriminatedUnion("type", [
        z.object({ type: z.literal("target-missed"), kpi: z.literal(kpiNames) }),
        z.object({ type: z.literal("task-open"), task: TaskOfQuarter }),
      ]),
    )
    .max(mostProposals),
});
export type ReviewContents = z.infer<typeof ReviewContents>;

export const Review = ReviewContents.extend({
  /** Counts from 1: figures that were corrected make the next one. */
  revision: z.number().int(),
  madeAt: z.string(),
});
export type Review = z.infer<typeof Review>;

/** The id is the quarter, `2026-Q4`. */
export const reviews = ownedDocument<Review>({
  name: "success-reviews",
  state: Review,
  indexes: [["quarter"]],
  confidential: true,
  // Sums, and tasks, which name no customer.
  personal: "nothing",
});
