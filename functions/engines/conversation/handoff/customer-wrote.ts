import type { TenantConfig } from "../../../../shared/config/index.ts";
import { callbackRequested } from "../../../../shared/events/index.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { type Decision, newEvent } from "../../../../shared/runtime/step.ts";
import type { Conversation, Inbound } from "../conversation.ts";
import { appendOutboundTurn } from "../outbound/append-turn.ts";
import { logEntry } from "./log.ts";
import { handoffPhrases } from "./phrases.ts";
import { type Handoff, timerName } from "./state.ts";
import { handoffTimer, timeoutMsOf } from "./timer.ts";
import { runUnavailableActions } from "./unavailable-actions.ts";

/**
 * Whether the agent answers the customer. During a handoff it answers only after it offered to help meanwhile, and
 * never once an operator has the conversation.
 */
export function agentMayAnswer({ status, handoff }: Pick<Conversation, "status" | "handoff">): boolean {
  return status === "active" || (status === "escalated" && handoff?.agentHelps === true);
}

/** True when the customer was asked when to call: their message is read for a time. */
export function awaitsTime({ status, handoff }: Pick<Conversation, "status" | "handoff">): boolean {
  return status === "escalated" && handoff?.open === true && (handoff.unavailable?.awaitsTime ?? null) !== null;
}

/** A time read from the customer's message, within the tenant's hours. */
export interface CallbackTime {
  /** ISO 8601 with the offset of the tenant's time zone. */
  readonly at: string;
  /** The time as the customer reads it. */
  readonly written: string;
}

interface Answered {
  readonly eventId: string;
  readonly inbound: Inbound;
  readonly config: TenantConfig;
  /** Null when the message names no time. */
  readonly time: CallbackTime | null;
  readonly now: Date;
}

/**
 * Handles the reply of a customer who was asked when to call. A time is confirmed and passed on to whoever calls back.
 * In both cases the tenant's next actions follow. Undefined when there is nothing to say: the message is only recorded.
 * Pure.
 */
export function decideOnCallbackTime(before: Conversation, answer: Answered): Decision<Conversation> | undefined {
  const { handoff, language } = before;
  if (!handoff?.unavailable?.awaitsTime) return undefined;
  const { eventId, inbound, config, time, now } = answer;
  const kind = handoff.unavailable.awaitsTime;
  const answered: Handoff = {
    ...handoff,
    attempt: handoff.attempt + 1,
    dueAt: null,
    unavailable: { ...handoff.unavailable, awaitsTime: null, callbackAt: time?.at ?? null },
  };
  const result = runUnavailableActions(before, answered, config, now);
  const phrases = handoffPhrases(language);
  const confirmation = kind === "appointment" ? phrases.appointmentSet : phrases.callSet;
  const texts = [...(time ? [confirmation.replace("{time}", time.written)] : []), ...result.texts];
  if (texts.length === 0) return undefined;
  const nextAt = result.more ? new Date(now.getTime() + timeoutMsOf(config, handoff)) : null;
  // An operator may be being asked now: their deadline stands.
  const asked = handoff.stage === "assigned";
  const next: Handoff = asked
    ? { ...result.handoff, attempt: handoff.attempt, dueAt: handoff.dueAt }
    : { ...result.handoff, dueAt: nextAt?.toISOString() ?? null };
  const speaker = { origin: { kind: "handoff", id: handoff.id } } as const;
  const turn = appendOutboundTurn(before, { turnId: eventId, texts, speaker, inbound: [inbound], config, now });
  const document = { ...turn.conversation, handoff: next };
  const news = { eventId, kind: "customer-wrote", at: now.toISOString(), text: inbound.text } as const;
  return {
    document,
    writes: [turn.write, ...result.records, logEntry(document, news)],
    publish: time ? [callback(document, { kind, time, config })] : [],
    schedule: nextAt && !asked ? [handoffTimer(document, nextAt)] : [],
    cancel: handoff.dueAt !== null && !asked ? [timerName(handoff)] : [],
    send: [...turn.send, ...result.send],
  };
}

function callback(
  { id: conversationId, handoff, escalation, customer, channel }: Conversation & { readonly handoff: Handoff },
  call: { readonly kind: "callback" | "appointment"; readonly time: CallbackTime; readonly config: TenantConfig },
) {
  return newEvent(callbackRequested, conversationId, {
    requestId: deriveId(handoff.id, "callback"),
    conversationId,
    kind: call.kind,
    at: call.time.at,
    timeZone: call.config.timezone,
    customerId: customer.id,
    channel,
    address: customer.address,
    reason: escalation?.reason ?? "",
    department: handoff.department,
    ticketId: handoff.unavailable?.tickets[0]?.id ?? null,
  });
}
