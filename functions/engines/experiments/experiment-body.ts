import { z } from "zod";
import { ConfigName } from "../../../shared/config/versions/versions.ts";
import { type ExperimentDesign, ExperimentMetric } from "../../../shared/events/running/experiments.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { jsonBytes } from "../../../shared/schema/byte-budget.ts";

const Key = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, "1 to 40 of a-z, 0-9, _ and -, starting with a letter or digit");
/** Of all variants together: the experiment is one document. */
const mostChangeBytes = 200_000;

export const ExperimentBody = z.strictObject({
  name: z.string().trim().min(1).max(120).describe("What people call it."),
  hypothesis: z.string().max(2_000).default("").describe("What is expected, and why."),
  config: ConfigName.optional().describe(
    "The name of the configuration. Default: the client's own for new conversations.",
  ),
  arms: z
    .array(
      z.strictObject({
        key: Key.describe("The variant's name."),
        weight: z.number().positive().max(1_000).default(1).describe("Its share, against the others'."),
        changes: z
          .array(
            z.strictObject({
              path: z
                .string()
                .min(1)
                .max(300)
                .describe("Such as `agent.personality` or `tools.available[0].description`."),
              value: z.unknown().optional().describe("The new value. Leave it out to remove the part."),
            }),
          )
          .max(50)
          .default([])
          .describe("What it changes of the active configuration. None for the control."),
      }),
    )
    .min(2)
    .max(8)
    .describe("The variants, the control first."),
  coverage: z.number().gt(0).max(1).default(1).describe("The share of customers who take part."),
  goal: ExperimentMetric.default("containment").describe(
    "The metric that decides. `csat`: ratings from 1 to 5 of the conversations that were rated. `conversion`: the share of conversations that were paid for or booked.",
  ),
  effect: z.number().gt(0).max(10).default(0.1).describe("The smallest relative change of the goal that matters."),
  guardrails: z
    .array(
      z.strictObject({
        metric: ExperimentMetric.describe("What must not get worse."),
        tolerance: z.number().min(0).max(10).default(0).describe("The relative worsening that is tolerated."),
      }),
    )
    .max(9)
    .default([
      { metric: "handoff", tolerance: 0 },
      { metric: "errors", tolerance: 0 },
    ])
    .describe("A variant that breaks one is closed by itself."),
  min_exposures: z
    .number()
    .int()
    .min(10)
    .max(1_000_000)
    .default(100)
    .describe("Customers per variant before a guardrail judges."),
  alpha: z.number().min(0.001).max(0.2).default(0.05).describe("The share of wrong findings that is accepted."),
  tuning: z
    .number()
    .int()
    .min(100)
    .max(10_000_000)
    .default(5_000)
    .describe("The customers at which intervals are tightest."),
  look_minutes: z.number().int().min(15).max(1_440).default(1_440).describe("How often the figures are computed."),
  mode: z.enum(["split", "bandit"]).default("split").describe("`bandit` moves customers to what works."),
  baseline: z.number().gt(0).max(1e9).optional().describe("The goal's mean today, where nothing was measured."),
  customers_per_day: z.number().gt(0).max(1e9).optional().describe("Where nothing was measured."),
});
export type ExperimentBody = z.output<typeof ExperimentBody>;

/** @throws Problem 422 `experiment-invalid` naming what contradicts itself */
export function designOf(body: ExperimentBody, configName: string): ExperimentDesign {
  const total = body.arms.reduce((sum, { weight }) => sum + weight, 0);
  const [control, ...treatments] = body.arms;
  const keys = new Set(body.arms.map(({ key }) => key));
  if (keys.size < body.arms.length) throw invalid("Two variants have the same `key`. Give each its own.");
  if (control && control.changes.length > 0)
    throw invalid(`The first variant, ${control.key}, is the control. Remove its changes, or put a control before it.`);
  const empty = treatments.find(({ changes }) => changes.length === 0);
  if (empty) throw invalid(`The variant ${empty.key} changes nothing. Name a path and a value in its \`changes\`.`);
  if (jsonBytes(treatments) > mostChangeBytes)
    throw invalid(
      `The changes are larger than ${mostChangeBytes} bytes together. Shorten them, or leave variants out.`,
    );
  return {
    name: body.name,
    hypothesis: body.hypothesis,
    configName,
    coverage: body.coverage,
    goal: body.goal,
    arms: body.arms.map(({ key, weight, changes }) => ({ key, weight: weight / total, changes })),
    effect: body.effect,
    guardrails: body.guardrails,
    minExposures: body.min_exposures,
    alpha: body.alpha,
    tuning: body.tuning,
    lookMinutes: body.look_minutes,
    mode: body.mode,
  };
}

function invalid(detail: string): Problem {
  return new Problem(422, "experiment-invalid", detail);
}
