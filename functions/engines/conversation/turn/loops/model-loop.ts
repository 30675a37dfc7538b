import type { AgentEvent, AgentOutcome } from "../../../../../shared/agent/agent.ts";
import { escalationFor } from "../../../../../shared/agent/signals/escalation.ts";
import type { Signals } from "../../../../../shared/agent/signals/signals.ts";
import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { termOf, wordsOf } from "../../../../../shared/knowledge/words.ts";
import type { StepContext } from "../../../../../shared/runtime/step.ts";
import type { Conversation, Inbound } from "../../conversation.ts";
import { isSentence, plain } from "../../reading/machine-text.ts";

/** The third equal answer in a row is not given. */
const answersBefore = 2;
const longestCompared = 1_000;

/**
 * Whether the model says the same for the third time in a row, to messages about different things. A customer who asks the same
 * again, in the same or in other words, gets the same answer for a reason. Pure.
 */
export function isModelLoop(
  { recent, status }: Pick<Conversation, "recent" | "status">,
  inbound: readonly Pick<Inbound, "text">[],
  outcome: AgentOutcome,
): boolean {
  if (status !== "active" || outcome.status !== "reply" || outcome.asks || outcome.usage.modelCalls === 0) return false;
  const said = plain(outcome.text);
  const answers = recent.filter(({ role }) => role === "agent").slice(-answersBefore);
  if (!isSentence(said) || answers.length < answersBefore || answers.some(({ text }) => plain(text) !== said))
    return false;
  const asked = recent.filter(({ role }) => role === "customer").slice(-answersBefore);
  const messages = [...asked.map(({ text }) => text), inbound.map(({ text }) => text).join("\n")];
  return areDifferent(messages.map(termsOf));
}

/** Each message has something to say, and no two are about the same. */
function areDifferent(messages: readonly ReadonlySet<string>[]): boolean {
  return messages.every(
    (terms, index) => terms.size > 0 && messages.slice(index + 1).every((other) => !haveMuchInCommon(terms, other)),
  );
}

function haveMuchInCommon(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const shared = [...one].filter((term) => other.has(term)).length;
  return shared * 2 >= Math.min(one.size, other.size);
}

function termsOf(text: string): ReadonlySet<string> {
  return new Set(wordsOf(text.slice(0, longestCompared)).map(termOf));
}

/** A person takes over in place of the answer, which may have been shown already. */
export function handOverLoop(
  { outcome, config, signals }: { outcome: AgentOutcome; config: TenantConfig; signals: Signals },
  ctx: Pick<StepContext<AgentEvent>, "progress" | "log">,
): AgentOutcome {
  const { toolCalls, context, usage, guardFindings } = outcome;
  const escalation = escalationFor(config, signals, "loop_detected");
  ctx.log.warn({ model: usage.model }, "the model gave one answer to different messages; the turn is escalated");
  ctx.progress({ type: "retracted" });
  ctx.progress({ type: "token", text: escalation.text });
  return { status: "escalate", ...escalation, toolCalls, context, usage, guardFindings };
}
