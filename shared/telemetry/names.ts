export interface MetricName {
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram" | "summary";
  readonly help: string;
  readonly labels: readonly string[];
}

function metric(name: string, type: MetricName["type"], help: string, labels: readonly string[] = []): MetricName {
  return { name, type, help, labels: ["client_id", ...labels] };
}

/**
 * What `/metrics` serves: the specification's names (6.1), then those of OpenTelemetry's conventions for generative AI as
 * Prometheus writes them (opentelemetry.io/docs/specs/semconv/gen-ai). Two of the specification's names count in minutes;
 * Prometheus counts in seconds, and a recording rule has the other name (docs/monitoring.md).
 */
export const metricNames = {
  agentUptime: metric("agent_uptime_total", "counter", "Seconds that services of the agent were up, as probed.", [
    "service",
  ]),
  agentErrors: metric("agent_errors_total", "counter", "Errors of the agent by kind.", ["error_type", "agent_id"]),
  responseTime: metric("agent_response_time_seconds", "histogram", "Time to the agent's answer.", ["agent_id"]),
  llmRequests: metric("llm_requests_total", "counter", "Requests to language models.", ["model", "status"]),
  llmTokens: metric("llm_tokens_total", "counter", "Tokens of language models.", ["model", "type"]),
  hallucinationScore: metric(
    "llm_hallucination_score",
    "gauge",
    "Mean hallucination score of the last seven days' evaluations, 0 is best and 1 is worst.",
  ),
  toolCalls: metric("tool_calls_total", "counter", "Calls of tools.", ["tool_name", "status"]),
  integrationErrors: metric("integration_errors_total", "counter", "Errors of integrations.", [
    "integration",
    "error_type",
  ]),
  conversations: metric("conversations_total", "counter", "Sessions of conversations that began.", ["channel"]),
  resolutionRate: metric(
    "conversation_resolution_rate",
    "gauge",
    "Share of the sessions that ended in the last seven days which were resolved.",
  ),
  satisfaction: metric("customer_satisfaction_score", "gauge", "Mean rating of the last seven days, 1 to 5."),
  slaCompliance: metric("sla_compliance_percentage", "gauge", "Compliance with the service level, in per cent."),
  downtime: metric("downtime_seconds_total", "counter", "Seconds that a service was down, as probed.", ["service"]),
  messages: metric("messages_total", "counter", "Messages of customers (in) and to them (out).", [
    "channel",
    "direction",
  ]),
  escalations: metric("escalations_total", "counter", "How often the agent asked for a person.", ["channel"]),
  guardEvents: metric("guard_events_total", "counter", "Findings of the guard.", ["channel"]),
  loops: metric("loops_ended_total", "counter", "Loops that were ended: of a tool, of a model, with a bot.", ["loop"]),
  endedConversations: metric("conversations_ended_total", "counter", "Sessions that are over.", ["channel", "outcome"]),
  cost: metric("cost_usd_total", "counter", "What was spent at list prices, in US dollars.", ["component"]),
  conversions: metric("conversions_total", "counter", "Payments and bookings.", ["channel"]),
  budgetUsed: metric("budget_used_ratio", "gauge", "Share of the budget that is spent.", ["period"]),
  genAiTokens: metric("gen_ai_client_token_usage_total", "counter", "Tokens by model and type.", [
    "gen_ai_request_model",
    "gen_ai_token_type",
  ]),
  genAiAgentDuration: metric("gen_ai_invoke_agent_duration_seconds", "histogram", "Time of an agent's invocation.", [
    "gen_ai_agent_id",
  ]),
  genAiToolDuration: metric("gen_ai_execute_tool_duration_seconds", "summary", "Time of a tool's execution.", [
    "gen_ai_tool_name",
  ]),
} as const;
