import type { TenantConfig } from "../schema.ts";

/** The bare signals that the product raises by itself (shared/agent/signals/signals.test.ts holds the agent to this list). */
export const bareSignals = [
  "booking_intent",
  "complaint",
  "customer_request_escalation",
  "request_escalation",
  "customer_request",
  "medical_complexity_high",
  "mention_family",
  "family_mention",
  "price_question",
  "positive_sentiment",
  "negative_sentiment",
  "repetition",
  "budget_exceeded",
  "loop_detected",
  "tool_unavailable",
  "tool_failure",
  "urgent_ticket",
  "system_error",
  "cannot_help",
  "low_rating",
  "guard_finding",
  "prompt_leak",
  "secret",
  "foreign_contact",
  "foreign_link",
  "unsupported_price",
  "unsupported_claim",
  "blocked_phrase",
  "empty_reply",
  "model_blocked",
] as const;

/** The signals with a value, and the range of those that are numbers. */
export const valuedSignals = {
  sentiment_score: { least: 0, most: 1 },
  complexity_score: { least: 0, most: 1 },
  interaction_count: { least: 1, most: Number.POSITIVE_INFINITY },
  language: undefined,
  customer_type: undefined,
} as const;

/** All names that an escalation's condition can read: the product's, and the tenant's own under `signals`. */
export function signalNames({ signals }: Pick<TenantConfig, "signals">): readonly string[] {
  return [...bareSignals, ...Object.keys(valuedSignals), ...Object.keys(signals)];
}
