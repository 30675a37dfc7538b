import type { AgentOutcome } from "../../../../shared/agent/agent.ts";
import type { Tool } from "../../../../shared/tools/tool.ts";
import type { Conversation } from "../conversation.ts";
import type { Consequences, FeaturePorts, FeatureTurn, Preparation } from "./feature.ts";
import { features } from "./index.ts";

/** What the rules found before the agent was asked. */
export interface Prepared {
  /** The reply of the rule that answers instead of the agent. */
  readonly reply: Extract<Preparation, { type: "reply" }> | null;
  readonly notes: readonly string[];
  readonly sources: Extract<Preparation, { type: "brief" }>["briefing"]["sources"];
  readonly tools: readonly Tool[];
  /** Bare signals that the rules raise. */
  readonly flags: readonly string[];
  /** By the rule's name. Plain data. */
  readonly found: Readonly<Record<string, unknown>>;
}

/** Asks the rules in their order; the first that replies ends the asking. */
export async function prepareTurn(turn: FeatureTurn, ports: FeaturePorts): Promise<Prepared> {
  const found: Record<string, unknown> = {};
  const briefs: Extract<Preparation, { type: "brief" }>[] = [];
  let reply: Prepared["reply"] = null;
  for (const rule of features) {
    const preparation = await rule.prepare?.(turn, ports);
    if (!preparation) continue;
    found[rule.name] = preparation.found;
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
    found,
  };
}

/** The rules' consequences as one, and the conversation as they leave it. Pure. */
export function concludeTurn(
  turn: FeatureTurn,
  end: {
    readonly outcome: AgentOutcome;
    readonly next: Conversation;
    readonly found: Prepared["found"];
    readonly now: Date;
  },
): Required<Omit<Consequences, "conversation">> & { readonly conversation: Conversation } {
  let conversation = end.next;
  const all: Consequences[] = [];
  for (const rule of features) {
    const consequences = rule.conclude?.(turn, { ...end, next: conversation, found: end.found[rule.name] });
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
