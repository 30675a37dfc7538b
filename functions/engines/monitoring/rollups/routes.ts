import { z } from "zod";
import { type Counters, noCounters } from "../../../../shared/contracts/metrics/rollup-counters.ts";
import { readDays, rollups, totalOf } from "../../../../shared/contracts/metrics/rollups.ts";
import { Paging, pageOf, toPage } from "../../../../shared/http/paging.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { route } from "../../../../shared/http/route.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { usdText } from "../../../../shared/prices/usd-text.ts";
import { BudgetStandingView, type Budgets } from "../budgets/views.ts";
import { CountersView, countersView, RollupView, rollupView, totalNanoUsd } from "./views.ts";

export interface RollupRouteDependencies {
  readonly documents: Documents;
  /** Today in the client's time zone. */
  today(tenantId: TenantId): Promise<string>;
  readonly budgets: Budgets;
}

const Days = z.object({
  from: z.iso.date().optional().describe("The first day, in the client's time zone. Default: 29 days before the last."),
  until: z.iso.date().optional().describe("The last day, included. Default: today."),
});

const decimal = (what: string) => z.string().describe(what);

export const SpendView = z
  .object({
    from: z.string().describe("The first day."),
    until: z.string().describe("The last day, included."),
    currency: z.literal("USD").describe("List prices are in US dollars."),
    total_usd: decimal("What everything cost. A lower bound while `unpriced` holds anything."),
    per_conversation_usd: z.string().nullable().describe("The mean of a session. Null without any."),
    per_resolution_usd: z.string().nullable().describe("What was spent for each resolved session. Null without any."),
    components: z.record(z.string(), z.string()).describe("The total by component, such as model, stt and messaging."),
    unpriced: z.record(z.string(), z.number().int()).describe("Units whose price is not known, by item."),
    other_currencies: z
      .record(z.string(), z.string())
      .describe("What is billed in other currencies, such as WhatsApp's templates in INR. It is not in the totals."),
    days: z
      .array(
        z.object({
          day: z.string().describe("The day in the client's time zone."),
          total_usd: decimal("What it cost."),
          components: z.record(z.string(), z.string()).describe("By component."),
          tokens: z.number().int().describe("Tokens of models, both ways."),
          messages: z.number().int().describe("Messages both ways."),
          call_minutes: z.number().describe("Minutes of calls."),
          tool_calls: z.number().int().describe("Calls of tools."),
          conversations: z.number().int().describe("Sessions that began."),
        }),
      )
      .describe("Days on which something happened, oldest first."),
    budgets: z.array(BudgetStandingView).describe("How the client's budgets stand now. Empty without any."),
  })
  .meta({ id: "Spend" });

export const DaysView = z.object({
  total: CountersView.describe("The sum."),
  days: z
    .array(z.object({ day: z.string().describe("The day."), counters: CountersView.describe("What was counted.") }))
    .describe("Days on which something happened."),
});

const tag = "Monitoring";
const longestDays = 400;

export function rollupRoutes({ documents, today, budgets }: RollupRouteDependencies) {
  return [
    route({
      method: "GET",
      path: "/v1/metrics/rollups",
      operationId: "listRollups",
      summary: "List what was counted by day, agent version and channel",
      description:
        "Oldest first. The counters of any days, versions and channels add up. A day ends in the client's time zone.",
      problems: { 400: ["cursor-invalid"], 422: ["period-invalid"] },
      tag,
      permission: "conversations:read",
      query: Paging.extend(Days.shape),
      reply: pageOf(RollupView),
      async handle({ identity: { tenantId }, query: { cursor, limit, ...given } }) {
        const { from, until } = await periodOf(tenantId, given);
        const page = await documents.query(tenantId, rollups, {
          where: [
            ["state.day", ">=", from],
            ["state.day", "<=", until],
          ],
          orderBy: { field: "state.day", direction: "asc" },
          limit,
          cursor,
        });
        return { status: 200, body: toPage(page, ({ data }) => rollupView(data.state)) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/metrics/days",
      operationId: "listMetricDays",
      summary: "List what was counted by day, over all versions and channels",
      description: "Oldest first, in one answer: a year takes twelve reads.",
      problems: { 422: ["period-invalid"] },
      tag,
      permission: "conversations:read",
      query: Days,
      reply: DaysView,
      async handle({ identity: { tenantId }, query }) {
        const days = await readDays(documents, tenantId, await periodOf(tenantId, query));
        const views = days.map(({ day, counters }) => ({ day, counters: countersView(counters) }));
        return { status: 200, body: { total: countersView(totalOf(days)), days: views } };
      },
    }),
    route({
      method: "GET",
      path: "/v1/spend",
      operationId: "getSpend",
      summary: "Show what the client's agents cost by day and component",
      description: "At the list prices of each day (shared/prices). Counted within a minute or two.",
      problems: { 422: ["period-invalid"] },
      tag,
      permission: "conversations:read",
      query: Days,
      reply: SpendView,
      async handle({ identity: { tenantId }, query }) {
        const period = await periodOf(tenantId, query);
        const [days, standings] = await Promise.all([
          readDays(documents, tenantId, period),
          budgets.standings(tenantId),
        ]);
        const total = days.length > 0 ? totalOf(days) : noCounters();
        const { begun, resolved } = total.conversations;
        const nano = totalNanoUsd(total);
        const each = (of: number) => (of === 0 ? null : usdText(Math.round(nano / of)));
        const body = {
          ...period,
          currency: "USD" as const,
          total_usd: usdText(nano),
          per_conversation_usd: each(begun),
          per_resolution_usd: each(resolved),
          components: componentsOf(total),
          unpriced: total.unpriced,
          other_currencies: Object.fromEntries(
            Object.entries(total.otherCurrencyMicros).map(([currency, micros]) => [currency, usdText(micros * 1_000)]),
          ),
          days: days.map(({ day, counters }) => spendOf(day, counters)),
          budgets: [...standings],
        };
        return { status: 200, body };
      },
    }),
  ];

  async function periodOf(tenantId: TenantId, given: z.infer<typeof Days>) {
    const until = given.until ?? (await today(tenantId));
    const from = given.from ?? dayBefore(until, 29);
    if (from > until) throw new Problem(422, "period-invalid", "`from` is later than `until`. Exchange them.");
    if (dayBefore(until, longestDays) > from)
      throw new Problem(422, "period-invalid", `The period is longer than ${longestDays} days. Ask for its parts.`);
    return { from, until };
  }
}

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

function componentsOf({ costNanoUsd }: Counters): Record<string, string> {
  return Object.fromEntries(Object.entries(costNanoUsd).map(([component, nano]) => [component, usdText(nano)]));
}

function spendOf(day: string, counters: Counters) {
  const { models, messages, calls, tools, conversations } = counters;
  return {
    day,
    total_usd: usdText(totalNanoUsd(counters)),
    components: componentsOf(counters),
    tokens: Object.values(models).reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0),
    messages: messages.in + messages.out,
    call_minutes: Math.round(calls.ms / 600) / 100,
    tool_calls: Object.values(tools).reduce((sum, { calls: made }) => sum + made, 0),
    conversations: conversations.begun,
  };
}
