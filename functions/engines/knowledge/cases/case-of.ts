import type { TurnOutcome } from "../../../../shared/contracts/conversation/turn-outcomes.ts";
import { wordsOf } from "../../../../shared/knowledge/words.ts";
import type { Case, Resolution } from "./case.ts";

/** The agent's own tools, which resolve nothing. */
const ownTools = new Set(["update_context", "request_handoff", "note_unavailable"]);
const maxQuestionCharacters = 400;
/** Below this, the customer left displeased. */
const minSentiment = 0.3;

/** What an ended conversation's turns, oldest first, were about. Undefined when nobody wanted anything. */
export function caseOf(
  turns: readonly TurnOutcome[],
  reason: string,
): Pick<Case, "question" | "resolution" | "succeeded" | "escalated" | "topics"> | undefined {
  const asked = turns.map(({ inbound }) => inbound.map(({ text }) => text).join("\n"));
  const question = asked.find((text) => wordsOf(text).length > 0)?.slice(0, maxQuestionCharacters);
  if (question === undefined) return undefined;
  const escalated = turns.some(({ escalationReason }) => escalationReason !== null);
  const sentiment = turns.at(-1)?.signals.sentiment_score;
  const isContent = typeof sentiment !== "number" || sentiment >= minSentiment;
  const topics = [...new Set(turns.flatMap(({ signals }) => topicsOf(signals)))].slice(0, 10);
  const succeeded = isContent && (!escalated || reason === "resolved");
  return { question, resolution: resolutionOf(turns, escalated), succeeded, escalated, topics };
}

function resolutionOf(turns: readonly TurnOutcome[], escalated: boolean): Resolution {
  if (escalated) return { key: "person", label: "A person took over" };
  const calls = turns.flatMap(({ toolCalls }) => toolCalls);
  const acted = calls.findLast(
    (call) => call.status === "completed" && !ownTools.has(call.name) && !isSearch(call.result),
  );
  if (acted) return { key: `tool:${acted.name}`, label: `The tool ${acted.name}` };
  const [cited] = turns.findLast(({ reply }) => (reply?.citations.length ?? 0) > 0)?.reply?.citations ?? [];
  if (cited) return { key: `source:${cited.id}`, label: cited.title.slice(0, 200) };
  return { key: "reply", label: "An answer without a source" };
}

function isSearch(result: unknown): boolean {
  return typeof result === "object" && result !== null && "passages" in result;
}

function topicsOf({ flags }: TurnOutcome["signals"]): readonly string[] {
  return Array.isArray(flags) ? flags.filter((flag) => typeof flag === "string").map((flag) => flag.slice(0, 40)) : [];
}
