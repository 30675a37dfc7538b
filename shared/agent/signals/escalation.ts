import { isSpoken } from "../../channels/definitions.ts";
import { conditionHolds } from "../../config/conditions/condition.ts";
import type { TenantConfig } from "../../config/index.ts";
import type { ChannelType } from "../../events/index.ts";
import { phrasesFor } from "../language/phrases.ts";
import type { Signals } from "./signals.ts";

/** The sections of a configuration that define escalations. */
type EscalationSections = Pick<TenantConfig, "business_logic" | "voice">;

/** An escalation to a person: the reason, the requested action, and the message for the customer. */
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
const loopDetected = "loop_detected";
const toolFailure = "tool_failure";
const urgentTicket = "urgent_ticket";

/** The reasons for which the model may request a person (`request_handoff`). */
export const handoffReasons = [customerRequest, medical, "complaint", "cannot_help"] as const;

export type EscalationReason =
  | (typeof handoffReasons)[number]
  | typeof systemError
  | typeof budgetExceeded
  | typeof loopDetected
  | typeof toolFailure
  | typeof urgentTicket;

/** The tenant's first escalation trigger that holds. The triggers of `voice` also apply on voice channels. */
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
  return triggers.find((trigger) => conditionHolds(trigger.condition, signals));
}

/**
 * The escalation due before any model is asked, if any. It is due when a trigger holds. A customer's explicit request
 * for a person and an exhausted budget need no trigger.
 */
export function escalationBefore(turn: {
  readonly config: EscalationSections;
  readonly signals: Signals;
  readonly channel: ChannelType;
}): Escalation | undefined {
  const trigger = firstTrigger(turn.config, turn.signals, turn.channel);
  const wantsPerson = turn.signals.flags.includes(customerRequest);
  const isOverBudget = turn.signals.flags.includes(budgetExceeded);
  if (!trigger && !wantsPerson)
    return isOverBudget ? escalationFor(turn.config, turn.signals, budgetExceeded) : undefined;
  if (!trigger || (wantsPerson && isRequest(trigger))) return escalationFor(turn.config, turn.signals, customerRequest);
  return {
    reason: trigger.condition,
    action: trigger.action,
    priority: trigger.priority,
    text: textFor(turn.signals, trigger.condition),
  };
}

/**
 * An escalation for a reason found during the turn. Action and priority are those of the tenant's trigger for the
 * reason, or else the specification's defaults (3.4).
 */
export function escalationFor(config: EscalationSections, signals: Signals, reason: EscalationReason): Escalation {
  const trigger = triggerFor(config, signals, reason);
  const standard =
    reason === systemError
      ? { action: "technical_support", priority: "high" }
      : { action: "human_agent_transfer", priority: reason === urgentTicket ? "urgent" : "medium" };
  const { action, priority } = trigger ?? standard;
  return { reason, action, priority, text: textFor(signals, reason) };
}

/** The tenant's trigger that holds only because of this reason. */
function triggerFor(
  config: EscalationSections,
  signals: Signals,
  reason: EscalationReason,
): EscalationTrigger | undefined {
  const withReason = { ...signals, flags: [reason] };
  const withoutReason = { ...signals, flags: [] };
  const { enabled, triggers } = config.business_logic.escalation;
  return enabled
    ? triggers.find(
        ({ condition }) => conditionHolds(condition, withReason) && !conditionHolds(condition, withoutReason),
      )
    : undefined;
}

/**
 * The escalation after a tool failure, if the tenant has a trigger for it. Otherwise the agent explains the failure.
 */
export function escalationForToolFailure(config: EscalationSections, signals: Signals): Escalation | undefined {
  return triggerFor(config, signals, toolFailure) && escalationFor(config, signals, toolFailure);
}

/** The escalation after a tool left a ticket that cannot wait. The customer reads its number. */
export function escalationForUrgentTicket(config: EscalationSections, signals: Signals, number: string): Escalation {
  const escalation = escalationFor(config, signals, urgentTicket);
  const told = phrasesFor(signals.language).requestNumber.replace("{number}", () => number);
  return { ...escalation, text: `${escalation.text} ${told}` };
}

/** Whether the trigger's condition is a customer's request for a person, under any of the signal's names. */
function isRequest(trigger: EscalationTrigger): boolean {
  const nothing: Signals = {
    sentiment_score: 0.5,
    language: "en",
    interaction_count: 1,
    complexity_score: 0,
    customer_type: "standard",
    flags: [],
  };
  return (
    conditionHolds(trigger.condition, { ...nothing, flags: [customerRequest] }) &&
    !conditionHolds(trigger.condition, nothing)
  );
}

/** The message for the customer. It is fixed text, so that it is available when no model answers. */
function textFor(signals: Signals, reason: string): string {
  const phrases = phrasesFor(signals.language);
  if (reason === medical || signals.flags.includes(medical)) return phrases.medicalHandoff;
  if (reason === systemError || reason === toolFailure) return phrases.troubleHandoff;
  if (reason === customerRequest) return phrases.requestedHandoff;
  return phrases.concernHandoff;
}
