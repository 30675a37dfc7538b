import type { AgentOutcome, Briefing } from "../../../../shared/agent/agent.ts";
import type { Signals } from "../../../../shared/agent/signals.ts";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import type { Content } from "../../../../shared/events/index.ts";
import type { Documents, Write } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { NewEvent, NewTask, StepContext } from "../../../../shared/runtime/step.ts";
import type { Tool } from "../../../../shared/tools/tool.ts";
import type { Inbound } from "../conversation.ts";
import type { ConversationWith, Engagement, NoState, StateShape } from "./feature-state.ts";

/** A turn as a feature sees it. */
export interface FeatureTurn<S extends StateShape = NoState> {
  readonly tenantId: TenantId;
  readonly turnId: string;
  /** As the turn found it. */
  readonly conversation: ConversationWith<S>;
  readonly inbound: readonly Inbound[];
  readonly config: TenantConfig;
  readonly signals: Signals;
}

export interface FeaturePorts {
  readonly documents: Documents;
  readonly effect: StepContext["effect"];
  readonly log: StepContext["log"];
  readonly now: Date;
  /** Of the conversation as the turn found it. */
  readonly engagement: Engagement;
}

/** What a feature found before the agent is asked. `found` is its own: plain data, handed to its `conclude`. */
export type Preparation =
  /** The feature answers, and no model is asked; null: nothing is said. */
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
export interface Consequences<S extends StateShape = NoState> {
  /** Fields of the conversation the feature changes: the engine's and its own. */
  readonly conversation?: Partial<ConversationWith<S>>;
  /** Messages of their own, sent after the reply. */
  readonly messages?: readonly Content[];
  readonly publish?: readonly NewEvent[];
  readonly schedule?: readonly NewTask[];
  readonly cancel?: readonly string[];
  readonly records?: readonly Write[];
}

/**
 * A feature's part in turns. Features are asked in the order of index.ts; the first that replies ends the asking. One
 * that has nothing to do costs no read and no write.
 */
export interface TurnPart<S extends StateShape = NoState> {
  /** True of messages that wait for nothing: neither for the end of a burst nor for a person. Pure. */
  interrupts?(conversation: ConversationWith<S>, inbound: readonly Inbound[]): boolean;
  prepare?(turn: FeatureTurn<S>, ports: FeaturePorts): Promise<Preparation | undefined> | Preparation | undefined;
  /** Pure. */
  conclude?(turn: FeatureTurn<S>, end: TurnEnd<S>): Consequences<S> | undefined;
}

export interface TurnEnd<S extends StateShape = NoState> {
  readonly outcome: AgentOutcome;
  /** The conversation as the turn and the features before this one leave it. */
  readonly next: ConversationWith<S>;
  /** Of `next`. */
  readonly engagement: Engagement;
  /** What this feature's `prepare` found; undefined when it found nothing or was not asked. */
  readonly found: unknown;
  readonly now: Date;
}
