import { TerminalError } from "../runtime/errors.ts";
import type { AgentPorts } from "./agent.ts";
import { escalationFor, firstTrigger } from "./escalation.ts";
import { citationsIn, cleaned, completeSentences } from "./guard/clean.ts";
import type { Evidence } from "./guard/evidence.ts";
import { corrections, type Finding, findingIn } from "./guard/guard.ts";
import { instructionsOf } from "./guard/prompt-leak.ts";
import type { ModelReply } from "./models/model.ts";
import { phrasesFor } from "./phrases.ts";
import { type CallPart, escalated, joined, outcomeBase, type Progress, separator, withUsage } from "./progress.ts";
import { createSentenceGate, type SentenceGate, unwatchedGate } from "./sentence-gate.ts";
import { declarationOf } from "./tool-declaration.ts";

/**
 * Asks the model once and lets the guard judge what it wrote. Afterwards there are calls to make (`pending`), or an
 * `outcome`, or neither: the guard stopped the reply and the model is to be asked once more.
 * @throws RetryableError `model-unavailable`
 */
export async function answer(before: Progress, ports: AgentPorts): Promise<Progress> {
  const evidence: Evidence = { ...before, instructions: instructionsOf(before.turn.config) };
  const gate = gateFor(before, evidence, ports);
  const startedAt = performance.now();
  const reply = await ask(before, ports, gate).catch((error: unknown) => {
    gate.retract();
    if (!(error instanceof TerminalError)) throw error;
    ports.log.error({ err: error }, "the model refused the request, a person takes over");
    return null;
  });
  const { turn } = before;
  if (reply === null) return escalated(before, escalationFor(turn.config, turn.signals, "system_error"), ports);
  const progress = { ...before, replies: [...before.replies, reply] };
  const usage = withUsage(progress.usage, reply, performance.now() - startedAt);
  const asked = {
    ...progress,
    usage,
    messages: [...progress.messages, { role: "model" as const, parts: reply.parts }],
  };
  const written = textOf(reply);
  const text = cleaned(written).trim();
  const calls = mayCall(progress) ? reply.parts.filter((part): part is CallPart => part.type === "call") : [];
  const finding = findingOf(reply, text, calls, evidence);
  if (calls.length > 0) return withCalls(asked, calls, finding === null ? text : "", gate);
  if (finding !== null) return withFinding({ ...progress, usage }, finding, gate, ports);
  gate.finish(text);
  return {
    ...asked,
    outcome: {
      ...outcomeBase(asked),
      status: "reply",
      text: joined(progress.said, text),
      citations: citationsIn(written, progress.sources),
    },
  };
}

/** With the calls of this turn used up the model must answer with what it has. */
function mayCall({ turn, toolCalls }: Progress): boolean {
  return toolCalls.length < turn.config.guardrails.max_tool_calls_per_turn;
}

async function ask(progress: Progress, ports: AgentPorts, gate: SentenceGate): Promise<ModelReply> {
  const decided = ports.decided[progress.replies.length];
  if (decided) return decided;
  const { model } = progress.turn.config.agent;
  return ports.models.generate(
    { primary: model.primary, fallback: model.fallback },
    {
      system: withCorrection(progress.system, progress.findings.at(-1)),
      messages: progress.messages,
      tools: mayCall(progress) ? [...progress.tools.values()].map(declarationOf) : [],
      temperature: model.temperature,
      maxTokens: model.max_tokens,
      signal: ports.signal,
      onText: gate.push,
      onRestart: gate.restart,
    },
  );
}

/** The fault is named in the instructions, so that it never looks like something the customer said. */
function withCorrection(system: string, finding: Finding | undefined): string {
  if (finding === undefined) return system;
  return `${system}\n\n# Correction\nYour last reply was withheld: ${corrections[finding]}`;
}

function findingOf(reply: ModelReply, text: string, calls: readonly CallPart[], evidence: Evidence): Finding | null {
  if (reply.finish === "blocked") return "model-blocked";
  if (text === "") return calls.length > 0 ? null : "empty-reply";
  return findingIn(text, evidence);
}

/** Text before a call is kept as the reply's beginning when the guard passes it, and dropped otherwise. */
function withCalls(asked: Progress, pending: readonly CallPart[], text: string, gate: SentenceGate): Progress {
  if (text === "") gate.retract();
  else gate.finish(text);
  return { ...asked, pending, said: joined(asked.said, text) };
}

/** The first finding of a turn gives the model another try; the second ends it with a safe reply or a person. */
function withFinding(progress: Progress, finding: Finding, gate: SentenceGate, ports: AgentPorts): Progress {
  gate.retract();
  const { turn } = progress;
  ports.log.warn({ finding, model: progress.usage.model }, "the guard stopped a reply");
  const found = { ...progress, findings: [...progress.findings, finding] };
  if (progress.findings.length === 0) return found;
  const raised = { ...turn.signals, flags: [...turn.signals.flags, "guard_finding", finding.replaceAll("-", "_")] };
  const trigger = firstTrigger(turn.config, raised, turn.channel);
  const phrases = phrasesFor(turn.signals.language);
  if (trigger) {
    const { condition: reason, action, priority } = trigger;
    return escalated(found, { reason, action, priority, text: phrases.concernHandoff }, ports);
  }
  gate.finish(phrases.unsure);
  const text = joined(progress.said, phrases.unsure);
  return { ...found, outcome: { ...outcomeBase(found), status: "reply", text, citations: [] } };
}

/** Streams sentences that the guard has passed; a retraction leaves what was said before this model call. */
function gateFor(progress: Progress, evidence: Evidence, { emit }: AgentPorts): SentenceGate {
  if (!emit) return unwatchedGate;
  let lead = progress.said === "" ? "" : separator;
  return createSentenceGate({
    passes: (text) => findingIn(text, evidence) === null,
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
