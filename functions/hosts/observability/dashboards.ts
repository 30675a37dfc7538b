import { metricNames as names } from "../../../shared/telemetry/names.ts";
import type { Dashboard } from "./grafana-json.ts";
import { gauge, inRange, mean, partOf, perMinute, quantile, share } from "./queries.ts";

/** Every metric of `/metrics` stands on one of these; `npm run dashboards` writes them for Grafana. */
export const dashboards: readonly Dashboard[] = [
  {
    uid: "agent-platform-conversations",
    title: "Agents: conversations",
    panels: [
      { title: "Conversations begun", unit: "short", kind: "stat", queries: [inRange(names.conversations)] },
      {
        title: "Resolved, last seven days",
        unit: "percentunit",
        kind: "stat",
        queries: [gauge(names.resolutionRate, "client_id")],
      },
      {
        title: "Satisfaction (1 to 5), last seven days",
        unit: "short",
        kind: "stat",
        queries: [gauge(names.satisfaction, "client_id")],
      },
      { title: "Payments and bookings", unit: "short", kind: "stat", queries: [inRange(names.conversions, "channel")] },
      { title: "Conversations begun per minute", unit: "short", queries: [perMinute(names.conversations, "channel")] },
      {
        title: "Conversations ended per minute",
        unit: "short",
        queries: [perMinute(names.endedConversations, "outcome")],
      },
      { title: "Messages per minute", unit: "short", queries: [perMinute(names.messages, "channel", "direction")] },
      { title: "Escalations per minute", unit: "short", queries: [perMinute(names.escalations, "channel")] },
      { title: "Findings of the guard per minute", unit: "short", queries: [perMinute(names.guardEvents, "channel")] },
      { title: "Loops ended", unit: "short", kind: "stat", queries: [inRange(names.loops, "loop")] },
    ],
  },
  {
    uid: "agent-platform-models",
    title: "Agents: models, tools and cost",
    panels: [
      { title: "Spent (list prices)", unit: "currencyUSD", kind: "stat", queries: [inRange(names.cost)] },
      {
        title: "Budget used",
        unit: "percentunit",
        kind: "stat",
        queries: [gauge(names.budgetUsed, "client_id", "period")],
      },
      { title: "Spent per minute", unit: "currencyUSD", queries: [perMinute(names.cost, "component")] },
      {
        title: "Hallucination score, last seven days",
        unit: "percentunit",
        description: "0 is best. Above 0.2, see docs/runbooks/quality-dropped.md.",
        queries: [gauge(names.hallucinationScore, "client_id")],
      },
      { title: "Model requests per minute", unit: "short", queries: [perMinute(names.llmRequests, "model", "status")] },
      {
        title: "Share of model requests that fail",
        unit: "percentunit",
        queries: [share(names.llmRequests, "status", "error", "model")],
      },
      { title: "Tokens per minute", unit: "short", queries: [perMinute(names.llmTokens, "model", "type")] },
      {
        title: "Tokens per minute (gen_ai)",
        unit: "short",
        queries: [perMinute(names.genAiTokens, "gen_ai_request_model", "gen_ai_token_type")],
      },
      {
        title: "Tool calls per minute",
        unit: "short",
        queries: [perMinute(names.toolCalls, "tool_name", "status")],
      },
      { title: "Mean time of a tool", unit: "s", queries: [mean(names.genAiToolDuration, "gen_ai_tool_name")] },
      {
        title: "Errors of integrations per minute",
        unit: "short",
        queries: [perMinute(names.integrationErrors, "integration", "error_type")],
      },
    ],
  },
  {
    uid: "agent-platform-health",
    title: "Agents: health and service level",
    panels: [
      {
        title: "Compliance with the service level",
        unit: "percent",
        kind: "stat",
        queries: [gauge(names.slaCompliance, "client_id")],
      },
      { title: "Down", unit: "s", kind: "stat", queries: [inRange(names.downtime, "service")] },
      {
        title: "Share of the time that was down",
        unit: "percentunit",
        queries: [partOf(names.downtime, names.agentUptime, "client_id", "service")],
      },
      { title: "Errors per minute", unit: "short", queries: [perMinute(names.agentErrors, "error_type", "agent_id")] },
      {
        title: "Time to the answer",
        unit: "s",
        queries: [quantile(0.5, names.responseTime, "agent_id"), quantile(0.95, names.responseTime, "agent_id")],
      },
      {
        title: "Time of an agent's invocation (gen_ai)",
        unit: "s",
        queries: [mean(names.genAiAgentDuration, "gen_ai_agent_id")],
      },
    ],
  },
];
