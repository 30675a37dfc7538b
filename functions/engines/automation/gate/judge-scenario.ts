import { languageOf } from "../../../../shared/agent/language.ts";
import type { Expectation } from "../generate/scenarios.ts";

/** What came of a scenario's message. */
export interface ScenarioAnswer {
  readonly reply: string | null;
  readonly escalationReason: string | null;
  readonly guardFindings: readonly string[];
  /** It quotes a source, or a tool did what was asked. */
  readonly hasFound: boolean;
}

/**
 * Whether everything that was expected happened. An answer of which nothing is expected but that it comes says nothing
 * when the agent found nothing: a polite "I do not know" is no proof of a requirement.
 */
export function judgeScenario(
  expects: readonly Expectation[],
  answer: ScenarioAnswer,
): { readonly outcome: "passed" | "failed" | "not-checked"; readonly detail: string } {
  const unmet = unmetExpectations(expects, answer);
  if (unmet.length > 0) return { outcome: "failed", detail: unmet.join(" ") };
  const isOpen = expects.every(({ kind }) => kind === "reply") && answer.escalationReason === null;
  if (isOpen && !answer.hasFound)
    return {
      outcome: "not-checked",
      detail: "The agent answered without a source or a tool, and nothing says what a right answer is.",
    };
  return { outcome: "passed", detail: "" };
}

/** What was expected and did not happen, for people. Empty: everything did. */
function unmetExpectations(expects: readonly Expectation[], answer: ScenarioAnswer): readonly string[] {
  return expects.flatMap((expectation) => {
    const unmet = unmetExpectation(expectation, answer);
    return unmet === undefined ? [] : [unmet];
  });
}

function unmetExpectation(expectation: Expectation, { reply, escalationReason, guardFindings }: ScenarioAnswer) {
  switch (expectation.kind) {
    case "reply":
      if (reply === null && escalationReason === null) return "The agent did not answer.";
      return guardFindings.length > 0 ? `The guard found ${guardFindings.join(", ")}.` : undefined;
    case "handoff":
      return escalationReason === null ? "The conversation was not handed over." : undefined;
    case "mentions":
      return reply?.toLowerCase().includes(expectation.text.toLowerCase())
        ? undefined
        : `The reply does not say "${expectation.text}".`;
    case "asks":
      return /[?？؟]/.test(reply ?? "") ? undefined : "The reply asks nothing.";
    case "language":
      return reply !== null && languageOf(reply)?.split("-")[0] === expectation.code
        ? undefined
        : `The reply is not in the language ${expectation.code}.`;
  }
}
