import type { Source } from "../knowledge/source.ts";
import type { ModelMessage, ModelPart, ModelReply } from "../models/model.ts";
import { type Identity, unverified } from "../tools/identity.ts";
import type { Tool } from "../tools/tool.ts";
import type { AgentOutcome, AgentPorts, AgentTurn, AgentUsage, ToolCallRecord } from "./agent.ts";
import { type AskedCall, askText } from "./calls/asked-call.ts";
import { builtInTools } from "./calls/built-in-tools.ts";
import { loopingTool } from "./calls/tool-loop.ts";
import type { Finding } from "./guard/guard.ts";
import { promptOverflow } from "./prompt/history.ts";
import { passagesFor } from "./prompt/passages.ts";
import { promptFor } from "./prompt/prompt.ts";
import { type Escalation, escalationBefore } from "./signals/escalation.ts";

export type CallPart = Extract<ModelPart, { type: "call" }>;

/** The state of a turn that the graph's nodes pass on. Immutable: a node returns a new value. */
export interface Progress {
  readonly turn: AgentTurn;
  readonly tools: ReadonlyMap<string, Tool>;
  readonly system: string;
  readonly messages: readonly ModelMessage[];
  /** The models' replies of this turn, including those that the guard stopped. */
  readonly replies: readonly ModelReply[];
  readonly sources: readonly Source[];
  /** Calls that the model requested and that are not made yet. */
  readonly pending: readonly CallPart[];
  readonly toolCalls: readonly ToolCallRecord[];
  readonly context: Readonly<Record<string, string>>;
  /** Who the customer has proven to be by now. */
  readonly identity: Identity;
  readonly usage: AgentUsage;
  readonly findings: readonly Finding[];
  /** Text from before a tool call that has passed the guard. The reply begins with it. */
  readonly said: string;
  readonly outcome: AgentOutcome | null;
}

/** Prepares a turn. The result has an outcome when the turn goes to a person before any model is asked. */
export async function initialProgress(asked: AgentTurn, ports: AgentPorts): Promise<Progress> {
  const start: Progress = {
    turn: asked,
    tools: new Map(),
    system: "",
    messages: [],
    replies: [],
    sources: [],
    pending: [],
    toolCalls: [],
    context: asked.context,
    identity: asked.identity ?? unverified,
    usage: { model: "", served: "", inputTokens: 0, outputTokens: 0, modelCalls: 0, modelMs: 0 },
    findings: [],
    said: "",
    outcome: null,
  };
  const escalation = escalationBefore(asked);
  if (escalation) return escalateTurn(start, escalation, ports);
  const turn = withinWindow(asked, ports);
  return {
    ...start,
    ...promptFor(turn, await passagesFor(turn, ports.knowledge)),
    turn,
    tools: new Map([...ports.tools, ...builtInTools].map((tool) => [tool.name, tool])),
  };
}

/**
 * Leaves out messages beyond the window, which are summarised after the reply. The prompt states that they are missing.
 */
function withinWindow(asked: AgentTurn, ports: AgentPorts): AgentTurn {
  const leftOut = promptOverflow(asked.recent, asked.config.conversation.recent_messages);
  if (leftOut === 0) return asked;
  ports.log.warn({ messages: leftOut }, "older messages are not summarised yet and are left out of this prompt");
  return { ...asked, recent: asked.recent.slice(leftOut), missing: (asked.missing ?? 0) + leftOut };
}

/** Ends the turn with an escalation. Its text, if any, follows the text that the customer has already seen. */
export function escalateTurn(progress: Progress, escalation: Escalation, ports: AgentPorts): Progress {
  const text = joinParagraphs(progress.said, escalation.text);
  const added = text.slice(progress.said.length);
  if (added !== "") ports.emit?.({ type: "token", text: added });
  return { ...progress, pending: [], outcome: { ...outcomeBase(progress), ...escalation, status: "escalate", text } };
}

/** Ends the turn with the question whether a call may run. It follows the text that the customer has already seen. */
export function askTurn(progress: Progress, asks: AskedCall, ports: AgentPorts): Progress {
  const text = joinParagraphs(progress.said, askText(asks, progress.turn.signals.language));
  ports.emit?.({ type: "token", text: text.slice(progress.said.length) });
  const outcome = { ...outcomeBase(progress), status: "reply" as const, text, citations: [], asks };
  return { ...progress, pending: [], outcome };
}

/** Separates the text before a tool call from the text after it. */
export const separator = "\n\n";

export function joinParagraphs(said: string, text: string): string {
  return said === "" || text === "" ? said + text : `${said}${separator}${text}`;
}

export function outcomeBase(
  progress: Progress,
): Omit<Extract<AgentOutcome, { status: "reply" }>, "status" | "text" | "citations"> {
  const { toolCalls, context, usage, findings } = progress;
  const loop = loopingTool(toolCalls);
  return { toolCalls, context, usage, guardFindings: findings, ...(loop === undefined ? {} : { loop }) };
}

export function withUsage(usage: AgentUsage, reply: ModelReply, durationMs: number): AgentUsage {
  return {
    model: reply.model,
    served: reply.served,
    inputTokens: usage.inputTokens + reply.inputTokens,
    outputTokens: usage.outputTokens + reply.outputTokens,
    modelCalls: usage.modelCalls + 1,
    modelMs: usage.modelMs + Math.round(durationMs),
    ...sumOfCached(usage, reply),
  };
}

/** Absent where no vendor has told of a cache. */
export function sumOfCached(...parts: readonly { readonly cachedTokens?: number | undefined }[]): {
  readonly cachedTokens?: number;
} {
  const cachedTokens = parts.reduce((sum, { cachedTokens: cached = 0 }) => sum + cached, 0);
  return cachedTokens === 0 ? {} : { cachedTokens };
}
