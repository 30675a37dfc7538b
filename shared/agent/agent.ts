import type { TenantConfig } from "../config/index.ts";
import type { Attachment, ChannelType } from "../events/index.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { Source } from "../knowledge/source.ts";
import type { TenantId } from "../platform/tenant.ts";
import type { StepContext } from "../runtime/step.ts";
import type { Tool } from "../tools/tool.ts";
import type { ModelReply, Models } from "./models/model.ts";
import type { Signals } from "./signals.ts";

export interface HistoryMessage {
  readonly role: "customer" | "agent" | "operator";
  readonly text: string;
  readonly at: string;
}

interface InboundMessage {
  readonly id: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly at: string;
}

/** What the platform's own rules tell the agent for one turn: written by us from configuration, never by a customer. */
export interface Briefing {
  readonly notes: readonly string[];
  /** What a claim or a price in the answer may rest on besides the knowledge. */
  readonly sources: readonly Source[];
}

/** One turn to answer: everything the agent may know, as data. */
export interface AgentTurn {
  readonly tenantId: TenantId;
  readonly turnId: string;
  readonly conversationId: string;
  readonly channel: ChannelType;
  readonly config: TenantConfig;
  readonly customer: { readonly id: string; readonly address: string; readonly name: string | null };
  /** What was said before `recent`, in the model's words; empty when nothing was cut off. */
  readonly summary: string;
  readonly recent: readonly HistoryMessage[];
  /** How many messages before `recent` the summary does not cover. Absent: it covers them all. */
  readonly missing?: number;
  /** The messages answered now, oldest first; several when they came in one burst. */
  readonly inbound: readonly InboundMessage[];
  readonly context: Readonly<Record<string, string>>;
  readonly signals: Signals;
  readonly briefing?: Briefing;
  readonly now: Date;
}

export interface AgentPorts {
  readonly models: Models;
  readonly tools: readonly Tool[];
  readonly knowledge: Knowledge;
  readonly effect: StepContext["effect"];
  /**
   * What the models answered when this turn ran before and came as far as a side effect. It is answered the same way
   * again: a model asked anew might word a call differently, and then it would happen twice.
   */
  readonly decided: readonly ModelReply[];
  /** Keeps the models' answers of this turn so far: called before each side effect they ask for. */
  keepDecided(replies: readonly ModelReply[]): Promise<void>;
  readonly log: StepContext["log"];
  /** Aborts when the turn's deadline passes or nobody waits any more. */
  readonly signal: AbortSignal;
  /** Absent when nobody watches: then a reply is judged once, as a whole, and not sentence by sentence as well. */
  emit?(event: AgentEvent): void;
}

/** What a caller may watch while the turn runs. Tokens are held back until the guard has passed their sentence. */
export type AgentEvent =
  | { readonly type: "token"; readonly text: string }
  | {
      readonly type: "tool";
      readonly name: string;
      readonly status: "started" | "completed" | "failed";
      readonly durationMs?: number;
    }
  /** What was streamed is withdrawn: the guard stopped the reply, and another follows. */
  | { readonly type: "retracted" };

export interface ToolCallRecord {
  readonly id: string;
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly result: unknown;
  readonly status: "completed" | "failed";
  readonly error: string | null;
  readonly durationMs: number;
}

export interface AgentUsage {
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly modelCalls: number;
  readonly modelMs: number;
}

interface OutcomeBase {
  readonly toolCalls: readonly ToolCallRecord[];
  readonly context: Readonly<Record<string, string>>;
  readonly usage: AgentUsage;
  /** What the guard stopped, if anything: codes such as `prompt-leak`, `unsupported-price`. */
  readonly guardFindings: readonly string[];
}

/** A source that the reply rests on, with its files. */
export type Citation = Pick<Source, "id" | "title" | "files">;

export type AgentOutcome =
  | (OutcomeBase & {
      readonly status: "reply";
      readonly text: string;
      readonly citations: readonly Citation[];
    })
  | (OutcomeBase & {
      readonly status: "escalate";
      /** A stable word (`EscalationReason` in escalation.ts), or the trigger's own condition. */
      readonly reason: string;
      readonly action: string;
      readonly priority: string;
      /** What the customer is told, in the customer's language where the model could write it. */
      readonly text: string;
    });

export interface Agent {
  /**
   * Answers the turn, or says it must go to a person.
   * @throws RetryableError `model-unavailable` when every model failed or the deadline passed, `turn-aborted` when it
   * passed during a tool call
   */
  run(turn: AgentTurn, ports: AgentPorts): Promise<AgentOutcome>;
}
