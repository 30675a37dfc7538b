import type { AgentOutcome, Briefing } from "../../../../shared/agent/agent.ts";
import type { Signals } from "../../../../shared/agent/signals.ts";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import type { Content } from "../../../../shared/events/index.ts";
import type { Documents, Write } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { NewEvent, NewTask, StepContext } from "../../../../shared/runtime/step.ts";
import type { Tool } from "../../../../shared/tools/tool.ts";
import type { Conversation, Inbound } from "../conversation.ts";

/** A turn as a business rule sees it. */
export interface FeatureTurn {
  readonly tenantId: TenantId;
  readonly turnId: string;
  /** As the turn found it. */
  readonly conversation: Conversation;
  readonly inbound: readonly Inbound[];
  readonly config: TenantConfig;
  readonly signals: Signals;
}

export interface FeaturePorts {
  readonly documents: Documents;
  readonly effect: StepContext["effect"];
  readonly log: StepContext["log"];
  readonly now: Date;
}

/** What a rule found before the agent is asked. `found` is the rule's own: plain data, handed to its `conclude`. */
export type Preparation =
  /** The rule answers, and no model is asked; null: nothing is said. */
  | { readonly type: "reply"; readonly content: Content | null; readonly found: unknown }
  /** The agent answers, told this and given these tools besides its own. */
  | {
      readonly type: "brief";
      readonly briefing: Briefing;
      readonly tools: readonly Tool[];
      /** Bare signals that hold besides those the messages tell: escalation triggers may ask for them. */
      readonly flags?: readonly string[];
      readonly found: unknown;
    };

/** What follows from a turn beside its reply; joined with the turn's own into one commit. */
export interface Consequences {
  /** Fields of the conversation the rule changes: those it owns. */
  readonly conversation?: Partial<Conversation>;
  /** Messages of their own, sent after the reply. */
  readonly messages?: readonly Content[];
  readonly publish?: readonly NewEvent[];
  readonly schedule?: readonly NewTask[];
  readonly cancel?: readonly string[];
  readonly records?: readonly Write[];
}

/**
 * A business rule that takes part in turns: surveys, offers, keywords. One file each, listed in index.ts in the order
 * in which they are asked; the first that replies ends the asking. A rule that has nothing to do costs no read and no
 * write.
 */
export interface Feature {
  readonly name: string;
  prepare?(turn: FeatureTurn, ports: FeaturePorts): Promise<Preparation | undefined> | Preparation | undefined;
  /** Pure. `next` is the conversation as the turn and the rules before this one leave it. */
  conclude?(
    turn: FeatureTurn,
    end: {
      readonly outcome: AgentOutcome;
      readonly next: Conversation;
      /** What this rule's `prepare` found; undefined when it found nothing or was not asked. */
      readonly found: unknown;
      readonly now: Date;
    },
  ): Consequences | undefined;
}
