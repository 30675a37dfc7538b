import type { AgentOutcome, Briefing } from "../../../../shared/agent/agent.ts";
import type { GrantedCall } from "../../../../shared/agent/calls/asked-call.ts";
import type { Signals } from "../../../../shared/agent/signals/signals.ts";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import type { Content } from "../../../../shared/events/index.ts";
import type { Documents, Write } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { NewEvent, NewTask, StepContext } from "../../../../shared/runtime/step.ts";
import type { Identity } from "../../../../shared/tools/identity.ts";
import type { Tool } from "../../../../shared/tools/tool.ts";
import type { Inbound } from "../conversation.ts";
import type { ConversationWith, Engagement, NoState, StateShape } from "./feature-state.ts";

/** A turn as a feature sees it. */
export interface FeatureTurn<S extends StateShape = NoState> {
  readonly tenantId: TenantId;
  readonly turnId: string;
  /** The conversation before the turn. */
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
  /** The engagement before the turn. */
  readonly engagement: Engagement;
}

/**
 * What a feature prepared before the agent is asked. `found` is the feature's own plain data, passed to its `conclude`.
 */
export type Preparation =
  /** The feature answers and no model is asked. Null content sends nothing. */
  | { readonly type: "reply"; readonly content: Content | null; readonly found: unknown }
  /** The agent answers, with these notes and tools added. */
  | {
      readonly type: "brief";
      readonly briefing: Briefing;
      readonly tools: readonly Tool[];
      /** Flags added to the signals of the messages. Escalation triggers may refer to them. */
      readonly flags?: readonly string[];
      /** Who the customer has proven to be. */
      readonly identity?: Identity;
      /** A call to which the customer has agreed: it runs before the agent answers. */
      readonly granted?: GrantedCall;
      readonly found: unknown;
    };

/** A turn's consequences besides its reply. They join the turn's commit. */
export interface Consequences<S extends StateShape = NoState> {
  /** Conversation fields that the feature changes: the engine's and its own. */
  readonly conversation?: Partial<ConversationWith<S>>;
  /** Separate messages, sent after the reply. */
  readonly messages?: readonly Content[];
  readonly publish?: readonly NewEvent[];
  readonly schedule?: readonly NewTask[];
  readonly cancel?: readonly string[];
  readonly records?: readonly Write[];
}

/**
 * A feature's part in turns. Features run in the order of index.ts, until one replies. A feature with nothing to do
 * costs no read and no write.
 */
export interface TurnPart<S extends StateShape = NoState> {
  /** True for messages to handle at once, despite a burst window or a handoff. Pure. */
  interrupts?(conversation: ConversationWith<S>, inbound: readonly Inbound[]): boolean;
  /**
   * The messages without what only this feature may read, such as a code. Other features, the agent and every record see
   * the result; the feature's own `prepare` sees the messages as they came. Pure.
   */
  conceal?(conversation: ConversationWith<S>, inbound: readonly Inbound[]): readonly Inbound[];
  prepare?(turn: FeatureTurn<S>, ports: FeaturePorts): Promise<Preparation | undefined> | Preparation | undefined;
  /** Pure. */
  conclude?(turn: FeatureTurn<S>, end: TurnEnd<S>): Consequences<S> | undefined;
}

export interface TurnEnd<S extends StateShape = NoState> {
  readonly outcome: AgentOutcome;
  /** The conversation after the turn and the features that ran before this one. */
  readonly next: ConversationWith<S>;
  /** The engagement of `next`. */
  readonly engagement: Engagement;
  /** What this feature's `prepare` found. Undefined when it found nothing or did not run. */
  readonly found: unknown;
  readonly now: Date;
}
