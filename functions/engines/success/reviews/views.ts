import { z } from "zod";
import { playbookNames } from "../../../../shared/events/index.ts";
import { ExperimentMetric } from "../../../../shared/events/running/experiments.ts";
import { kpiNames } from "../kpis.ts";
import { taskStatuses } from "../tasks/task.ts";
import type { Review, ReviewContents } from "./review.ts";

const figure = z.number().nullable();
const usd = (what: string) => z.number().describe(`${what}, in US dollars.`);
const TaskOfReview = z.object({
  task_id: z.string().describe("The task."),
  playbook: z.literal(playbookNames).describe("What found it."),
  subject: z.string().nullable().describe("What it is about. Null: the whole client."),
  title: z.string().nullable().describe("Of a task that a person wrote."),
  status: z.literal(taskStatuses).describe("How it stands."),
  opened_at: z.string().describe("When it was opened."),
});

export const ReviewView = z
  .object({
    quarter: z.string().describe("The quarter, such as 2026-Q4."),
    zone: z.string().describe("The client's time zone, in which days are counted."),
    from: z.string().describe("Its first day."),
    until: z.string().describe("The last day that is counted."),
    over: z.boolean().describe("False while the quarter goes on."),
    revision: z
      .number()
      .int()
      .nullable()
      .describe("Counts from 1: corrected figures make the next one. Null: not made yet."),
    made_at: z.string().nullable().describe("When it was made. Null: computed for this answer."),
    months: z
      .array(
        z.object({
          month: z.string().describe("The month."),
          conversations: z.number().int().describe("Conversations that began."),
          containment: figure.describe("Ended without a person, of those that ended."),
          resolution: figure.describe("Resolved, less those taken back, of those that ended."),
          csat: figure.describe("The mean rating, 1 to 5."),
          spend_usd: usd("What it cost at list prices"),
        }),
      )
      .describe("Months with conversations."),
    kpis: z
      .array(
        z.object({
          name: z.literal(kpiNames).describe("The KPI."),
          value: figure.describe("Of the quarter. Null: nothing of it was counted."),
          before: figure.describe("Of the quarter before."),
          currency: z.string().nullable().describe("Of revenue, which is in its smallest unit."),
          target: figure.describe("What the approved requirements ask for."),
          target_item: z.string().nullable().describe("The item of the requirements."),
          met: z.boolean().nullable().describe("Null: no target, or nothing was counted."),
        }),
      )
      .describe("The KPIs against their targets."),
    health: z
      .object({
        score: figure.describe("0 to 100, on the last day. Null without traffic."),
        status: z.literal(["healthy", "watch", "at-risk", "unknown"]).describe("The score in a word."),
      })
      .describe("How the client did on the last day."),
    sla: z
      .array(
        z.object({
          month: z.string().describe("The month."),
          availability: z.string().nullable().describe("In percent. Null: no minute counts."),
          down_minutes: z.number().int().describe("Minutes down."),
          credit_minor: z.number().int().describe("What is due for it, in the currency's smallest unit."),
          currency: z.string().describe("The credit's currency."),
        }),
      )
      .describe("Months that are over and have a report."),
    quality: z
      .object({
        mean: figure.describe("The mean overall score, 1 to 10."),
        hallucination: figure.describe("The mean hallucination score, 0 to 1."),
        before: figure.describe("The mean of the quarter before."),
        count: z.number().int().describe("Evaluated conversations."),
      })
      .describe("Evaluations of finished conversations."),
    experiments: z
      .array(
        z.object({
          name: z.string().describe("What people call it."),
          goal: ExperimentMetric.describe("The metric that decides."),
          status: z.literal(["draft", "running", "stopped", "promoted"]).describe("How it stands."),
          reason: z.string().describe("Why it ended."),
          arms: z
            .array(
              z.object({
                key: z.string().describe("The variant."),
                measured: z.number().int().describe("Customers with an ended conversation."),
                verdict: z.string().describe("What the newest look says."),
              }),
            )
            .describe("Its variants."),
        }),
      )
      .describe("Experiments that ran in the quarter, the newest first."),
    tasks: z
      .object({
        counts: z
          .record(z.literal(taskStatuses), z.number().int())
          .describe("Tasks of the quarter, by how they stand."),
        listed: z.array(TaskOfReview).describe("The newest of them."),
      })
      .describe("The work of the playbooks and of people."),
    spend: z
      .object({
        total_usd: usd("The sum"),
        before_usd: usd("The sum of the quarter before"),
        by_component: z.record(z.string(), z.number()).describe("By component, in US dollars."),
        unpriced: z
          .record(z.string(), z.number().int())
          .describe("Units without a known price. The sum is a lower bound while there are any."),
      })
      .describe("What it cost at list prices."),
    proposals: z
      .array(
        z.discriminatedUnion("type", [
          z.object({
            type: z.literal("target-missed").describe("A target was missed."),
            kpi: z.literal(kpiNames).describe("Which one."),
          }),
          z.object({
            type: z.literal("task-open").describe("Work is left."),
            task: TaskOfReview.describe("Which one."),
          }),
        ]),
      )
      .describe("What the next quarter is for, the most urgent first."),
  })
  .meta({ id: "QuarterlyReview" });
export type ReviewView = z.infer<typeof ReviewView>;

export function reviewView(review: ReviewContents & Partial<Pick<Review, "revision" | "madeAt">>): ReviewView {
  const { quarter, zone, from, until, isOver: over, revision = null, madeAt = null, months, kpis, health } = review;
  const { sla, quality, experiments, tasks, spend, proposals } = review;
  const dollars = (nano: number) => Math.round(nano / 1e5) / 1e4;
  return {
    quarter,
    zone,
    from,
    until,
    over,
    revision,
    made_at: madeAt,
    health,
    quality,
    experiments,
    months: months.map(({ costNanoUsd, ...month }) => ({ ...month, spend_usd: dollars(costNanoUsd) })),
    kpis: kpis.map(({ targetItem, ...kpi }) => ({ ...kpi, target_item: targetItem })),
    sla: sla.map(({ month, availabilityPercent: availability, downMinutes, creditMinor, currency }) => ({
      month,
      availability,
      down_minutes: downMinutes,
      credit_minor: creditMinor,
      currency,
    })),
    tasks: { counts: tasks.counts, listed: tasks.listed.map(taskOf) },
    spend: {
      total_usd: dollars(spend.totalNanoUsd),
      before_usd: dollars(spend.beforeNanoUsd),
      by_component: Object.fromEntries(Object.entries(spend.byComponent).map(([name, nano]) => [name, dollars(nano)])),
      unpriced: spend.unpriced,
    },
    proposals: proposals.map((each) => (each.type === "task-open" ? { ...each, task: taskOf(each.task) } : each)),
  };
}

function taskOf({ taskId, openedAt, ...task }: ReviewContents["tasks"]["listed"][number]) {
  return { ...task, task_id: taskId, opened_at: openedAt };
}
