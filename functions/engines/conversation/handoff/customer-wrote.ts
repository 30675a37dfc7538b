import type { TenantConfig } from "../../../../shared/config/index.ts";
import { callbackRequested } from "../../../../shared/events/index.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { type Decision, newEvent } from "../../../../shared/runtime/step.ts";
import type { Conversation, Inbound } from "../conversation.ts";
import { appendOutboundTurn } from "../outbound/append-turn.ts";
import { runUnavailableActions } from "./assignment/unavailable-actions.ts";
import { logEntry } from "./log.ts";
import { handoffPhrases } from "./phrases.ts";
import { type AskedTime, type Handoff, timerName, type Unavailable } from "./state.ts";
import { handoffTimer, timeoutMsOf } from "./timer.ts";

/**
 * Whether the agent answers the customer. During a handoff it does so while a callback is asked for or planned, and
 * after it offered to help meanwhile. It never does once an operator has the conversation.
 */
export function agentMayAnswer({ status, handoff }: Pick<Conversation, "status" | "handoff">): boolean {
  if (status === "active") return true;
  if (status !== "escalated" || !handoff || handoff.stage === "with_operator") return false;
  const { unavailable } = handoff;
  const isPlanned = unavailable !== null && unavailable.callbackAt !== null && !unavailable.passedOn;
  return handoff.agentHelps || isPlanned || (unavailable !== null && unavailable.awaitsTime !== null);
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

/** What the reply of a customer who was asked when to call leads to. */
export type CallbackAnswer =
  | { readonly type: "time"; readonly time: CallbackTime }
  /** The time is not clear: `text` asks about it. */
  | { readonly type: "ask"; readonly text: string; readonly asked: AskedTime }
  /** The message is about something else, or was asked about enough. */
  | { readonly type: "agent" };

interface Answered {
  readonly eventId: string;
  readonly inbound: Inbound;
  readonly config: TenantConfig;
  readonly answer: Exclude<CallbackAnswer, { readonly type: "agent" }>;
  readonly now: Date;
}

/**
 * Handles the reply of a customer who was asked when to call. A time is confirmed and passed on to whoever calls back,
 * and the tenant's next actions follow. A time that is not clear is asked about. Undefined when the customer was not
 * asked. Pure.
 */
export function decideOnCallbackTime(before: Conversation, answered: Answered): Decision<Conversation> | undefined {
  const { handoff } = before;
  if (!handoff?.unavailable?.awaitsTime) return undefined;
  const { answer } = answered;
  if (answer.type === "time")
    return confirmTime(before, { ...answered, handoff, unavailable: handoff.unavailable, time: answer.time });
  const unavailable = { ...handoff.unavailable, asked: answer.asked };
  return sayAbout(before, { ...answered, handoff, next: { ...handoff, unavailable }, texts: [answer.text] });
}

function confirmTime(
  before: Conversation,
  answer: Answered & { readonly handoff: Handoff; readonly unavailable: Unavailable; readonly time: CallbackTime },
): Decision<Conversation> {
  const { handoff, unavailable, config, time, now } = answer;
  const { asked: _, ...settled } = unavailable;
  const answered: Handoff = {
    ...handoff,
    attempt: handoff.attempt + 1,
    dueAt: null,
    unavailable: { ...settled, awaitsTime: null, callbackAt: time.at },
  };
  const kind = unavailable.awaitsTime ?? "callback";
  const result = runUnavailableActions(before, answered, config, now);
  const phrases = handoffPhrases(before.language);
  const confirmation = kind === "appointment" ? phrases.appointmentSet : phrases.callSet;
  const nextAt = result.more ? new Date(now.getTime() + timeoutMsOf(config, handoff)) : null;
  // An operator may be being asked now: their deadline stands.
  const isOffered = handoff.stage === "assigned";
  const next: Handoff = isOffered
    ? { ...result.handoff, attempt: handoff.attempt, dueAt: handoff.dueAt }
    : { ...result.handoff, dueAt: nextAt?.toISOString() ?? null };
  const texts = [confirmation.replace("{time}", time.written), ...result.texts];
  const said = sayAbout(before, { ...answer, next, texts });
  return {
    ...said,
    writes: [...(said.writes ?? []), ...result.records],
    publish: [callback({ ...said.document, handoff: next }, { kind, time, config })],
    schedule: nextAt && !isOffered ? [handoffTimer({ ...said.document, handoff: next }, nextAt)] : [],
    cancel: handoff.dueAt !== null && !isOffered ? [timerName(handoff)] : [],
    send: [...(said.send ?? []), ...result.send],
  };
}

/** Appends the customer's message and the product's answer to it, with the handoff after them. */
function sayAbout(
  before: Conversation,
  said: Answered & { readonly handoff: Handoff; readonly next: Handoff; readonly texts: readonly string[] },
): Decision<Conversation> {
  const { eventId, inbound, config, handoff, next, texts, now } = said;
  const speaker = { origin: { kind: "handoff", id: handoff.id } } as const;
  const turn = appendOutboundTurn(before, { turnId: eventId, texts, speaker, inbound: [inbound], config, now });
  const document = { ...turn.conversation, handoff: next };
  const news = { eventId, kind: "customer-wrote", at: now.toISOString(), text: inbound.text } as const;
  return { document, writes: [turn.write, logEntry(document, news)], send: turn.send };
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
