import { z } from "zod";
import { readDays } from "../../../shared/contracts/metrics/rollups.ts";
import { route } from "../../../shared/http/route.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { healthOf, signals } from "./health.ts";
import { dayBefore, isMet, kpiNames, kpis, kpisOf } from "./kpis.ts";
import { targetsOf } from "./targets.ts";

const tag = "Customer success";
const daysRead = 56;

export const KpiView = z
  .object({
    name: z.enum(kpiNames).describe("The KPI."),
    value: z.number().nullable().describe("Of the last 28 days. Null: nothing of it was counted."),
    currency: z
      .string()
      .nullable()
      .describe(
        "Of revenue, which is in its smallest unit: the one with the most. Null: nothing was sold, or no revenue.",
      ),
    before: z.number().nullable().describe("Of the 28 days before."),
    trend: z.enum(["better", "worse", "same", "unknown"]).describe("`same`: the change is below 2 %."),
    better: z.enum(["higher", "lower"]).describe("Which way is better."),
    weeks: z.array(z.number().nullable()).describe("Of each of the last four weeks, oldest first."),
    target: z.number().nullable().describe("What the approved requirements ask for. Null: nothing."),
    target_item: z.string().nullable().describe("The item of the requirements, such as `KPI-3`."),
    met: z.boolean().nullable().describe("Whether the target is met. Null: no target, or nothing was counted."),
  })
  .meta({ id: "Kpi" });

export const HealthView = z
  .object({
    client_id: z.string().describe("The client."),
    score: z.number().nullable().describe("0 to 100. Null without traffic: unknown is not healthy."),
    status: z.enum(["healthy", "watch", "at-risk", "unknown"]).describe("The score in a word."),
    reasons: z
      .array(
        z.object({
          signal: z.enum(signals).describe("What has changed."),
          points: z.number().describe("What it takes from 100."),
          says: z.string().describe("The same in a sentence."),
        }),
      )
      .describe("What takes points, the most first."),
    on: z.string().describe("The last day that was looked at."),
  })
  .meta({ id: "HealthScore" });

interface Dependencies {
  readonly documents: Documents;
  /** Today in the client's time zone, in which days are counted. */
  today(tenantId: TenantId): Promise<string>;
}

/** What an agent is worth to its client, and how the client does. */
export function successRoutes({ documents, today }: Dependencies) {
  const daysOf = (tenantId: TenantId, on: string) =>
    readDays(documents, tenantId, { from: dayBefore(on, daysRead), until: on });
  return [
    route({
      method: "GET",
      path: "/v1/kpis",
      operationId: "getKpis",
      summary: "Get the KPIs of 28 days against their targets",
      description:
        "Containment, resolution (taken back when the customer returns within three days), handoff rate, CSAT, NPS, conversion, revenue, cross-sell revenue and cost per resolution. Targets come from approved requirements.",
      tag,
      permission: "configs:read",
      reply: z.object({ items: z.array(KpiView).describe("The KPIs.") }),
      async handle({ identity: { tenantId } }) {
        const on = await today(tenantId);
        const [days, targets] = await Promise.all([daysOf(tenantId, on), targetsOf(documents, tenantId)]);
        const items = kpisOf(days, on).map(({ weeks, ...kpi }) => {
          const { better } = kpis[kpi.name];
          const target = targets.get(kpi.name);
          const met = isMet(kpi.name, kpi.value, target?.value);
          const named = { target: target?.value ?? null, target_item: target?.item ?? null, met };
          return { ...kpi, better, weeks: [...weeks], ...named };
        });
        return { status: 200, body: { items } };
      },
    }),
    route({
      method: "GET",
      path: "/v1/health-scores",
      operationId: "getHealthScores",
      summary: "Get the client's health with its reasons",
      description:
        "Fourteen days against the twenty-eight before, in usage, satisfaction, handoffs, resolution and errors. Changes that chance explains take nothing.",
      tag,
      permission: "configs:read",
      reply: z.object({ items: z.array(HealthView).describe("The client's score.") }),
      async handle({ identity: { tenantId } }) {
        const on = await today(tenantId);
        const { reasons, ...health } = healthOf(await daysOf(tenantId, on), on);
        return { status: 200, body: { items: [{ client_id: tenantId, ...health, reasons: [...reasons], on }] } };
      },
    }),
  ];
}
