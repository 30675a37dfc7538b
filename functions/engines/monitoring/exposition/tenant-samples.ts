import type { BudgetStanding } from "../../../../shared/contracts/metrics/budget-standing.ts";
import { type Counters, latencyBuckets } from "../../../../shared/contracts/metrics/rollup-counters.ts";
import { metricNames as names } from "../../../../shared/telemetry/names.ts";
import type { RollupTotals } from "../rollups/documents.ts";
import type { Exposition } from "./text-format.ts";

export interface TenantMetrics {
  readonly client: string;
  readonly totals: RollupTotals;
  /** The last seven days. */
  readonly recent: Counters;
  readonly budgets: BudgetStanding | undefined;
}

/** Adds the samples of one client. Pure, but for `out`. */
export function addTenant(out: Exposition, { client, totals, recent, budgets }: TenantMetrics): void {
  for (const part of Object.values(totals.parts)) addPart(out, client, part);
  const of = { client_id: client };
  const { conversations, ratings, quality } = recent;
  if (conversations.ended > 0) out.add(names.resolutionRate, of, conversations.resolved / conversations.ended);
  if (ratings.count > 0) out.add(names.satisfaction, of, ratings.sumHundredths / 100 / ratings.count);
  if (quality.count > 0) out.add(names.hallucinationScore, of, quality.hallucinationHundredths / 100 / quality.count);
  const sla = totals.gauges[names.slaCompliance.name];
  if (sla) out.add(names.slaCompliance, of, sla.value);
  for (const [period, budget] of Object.entries({ day: budgets?.day, month: budgets?.month }))
    if (budget) out.add(names.budgetUsed, { ...of, period }, budget.spentNanoUsd / budget.budgetNanoUsd);
}

function addPart(out: Exposition, client: string, { agent, channel, counters }: RollupTotals["parts"][string]): void {
  const of = { client_id: client };
  const { conversations, messages, models, tools, latency } = counters;
  for (const [type, count] of Object.entries(counters.errors))
    out.add(names.agentErrors, { ...of, error_type: type, agent_id: agent }, count);
  for (const [integration, count] of Object.entries(counters.integrationErrors))
    out.add(names.integrationErrors, { ...of, integration, error_type: "failed" }, count);
  const time = { ends: latencyBuckets, buckets: latency.buckets, sum: latency.sumMs / 1_000, count: latency.count };
  out.addHistogram(names.responseTime, { ...of, agent_id: agent }, time);
  out.addHistogram(names.genAiAgentDuration, { ...of, gen_ai_agent_id: agent }, time);
  for (const [model, { requests, errors, inputTokens, outputTokens }] of Object.entries(models)) {
    out.add(names.llmRequests, { ...of, model, status: "ok" }, requests);
    out.add(names.llmRequests, { ...of, model, status: "error" }, errors);
    for (const [type, tokens] of Object.entries({ input: inputTokens, output: outputTokens })) {
      out.add(names.llmTokens, { ...of, model, type }, tokens);
      out.add(names.genAiTokens, { ...of, gen_ai_request_model: model, gen_ai_token_type: type }, tokens);
    }
  }
  for (const [tool, { calls, errors, ms }] of Object.entries(tools)) {
    out.add(names.toolCalls, { ...of, tool_name: tool, status: "completed" }, calls - errors);
    out.add(names.toolCalls, { ...of, tool_name: tool, status: "failed" }, errors);
    out.addSummary(names.genAiToolDuration, { ...of, gen_ai_tool_name: tool }, { sum: ms / 1_000, count: calls });
  }
  out.add(names.conversations, { ...of, channel }, conversations.begun);
  const ended = { resolved: conversations.resolved, silent: conversations.ended - conversations.resolved };
  for (const [outcome, count] of Object.entries(ended))
    out.add(names.endedConversations, { ...of, channel, outcome }, count);
  for (const [direction, count] of Object.entries({ in: messages.in, out: messages.out }))
    out.add(names.messages, { ...of, channel, direction }, count);
  out.add(names.escalations, { ...of, channel }, counters.escalations);
  out.add(names.guardEvents, { ...of, channel }, counters.guardEvents);
  for (const [loop, count] of Object.entries(counters.loops)) out.add(names.loops, { ...of, loop }, count);
  out.add(names.conversions, { ...of, channel }, counters.conversions);
  for (const [component, nano] of Object.entries(counters.costNanoUsd))
    out.add(names.cost, { ...of, component }, nano / 1e9);
  for (const [service, seconds] of Object.entries(counters.uptimeSeconds))
    out.add(names.agentUptime, { ...of, service }, seconds);
  for (const [service, seconds] of Object.entries(counters.downtimeSeconds))
    out.add(names.downtime, { ...of, service }, seconds);
}
