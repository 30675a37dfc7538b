import { clip } from "../../contracts/conversation/conversation-summary.ts";
import type { ReplayedTurn } from "../../contracts/replayed-turns.ts";
import { modelCharges } from "../../prices/nano-usd.ts";
import { wasNotReplayable } from "../../tools/replayed/replayed-tools.ts";
import { languageOf } from "../language/language.ts";
import type { Answer } from "./answer.ts";

const kept = { text: 1_500, arguments: 200, tools: 10, findings: 10, sources: 10, title: 100 };

/** What is read of a turn. */
type ComparedTurn = Pick<ReplayedTurn, "reply" | "more" | "toolCalls" | "escalationReason" | "guardFindings" | "usage">;

/** What counts of a turn in a sandbox, and what it cost by the prices of the day (ISO date). Pure. */
export function answerOf(turn: ComparedTurn, day: string): Answer {
  const said = [...(turn.reply ? [turn.reply] : []), ...turn.more];
  const text = said
    .map((message) => message.text)
    .filter((each) => each !== "")
    .join("\n");
  const charges = modelCharges(turn.usage, day);
  const isPriced = charges.every(({ nanoUsd }) => nanoUsd !== null);
  return {
    text: text === "" ? null : clip(text, kept.text),
    tools: turn.toolCalls.slice(0, kept.tools).map((call) => ({
      name: call.name,
      arguments: clip(JSON.stringify(sorted(call.arguments)), kept.arguments),
      completed: call.status === "completed",
      replayable: !wasNotReplayable(call.result),
    })),
    handoff: turn.escalationReason === null ? null : clip(turn.escalationReason, kept.title),
    guardFindings: turn.guardFindings.slice(0, kept.findings).map((finding) => clip(finding, kept.title)),
    language: text === "" ? null : (languageOf(text) ?? null),
    sources: [...new Set(said.flatMap(({ citations }) => citations.map(({ title }) => clip(title, kept.title))))].slice(
      0,
      kept.sources,
    ),
    tokens: turn.usage.inputTokens + turn.usage.outputTokens,
    nanoUsd: isPriced ? charges.reduce((sum, { nanoUsd }) => sum + (nanoUsd ?? 0), 0) : null,
  };
}

/** The order in which a model writes arguments says nothing. */
function sorted(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
