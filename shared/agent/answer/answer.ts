import { isSpoken } from "../../channels/definitions.ts";
import type { ModelReply, ModelRequest } from "../../models/model.ts";
import { RetryableError, TerminalError } from "../../runtime/failures/errors.ts";
import type { AgentPorts } from "../agent.ts";
import { declarationOf } from "../calls/tool-declaration.ts";
import { loopingTool, withLoopNote } from "../calls/tool-loop.ts";
import { citationsIn, completeSentences, sanitiseReply } from "../guard/clean.ts";
import type { Evidence } from "../guard/evidence.ts";
import { corrections, type Finding, judge } from "../guard/guard.ts";
import { phrasesFor } from "../language/phrases.ts";
import { modelChoice } from "../model-choice.ts";
import {
  type CallPart,
  escalateTurn,
  joinParagraphs,
  outcomeBase,
  type Progress,
  separator,
  withUsage,
} from "../progress.ts";
import { escalationFor, firstTrigger } from "../signals/escalation.ts";
import { answerKey, rememberAnswer, rememberedAnswer } from "./answer-cache.ts";
import { createSentenceGate, noopGate, type SentenceGate } from "./sentence-gate.ts";

/**
 * Asks the model once and lets the guard check its reply. The result holds tool calls to make (`pending`), or an
 * `outcome`, or neither. Neither means that the guard stopped the reply and the model is asked again.
 * @throws RetryableError `model-unavailable`
 */
export async function answer(before: Progress, ports: AgentPorts): Promise<Progress> {
  const gate = gateFor(before, ports);
  const key = answerKey(before);
  const startedAt = performance.now();
  const request = requestOf(before);
  const note = (reply: ModelReply | null, refused: string | null) =>
    ports.noteAsked?.({ ...request, reply, refused, durationMs: Math.round(performance.now() - startedAt) });
  const reply = await ask(before, request, { ports, gate, key }).catch((error: unknown) => {
    gate.retract();
    note(null, error instanceof TerminalError || error instanceof RetryableError ? error.code : "failed");
    if (!(error instanceof TerminalError)) throw error;
    ports.log.error({ err: error }, "the model rejected the request; the turn is escalated");
    return null;
  });
  const { turn } = before;
  if (reply === null) return escalateTurn(before, escalationFor(turn.config, turn.signals, "system_error"), ports);
  const progress = { ...before, replies: [...before.replies, reply] };
  const usage = withUsage(progress.usage, reply, performance.now() - startedAt);
  const afterReply = {
    ...progress,
    usage,
    messages: [...progress.messages, { role: "model" as const, parts: reply.parts }],
  };
  const rawText = textOf(reply);
  const text = sanitiseReply(rawText).trim();
  const calls = mayCall(progress) ? reply.parts.filter((part): part is CallPart => part.type === "call") : [];
  const finding = findingOf(reply, text, calls, before);
  note(reply, finding);
  if (calls.length > 0) return withCalls(afterReply, calls, finding === null ? text : "", gate);
  if (finding !== null) return withFinding({ ...progress, usage }, finding, gate, ports);
  gate.finish(text);
  if (key !== undefined) rememberAnswer(key, reply, turn.config.conversation.reuse_answers_seconds);
  return {
    ...afterReply,
    outcome: {
      ...outcomeBase(afterReply),
      status: "reply",
      text: joinParagraphs(progress.said, text),
      citations: citationsIn(rawText, progress.sources),
    },
  };
}

/** Whether the turn may make more tool calls. Otherwise the model must answer without tools. */
function mayCall({ turn, toolCalls }: Progress): boolean {
  const isWithinLimit = toolCalls.length < turn.config.guardrails.max_tool_calls_per_turn;
  return isWithinLimit && loopingTool(toolCalls) === undefined;
}

function requestOf(progress: Progress): Pick<ModelRequest, "system" | "messages" | "tools"> {
  return {
    system: withCorrection(withLoopNote(progress.system, loopingTool(progress.toolCalls)), progress.findings.at(-1)),
    messages: progress.messages,
    tools: mayCall(progress) ? [...progress.tools.values()].map(declarationOf) : [],
  };
}

async function ask(
  progress: Progress,
  request: ReturnType<typeof requestOf>,
  { ports, gate, key }: { readonly ports: AgentPorts; readonly gate: SentenceGate; readonly key: string | undefined },
): Promise<ModelReply> {
  const savedReply = ports.savedReplies[progress.replies.length];
  if (savedReply) return savedReply;
  const remembered = key === undefined ? undefined : rememberedAnswer(key);
  if (remembered) return remembered;
  const { config, channel } = progress.turn;
  const { model } = config.agent;
  return ports.models.generate(modelChoice(config), {
    ...request,
    temperature: (isSpoken(channel) ? config.voice?.temperature : undefined) ?? model.temperature,
    maxTokens: model.max_tokens,
    payer: "counted",
    signal: ports.signal,
    onText: gate.push,
    onRestart: gate.restart,
  });
}

/** Adds the correction to the system prompt, so that the model does not mistake it for the customer's text. */
function withCorrection(system: string, finding: Finding | undefined): string {
  if (finding === undefined) return system;
  return `${system}\n\n# Correction\nYour last reply was withheld: ${corrections[finding]}`;
}

function findingOf(reply: ModelReply, text: string, calls: readonly CallPart[], evidence: Evidence): Finding | null {
  if (reply.finish === "blocked") return "model-blocked";
  if (text === "") return calls.length > 0 ? null : "empty-reply";
  return judge(text, evidence);
}

/** Keeps text before a call as the reply's beginning when the guard passes it, and drops it otherwise. */
function withCalls(progress: Progress, pending: readonly CallPart[], text: string, gate: SentenceGate): Progress {
  if (text === "") gate.retract();
  else gate.finish(text);
  return { ...progress, pending, said: joinParagraphs(progress.said, text) };
}

/** A turn's first finding gives the model another attempt. The second ends the turn with a safe reply or a person. */
function withFinding(progress: Progress, finding: Finding, gate: SentenceGate, ports: AgentPorts): Progress {
  gate.retract();
  const { turn } = progress;
  ports.log.warn({ finding, model: progress.usage.model }, "the guard stopped a reply");
  const stopped = { ...progress, findings: [...progress.findings, finding] };
  if (progress.findings.length === 0) return stopped;
  const signals = { ...turn.signals, flags: [...turn.signals.flags, "guard_finding", finding.replaceAll("-", "_")] };
  const trigger = firstTrigger(turn.config, signals, turn.channel);
  const phrases = phrasesFor(turn.signals.language);
  if (trigger) {
    const { condition: reason, action, priority } = trigger;
    return escalateTurn(stopped, { reason, action, priority, text: phrases.concernHandoff }, ports);
  }
  gate.finish(phrases.unsure);
  const text = joinParagraphs(progress.said, phrases.unsure);
  return { ...stopped, outcome: { ...outcomeBase(stopped), status: "reply", text, citations: [] } };
}

/** Streams sentences that the guard has passed. A retraction keeps the text from before this model call. */
function gateFor(progress: Progress, { emit }: AgentPorts): SentenceGate {
  if (!emit) return noopGate;
  let lead = progress.said === "" ? "" : separator;
  return createSentenceGate({
    passes: (text) => judge(text, progress) === null,
    token(text) {
      emit({ type: "token", text: `${lead}${text}` });
      lead = "";
    },
    retracted() {
      emit({ type: "retracted" });
      if (progress.said === "") return;
      emit({ type: "token", text: progress.said });
      lead = separator;
    },
  });
}

function textOf(reply: ModelReply): string {
  const text = reply.parts.map((part) => (part.type === "text" ? part.text : "")).join("");
  return reply.finish === "length" ? completeSentences(text) : text;
}
