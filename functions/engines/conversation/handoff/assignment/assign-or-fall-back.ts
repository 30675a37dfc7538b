import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { put } from "../../../../../shared/platform/documents.ts";
import type { Decision } from "../../../../../shared/runtime/step.ts";
import { isOpen } from "../../../../../shared/time/opening-hours.ts";
import type { Conversation } from "../../conversation.ts";
import { appendOutboundTurn } from "../../outbound/append-turn.ts";
import { logEntry } from "../log.ts";
import { chooseOperator } from "../operators/choose-operator.ts";
import { type Candidate, operators } from "../operators/operator.ts";
import type { Handoff } from "../state.ts";
import { colleaguesByTelephone, maxTelephoneMs, mayAskByTelephone } from "../telephone/telephone.ts";
import { handoffTimer, timeoutMsOf } from "../timer.ts";
import { runUnavailableActions } from "./unavailable-actions.ts";

type Waiting = Conversation & { readonly handoff: Handoff };

interface Look {
  readonly eventId: string;
  readonly candidates: readonly Candidate[];
  readonly config: TenantConfig;
  /** True to only ask an operator, without falling back. */
  readonly offer: boolean;
  readonly now: Date;
}

/**
 * Assigns a waiting handoff to an operator, or runs the next action for unavailable operators. Undefined when an offer
 * finds no operator. Pure.
 */
export function assignOrFallBack(before: Waiting, look: Look): Decision<Conversation> | undefined {
  const { handoff } = before;
  const tried = askedSoFar(handoff);
  if (!look.offer && mayAskByTelephone(before, look.config) && isOpen(look.config, look.now))
    return askByTelephone(before, tried, look);
  const need = { handoff: { ...handoff, tried }, language: before.language };
  const chosen = isOpen(look.config, look.now) ? chooseOperator(look.candidates, need, look.config) : undefined;
  if (chosen) return askOperator(before, tried, chosen, look);
  return look.offer ? undefined : fallBack(before, look);
}

/** Operators who were asked for this handoff, with the one who is asked at the moment. */
export function askedSoFar({ assignedTo, tried }: Pick<Handoff, "assignedTo" | "tried">): string[] {
  return assignedTo === null ? tried : [...tried, assignedTo];
}

/** The call's own process dials them (voice-runner/transfer). The timer goes on with the next where it does not. */
function askByTelephone(before: Waiting, tried: readonly string[], look: Look): Decision<Conversation> {
  const timeoutMs = maxTelephoneMs(look.config, before.handoff);
  return assignTo(before, { assignedTo: colleaguesByTelephone, tried, timeoutMs }, look);
}

/** The operator's own document joins the commit, so that two handoffs never count on the same free place. */
function askOperator(
  before: Waiting,
  tried: readonly string[],
  { stored }: Candidate,
  look: Look,
): Decision<Conversation> {
  const at = look.now.toISOString();
  const { id } = stored.data.state;
  const timeoutMs = timeoutMsOf(look.config, before.handoff);
  const assigned = assignTo(before, { assignedTo: id, tried, timeoutMs }, look);
  const busier = { ...stored.data, state: { ...stored.data.state, lastAssignedAt: at, updatedAt: at } };
  const busy = put(operators.collection, id, busier, { ifVersion: stored.version });
  return { ...assigned, writes: [busy, ...(assigned.writes ?? [])] };
}

/** The handoff waits for somebody's answer until its time is over. */
function assignTo(
  before: Waiting,
  to: { readonly assignedTo: string; readonly tried: readonly string[]; readonly timeoutMs: number },
  { eventId, now }: Look,
): Decision<Conversation> {
  const { assignedTo, tried, timeoutMs } = to;
  const at = now.toISOString();
  const dueAt = new Date(now.getTime() + timeoutMs);
  const handoff: Handoff = {
    ...before.handoff,
    stage: "assigned",
    assignedTo,
    assignedAt: at,
    dueAt: dueAt.toISOString(),
    attempt: before.handoff.attempt + 1,
    tried: [...tried],
  };
  const document = { ...before, handoff, updatedAt: at };
  return {
    document,
    writes: [logEntry(document, { eventId, kind: "assigned", at })],
    schedule: [handoffTimer(document, dueAt)],
  };
}

/**
 * Runs the tenant's actions when no operator is left, a few at a time. Operators who were asked before may be asked
 * again.
 */
function fallBack(before: Waiting, { eventId, config, now }: Look): Decision<Conversation> {
  const at = now.toISOString();
  const waiting: Handoff = {
    ...before.handoff,
    stage: "queued",
    assignedTo: null,
    assignedAt: null,
    dueAt: null,
    attempt: before.handoff.attempt + 1,
    tried: [],
  };
  const first = before.handoff.unavailable === null;
  const result = runUnavailableActions(before, waiting, config, now);
  const nextAt = result.more ? new Date(now.getTime() + timeoutMsOf(config, waiting)) : null;
  const handoff = { ...result.handoff, dueAt: nextAt?.toISOString() ?? null };
  const standing = { ...before, handoff, updatedAt: at };
  const origin = { kind: "handoff", id: handoff.id } as const;
  const { texts } = result;
  const turn =
    texts.length > 0
      ? appendOutboundTurn(standing, { turnId: eventId, texts, speaker: { origin }, config, now })
      : undefined;
  const document = { ...(turn?.conversation ?? standing), handoff };
  return {
    document,
    writes: [
      ...(turn ? [turn.write] : []),
      ...result.records,
      ...(first ? [logEntry(document, { eventId, kind: "unavailable", at })] : []),
    ],
    schedule: nextAt ? [handoffTimer(document, nextAt)] : [],
    send: [...(turn?.send ?? []), ...result.send],
  };
}
