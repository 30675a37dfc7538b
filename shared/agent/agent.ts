import type { TenantConfig } from "../config/index.ts";
import type { Attachment, ChannelType, MessageDetails } from "../events/index.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { Source } from "../knowledge/source.ts";
import type { ModelReply, ModelRequest, Models } from "../models/model.ts";
import type { TenantId } from "../platform/tenant.ts";
import type { StepContext } from "../runtime/step.ts";
import type { Marks } from "../tools/agreement.ts";
import type { Identity } from "../tools/identity.ts";
import type { Tool, ToolCallContext } from "../tools/tool.ts";
import type { AskedCall, GrantedCall } from "./calls/asked-call.ts";
import type { Signals } from "./signals/signals.ts";

export interface HistoryMessage {
  readonly role: "customer" | "agent" | "operator";
  readonly text: string;
  readonly at: string;
  /** What a customer's message refers to, in lines. */
  readonly about?: readonly string[] | undefined;
}

interface InboundMessage {
  readonly id: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly at: string;
  /** Set for voice notes: those that were heard are in the text. `unheard` is why one was not. */
  readonly voice?: { readonly unheard: string | null } | undefined;
  readonly details?: MessageDetails | undefined;
}

/**
 * The platform's instructions for one turn. The platform writes them from configuration, never from customers' text.
 */
export interface Briefing {
  readonly notes: readonly string[];
  /** Additional sources, besides the knowledge, for claims and prices in the answer. */
  readonly sources: readonly Source[];
}

/** One turn to answer: all of the agent's input, as data. */
export interface AgentTurn {
  readonly tenantId: TenantId;
  readonly turnId: string;
  readonly conversationId: string;
  readonly channel: ChannelType;
  readonly config: TenantConfig;
  readonly customer: ToolCallContext["customer"];
  /** The model's summary of the messages before `recent`; empty when there are none. */
  readonly summary: string;
  readonly recent: readonly HistoryMessage[];
  /** Number of messages before `recent` that the summary does not cover. Absent when it covers all of them. */
  readonly missing?: number;
  /** The messages to answer, oldest first. A burst holds several. */
  readonly inbound: readonly InboundMessage[];
  readonly context: Readonly<Record<string, string>>;
  /** Who the customer proved to be before this turn. Absent: nobody. */
  readonly identity?: Identity | undefined;
  readonly signals: Signals;
  /** Runs before the model is asked, which is told its result. */
  readonly granted?: GrantedCall;
  readonly briefing?: Briefing;
  readonly now: Date;
}

export interface AgentPorts {
  readonly models: Models;
  readonly tools: readonly Tool[];
  readonly knowledge: Knowledge;
  readonly effect: StepContext["effect"];
  /**
   * The models' replies from an earlier run of this turn that reached a side effect. A repeated run reuses them: a new
   * reply might word the call differently, and the side effect would then happen twice.
   */
  readonly savedReplies: readonly ModelReply[];
  /** Saves the models' replies of this turn so far. Called before each side effect that they request. */
  saveReplies(replies: readonly ModelReply[]): Promise<void>;
  /** What this turn has established, over its repeats: `keep` it before a side effect that changes it. */
  readonly marks: Marks;
  readonly log: StepContext["log"];
  /** Aborts when the turn's deadline passes or the caller leaves. */
  readonly signal: AbortSignal;
  /** Told of each request to a model, in their order, also of one that an earlier run of this turn made. */
  noteAsked?(asked: AskedModel): void;
  /** Receives the turn's events. Without it, the guard checks only the whole reply and not each sentence. */
  emit?(event: AgentEvent): void;
}

/** A request to a model as it was sent, and what came of it. */
export interface AskedModel extends Pick<ModelRequest, "system" | "messages" | "tools"> {
  /** Null: there was none. */
  readonly reply: ModelReply | null;
  /** Why its text was not used: the guard's finding, or the code of the failure. */
  readonly refused: string | null;
  readonly durationMs: number;
}

/** An event of a running turn. Tokens are held back until the guard has passed their sentence. */
export type AgentEvent =
  | { readonly type: "token"; readonly text: string }
  | {
      readonly type: "tool";
      readonly name: string;
      readonly status: "started" | "completed" | "failed";
      readonly durationMs?: number;
      /** The call was not made: it waits until they agree to it. Beside the status `failed`. */
      readonly waitsFor?: "customer" | "operator";
    }
  /** The streamed text is withdrawn, because the guard stopped the reply. Another reply follows. */
  | { readonly type: "retracted" };

export interface ToolCallRecord {
  readonly id: string;
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly result: unknown;
  readonly status: "completed" | "failed";
  readonly error: string | null;
  readonly durationMs: number;
  /** What the call cost the tenant; absent for a free one. */
  readonly cost?: number;
}

export interface AgentUsage {
  /** As the configuration names it. */
  readonly model: string;
  /** The model that answered, as its vendor names it. */
  readonly served: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly modelCalls: number;
  readonly modelMs: number;
  /** Of the input tokens, those that the vendor had in its cache. */
  readonly cachedTokens?: number | undefined;
}

interface OutcomeBase {
  readonly toolCalls: readonly ToolCallRecord[];
  readonly context: Readonly<Record<string, string>>;
  readonly usage: AgentUsage;
  /** A call that waits for somebody's yes. The text asks for it. */
  readonly asks?: AskedCall;
  /** Codes of the guard's findings, such as `prompt-leak` or `unsupported-price`. */
  readonly guardFindings: readonly string[];
  /** The tool that the model called again and again with the same result. It could call no more. */
  readonly loop?: string;
}

/** A source that the reply cites, with its files. */
export type Citation = Pick<Source, "id" | "title" | "files">;

export type AgentOutcome =
  | (OutcomeBase & {
      readonly status: "reply";
      readonly text: string;
      readonly citations: readonly Citation[];
    })
  | (OutcomeBase & {
      readonly status: "escalate";
      /** A stable code (`EscalationReason` in escalation.ts), or the trigger's condition. */
      readonly reason: string;
      readonly action: string;
      readonly priority: string;
      /** The message for the customer, in the customer's language if the model could write it. */
      readonly text: string;
    });

export interface Agent {
  /**
   * Answers the turn or escalates it to a person.
   * @throws RetryableError `model-unavailable` when every model failed or the deadline passed, `turn-aborted` when the
   * deadline passed during a tool call
   */
  run(turn: AgentTurn, ports: AgentPorts): Promise<AgentOutcome>;
}
