import { customerValues } from "../../../../../shared/channels/templates/customer-values.ts";
import { fillText } from "../../../../../shared/channels/templates/fill-text.ts";
import type { TenantConfig } from "../../../../../shared/config/index.ts";
import type { Write } from "../../../../../shared/platform/documents.ts";
import type { Send } from "../../../../../shared/runtime/step.ts";
import type { Conversation } from "../../conversation.ts";
import { handoffPhrases } from "../phrases.ts";
import type { Handoff, Unavailable } from "../state.ts";
import { leaveTicket, ticketOf } from "../tickets/ticket.ts";
import { zendeskTicketFor } from "../tickets/zendesk-ticket.ts";
import { entryFor } from "./destination.ts";

interface Action {
  readonly action: string;
  readonly autoReply: string | null;
  /** True for the handoff's own fallback, false for a `human_unavailable` action. */
  readonly isFallback: boolean;
}

/** The result of one check of an unclaimed handoff. */
export interface UnavailableResult {
  readonly handoff: Handoff;
  readonly texts: readonly string[];
  readonly records: readonly Write[];
  readonly send: readonly Send[];
  /** True when actions remain for after the customer had time to answer. */
  readonly more: boolean;
}

/**
 * The actions for a handoff that no operator takes, in order: its `fallback`, then the tenant's `human_unavailable`.
 */
export function actionsFor(config: TenantConfig, handoff: Pick<Handoff, "type">): readonly Action[] {
  const fallback = entryFor(config, handoff.type)?.fallback;
  return [
    ...(fallback === undefined ? [] : [{ action: fallback, autoReply: null, isFallback: true }]),
    ...config.business_logic.escalation.human_unavailable.map(({ action, auto_reply }) => ({
      action,
      autoReply: auto_reply ?? null,
      isFallback: false,
    })),
  ];
}

/**
 * Runs the remaining actions, up to and including the first that asks the customer something. The next one waits for
 * the answer, or for the tenant's handoff timeout. A handoff leaves at most one ticket. Pure.
 */
export function runUnavailableActions(
  before: Conversation,
  handoff: Handoff,
  config: TenantConfig,
  now: Date,
): UnavailableResult {
  const actions = actionsFor(config, handoff);
  const start: Unavailable = handoff.unavailable ?? {
    since: now.toISOString(),
    done: 0,
    tickets: [],
    awaitsTime: null,
    callbackAt: null,
  };
  const texts: string[] = [];
  let { done, awaitsTime } = start;
  let { agentHelps } = handoff;
  let ticket: "left" | "urgent" | null = null;
  while (done < actions.length) {
    const current = actions[done];
    if (!current) break;
    done += 1;
    const asks = askedBy(current, actions.slice(done), start);
    if (isTicket(current.action)) ticket = isUrgent(current.action) || ticket === "urgent" ? "urgent" : "left";
    if (asks) awaitsTime = kindOf(current.action, actions);
    if (current.action === "offer_alternative") agentHelps = true;
    const own = autoReplyFor(current, before, config);
    const text = own ?? (asks ? questionFor(before.language, awaitsTime) : null);
    if (text !== null) texts.push(text);
    if (asks) break;
  }
  const left = ticket === null ? null : ticketOf({ ...before, handoff }, ticket === "urgent", now);
  const isNew = left !== null && start.tickets.every(({ id }) => id !== left.id);
  const tickets = isNew ? [...start.tickets, { id: left.id, externalId: null }] : start.tickets;
  return {
    handoff: { ...handoff, agentHelps, unavailable: { ...start, done, tickets, awaitsTime } },
    texts,
    records: left ? [leaveTicket(left)] : [],
    send: left && isNew ? zendeskTicketFor(left, config) : [],
    more: done < actions.length,
  };
}

/**
 * Whether this action asks the customer for a time. A fallback leaves that to a later action that asks in the tenant's
 * own words.
 */
function askedBy({ action, isFallback }: Action, later: readonly Action[], { callbackAt }: Unavailable): boolean {
  if (action !== "schedule_callback" && action !== "schedule_appointment") return false;
  if (callbackAt !== null) return false;
  return (
    !isFallback || !later.some((each) => each.action === "schedule_callback" || each.action === "schedule_appointment")
  );
}

/** A fallback appointment stays an appointment, although `schedule_callback` asks for the time. */
function kindOf(action: string, actions: readonly Action[]): "callback" | "appointment" {
  const wished = action === "schedule_appointment" || actions[0]?.action === "schedule_appointment";
  return wished ? "appointment" : "callback";
}

/** The tenant's own words; null where there are none, or where nothing stands for a placeholder in them. */
function autoReplyFor({ autoReply }: Action, { customer }: Conversation, { client_name }: TenantConfig): string | null {
  if (autoReply === null) return null;
  const { text, unknown } = fillText(autoReply, customerValues(customer.name, client_name));
  return unknown.length === 0 ? text : null;
}

/** A tool named as a fallback cannot be called without a model: a person is asked to. */
function isTicket(action: string): boolean {
  return !["schedule_callback", "schedule_appointment", "offer_alternative"].includes(action);
}

function isUrgent(action: string): boolean {
  return action === "create_urgent_ticket";
}

function questionFor(language: string, kind: "callback" | "appointment" | null): string {
  const phrases = handoffPhrases(language);
  return kind === "appointment" ? phrases.askAppointment : phrases.askTime;
}
