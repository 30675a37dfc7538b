import { isSpoken } from "../channels/definitions.ts";
import { holds } from "../config/condition.ts";
import type { TenantConfig } from "../config/index.ts";
import type { ChannelType } from "../events/index.ts";
import { phrasesFor } from "./phrases.ts";
import type { Signals } from "./signals.ts";

/** The parts of a configuration that say when a person takes over. */
type EscalationSections = Pick<TenantConfig, "business_logic" | "voice">;

/** Why a conversation goes to a person, what is asked of that person, and what the customer is told. */
export interface Escalation {
  /** An `EscalationReason`, or the condition of the trigger that holds. */
  readonly reason: string;
  readonly action: string;
  readonly priority: string;
  readonly text: string;
}

export interface EscalationTrigger {
  readonly condition: string;
  readonly action: string;
  readonly priority: string;
}

const customerRequest = "customer_request_escalation";
const systemError = "system_error";
const medical = "medical_complexity_high";
const budgetExceeded = "budget_exceeded";
const toolFailure = "tool_failure";

/** Why the model may ask for a person (`request_handoff`). */
export const handoffReasons = [customerRequest, medical, "complaint", "cannot_help"] as const;

export type EscalationReason =
  | (typeof handoffReasons)[number]
  | typeof systemError
  | typeof budgetExceeded
  | typeof toolFailure;

/** The first of the tenant's escalation triggers that holds; those of `voice` count on voice channels, too. */
export function firstTrigger(
  config: EscalationSections,
  signals: Signals,
  channel?: ChannelType,
): EscalationTrigger | undefined {
  const { escalation } = config.business_logic;
  const spoken = channel !== undefined && isSpoken(channel);
  const triggers = [
    ...(escalation.enabled ? escalation.triggers : []),
    ...(spoken ? (config.voice?.business_logic.escalation_triggers ?? []) : []),
  ];
  return triggers.find((trigger) => holds(trigger.condition, signals));
}

/**
 * What must happen before any model is asked: a trigger that holds, or the customer's plain wish for a person or a
 * conversation's budget used up, which need no trigger.
 */
export function escalationBefore(turn: {
  readonly config: EscalationSections;
  readonly signals: Signals;
  readonly channel: ChannelType;
}): Escalation | undefined {
  const trigger = firstTrigger(turn.config, turn.signals, turn.channel);
  const asked = turn.signals.flags.includes(customerRequest);
  const spent = turn.signals.flags.includes(budgetExceeded);
  if (!trigger && !asked) return spent ? escalationFor(turn.config, turn.signals, budgetExceeded) : undefined;
  if (!trigger || (asked && isRequest(trigger))) return escalationFor(turn.config, turn.signals, customerRequest);
  return {
    reason: trigger.condition,
    action: trigger.action,
    priority: trigger.priority,
    text: textFor(turn.signals, trigger.condition),
  };
}

/**
 * An escalation for a reason that came up during the turn: the action and priority of the tenant's trigger for it, or
 * the specification's own (3.4).
 */
export function escalationFor(config: EscalationSections, signals: Signals, reason: EscalationReason): Escalation {
  const trigger = triggerFor(config, signals, reason);
  const standard =
    reason === systemError
      ? { action: "technical_support", priority: "high" }
      : { action: "human_agent_transfer", priority: "medium" };
  const { action, priority } = trigger ?? standard;
  return { reason, action, priority, text: textFor(signals, reason) };
}

/** The tenant's trigger that holds because of this reason and would not without it. */
function triggerFor(
  config: EscalationSections,
  signals: Signals,
  reason: EscalationReason,
): EscalationTrigger | undefined {
  const raised = { ...signals, flags: [reason] };
  const quiet = { ...signals, flags: [] };
  const { enabled, triggers } = config.business_logic.escalation;
  return enabled ? triggers.find(({ condition }) => holds(condition, raised) && !holds(condition, quiet)) : undefined;
}

/** A tool failed: a person takes over where the tenant has a trigger for it; otherwise the agent explains. */
export function escalationForToolFailure(config: EscalationSections, signals: Signals): Escalation | undefined {
  return triggerFor(config, signals, toolFailure) && escalationFor(config, signals, toolFailure);
}

/** Whether the trigger is the tenant's word for a customer's wish, under any of its names. */
function isRequest(trigger: EscalationTrigger): boolean {
  const nothing: Signals = {
    sentiment_score: 0.5,
    language: "en",
    interaction_count: 1,
    complexity_score: 0,
    customer_type: "standard",
    flags: [],
  };
  return holds(trigger.condition, { ...nothing, flags: [customerRequest] }) && !holds(trigger.condition, nothing);
}

/** Written here and not by a model, so that it can be said when no model answers. */
function textFor(signals: Signals, reason: string): string {
  const phrases = phrasesFor(signals.language);
  if (reason === medical || signals.flags.includes(medical)) return phrases.medicalHandoff;
  if (reason === systemError || reason === toolFailure) return phrases.troubleHandoff;
  if (reason === customerRequest) return phrases.requestedHandoff;
  return phrases.concernHandoff;
}
