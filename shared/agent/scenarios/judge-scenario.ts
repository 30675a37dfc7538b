import { numbersSaid } from "../guard/prices/numbers-said.ts";
import { languageOf } from "../language/language.ts";
import type { Expectation, ScenarioOutcome } from "./expectation.ts";

/** What came of a scenario's message. */
export interface ScenarioAnswer {
  readonly reply: string | null;
  readonly escalationReason: string | null;
  readonly guardFindings: readonly string[];
  /** The names of the tools that did what was asked. */
  readonly tools: readonly string[];
  /** It quotes a source, or a tool did what was asked. */
  readonly hasFound: boolean;
}

/** What came of a turn, by its record. Pure. */
export function scenarioAnswer(turn: {
  readonly reply: { readonly text: string; readonly citations: readonly unknown[] } | null;
  readonly toolCalls: readonly { readonly name: string; readonly status: string }[];
  readonly escalationReason: string | null;
  readonly guardFindings: readonly string[];
}): ScenarioAnswer {
  const { reply, escalationReason, guardFindings } = turn;
  const tools = turn.toolCalls.flatMap(({ name, status }) => (status === "completed" ? [name] : []));
  const hasFound = (reply?.citations.length ?? 0) > 0 || tools.length > 0;
  return { reply: reply?.text ?? null, escalationReason, guardFindings, tools, hasFound };
}

/**
 * Whether everything that was expected happened. An answer of which nothing is expected but that it comes says nothing
 * when the agent found nothing: a polite "I do not know" is no proof of a requirement.
 */
export function judgeScenario(
  expects: readonly Expectation[],
  answer: ScenarioAnswer,
): { readonly outcome: ScenarioOutcome; readonly detail: string } {
  const unmet = judgedExpectations(expects, answer).flatMap((each) => each.unmet ?? []);
  if (unmet.length > 0) return { outcome: "failed", detail: unmet.join(" ") };
  const isOpen =
    expects.every(({ kind }) => kind === "reply" || kind === "not-mentions") && answer.escalationReason === null;
  if (isOpen && !answer.hasFound)
    return {
      outcome: "not-checked",
      detail: "The agent answered without a source or a tool, and nothing says what a right answer is.",
    };
  return { outcome: "passed", detail: "" };
}

/** Each expectation, with what happened instead, for people. Null: it is met. */
export function judgedExpectations(
  expects: readonly Expectation[],
  answer: ScenarioAnswer,
): readonly { readonly expectation: Expectation; readonly unmet: string | null }[] {
  return expects.map((expectation) => ({ expectation, unmet: unmetExpectation(expectation, answer) ?? null }));
}

function unmetExpectation(expectation: Expectation, answer: ScenarioAnswer): string | undefined {
  const { reply, escalationReason, guardFindings, tools } = answer;
  const says = (text: string) => reply?.toLowerCase().includes(text.toLowerCase()) ?? false;
  switch (expectation.kind) {
    case "reply":
      if (reply === null && escalationReason === null) return "The agent did not answer.";
      return guardFindings.length > 0 ? `The guard found ${guardFindings.join(", ")}.` : undefined;
    case "handoff":
      return escalationReason === null ? "The conversation was not handed over." : undefined;
    case "mentions":
      return says(expectation.text) ? undefined : `The reply does not say "${expectation.text}".`;
    case "not-mentions":
      return says(expectation.text) ? `The reply says "${expectation.text}", which it must not.` : undefined;
    case "numbers": {
      const stated = new Set(numbersSaid(reply ?? ""));
      const absent = numbersSaid(expectation.text).filter((number) => !stated.has(number));
      return absent.length === 0 ? undefined : `The reply does not state ${absent.join(", ")}.`;
    }
    case "calls":
      return tools.includes(expectation.text) ? undefined : `The tool ${expectation.text} was not called.`;
    case "asks":
      return /[?？؟]/.test(reply ?? "") ? undefined : "The reply asks nothing.";
    case "language":
      return reply !== null && languageOf(reply)?.split("-")[0] === expectation.code
        ? undefined
        : `The reply is not in the language ${expectation.code}.`;
  }
}
