import type { AgentOutcome } from "../../../../shared/agent/agent.ts";
import type { GrantedCall } from "../../../../shared/agent/calls/asked-call.ts";
import type { Identity } from "../../../../shared/tools/identity.ts";
import type { Tool } from "../../../../shared/tools/tool.ts";
import type { Conversation, Inbound } from "../conversation.ts";
import { engagementOf } from "./all-features.ts";
import type { Consequences, FeaturePorts, FeatureTurn, Preparation } from "./turn-part.ts";
import { loadTurnParts, type TurnParts } from "./turn-parts.ts";

/** What the features prepared before the agent was asked. */
export interface Prepared {
  /** The reply of the feature that answers instead of the agent. */
  readonly reply: Extract<Preparation, { type: "reply" }> | null;
  readonly notes: readonly string[];
  readonly sources: Extract<Preparation, { type: "brief" }>["briefing"]["sources"];
  readonly tools: readonly Tool[];
  /** Signal flags raised by the features. */
  readonly flags: readonly string[];
  readonly identity: Identity | undefined;
  readonly granted: GrantedCall | undefined;
  /** The messages as the agent and the records see them. */
  readonly inbound: readonly Inbound[];
  /** Plain data, by the feature's name. */
  readonly found: Readonly<Record<string, unknown>>;
  /** The features' parts that were asked, for `concludeTurn`. */
  readonly parts: TurnParts;
}

/** Runs the features' `prepare` in order. Stops at the first feature that replies. */
export async function prepareTurn(turn: FeatureTurn, ports: Omit<FeaturePorts, "engagement">): Promise<Prepared> {
  const parts = await loadTurnParts();
  const engagement = engagementOf(turn.conversation, ports.now);
  const found: Record<string, unknown> = {};
  const briefs: Extract<Preparation, { type: "brief" }>[] = [];
  let reply: Prepared["reply"] = null;
  const inbound = concealBy(parts, turn.conversation, turn.inbound);
  for (const part of parts) {
    const preparation = await part.prepare?.(part.conceal ? turn : { ...turn, inbound }, { ...ports, engagement });
    if (!preparation) continue;
    found[part.name] = preparation.found;
    if (preparation.type === "brief") briefs.push(preparation);
    else reply = preparation;
    if (reply) break;
  }
  return {
    reply,
    notes: briefs.flatMap(({ briefing }) => briefing.notes),
    sources: briefs.flatMap(({ briefing }) => briefing.sources),
    tools: briefs.flatMap(({ tools }) => tools),
    flags: briefs.flatMap(({ flags = [] }) => flags),
    identity: briefs.findLast(({ identity }) => identity !== undefined)?.identity,
    granted: briefs.findLast(({ granted }) => granted !== undefined)?.granted,
    inbound,
    found,
    parts,
  };
}

/** Merges the features' consequences and returns the resulting conversation. Pure. */
export function concludeTurn(
  turn: FeatureTurn,
  end: {
    readonly outcome: AgentOutcome;
    readonly next: Conversation;
    readonly found: Prepared["found"];
    readonly parts: TurnParts;
    readonly now: Date;
  },
): Required<Omit<Consequences, "conversation">> & { readonly conversation: Conversation } {
  let conversation = end.next;
  const all: Consequences[] = [];
  for (const part of end.parts) {
    const engagement = engagementOf(conversation, end.now);
    const found = end.found[part.name];
    const consequences = part.conclude?.(turn, { ...end, next: conversation, engagement, found });
    if (!consequences) continue;
    conversation = { ...conversation, ...consequences.conversation };
    all.push(consequences);
  }
  return {
    conversation,
    messages: all.flatMap(({ messages = [] }) => messages),
    publish: all.flatMap(({ publish = [] }) => publish),
    schedule: all.flatMap(({ schedule = [] }) => schedule),
    cancel: all.flatMap(({ cancel = [] }) => cancel),
    records: all.flatMap(({ records = [] }) => records),
  };
}

/** The messages as everybody but the features that conceal something sees them. */
export async function conceal(conversation: Conversation, inbound: readonly Inbound[]): Promise<readonly Inbound[]> {
  return concealBy(await loadTurnParts(), conversation, inbound);
}

function concealBy(parts: TurnParts, conversation: Conversation, inbound: readonly Inbound[]): readonly Inbound[] {
  return parts.reduce((shown, part) => part.conceal?.(conversation, shown) ?? shown, inbound);
}

/** True when a feature must handle these messages at once, despite a burst window or a handoff. */
export async function interruptsWaiting(conversation: Conversation, inbound: readonly Inbound[]): Promise<boolean> {
  return (await loadTurnParts()).some((part) => part.interrupts?.(conversation, inbound));
}
