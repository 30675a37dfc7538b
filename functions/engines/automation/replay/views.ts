import Big from "big.js";
import { z } from "zod";
import { type Answer, Difference, TurnVerdict } from "../../../../shared/agent/comparison/answer.ts";
import type { Replay, ReplayedConversation, Standing } from "./replay.ts";
import { countOf } from "./verdict.ts";

export const ReplaySummary = z.object({
  state: z.enum(["running", "ended"]).describe("`running`: conversations are still being replayed."),
  old_version: z.number().int().describe("The version that was active."),
  new_version: z.number().int().describe("The version that was written."),
  total: z.number().int().describe("Conversations in all."),
  done: z.number().int().describe("Conversations that both versions have answered, or that were left out."),
  same: z.number().int().describe("Without a difference that counts."),
  better: z.number().int().describe("The new version did better."),
  worse: z.number().int().describe("The new version did worse."),
  look: z.number().int().describe("With a difference that a person has to judge."),
  left_out: z.number().int().describe("Not replayed: erased meanwhile, or the time or the money was used up."),
  spent_usd: z.string().describe("US dollars that both versions' answers have cost so far."),
  max_usd: z.string().describe("What the replay may cost."),
  unpriced_answers: z
    .number()
    .int()
    .describe("Answers of a model without a price in the list: they are not in `spent_usd`."),
  unknown_tools: z
    .array(
      z.object({
        server: z.string().describe("The tool's entry in the configuration."),
        host: z.string().describe("Where the MCP server is."),
        tools: z.array(z.string()).describe("Its allowed tools that nobody has used yet, by the server's names."),
      }),
    )
    .describe(
      "Tools of MCP servers that are not replayable: nobody has used them yet and no server is asked, so the new version answered without them.",
    ),
  stopped: z.enum(["money", "time"]).nullable().describe("Why conversations were left out. Null: none was."),
});

const AnswerView = z.object({
  text: z.string().nullable().describe("What it said. Null: nothing."),
  tools: z
    .array(
      z.object({
        name: z.string().describe("The tool's name."),
        arguments: z.string().describe("What it was given, as JSON."),
        completed: z.boolean().describe("False when it failed."),
        replayable: z
          .boolean()
          .describe("False: it reaches outside, and no such call was made in the conversation, so it has no answer."),
      }),
    )
    .describe(
      "The tools that it called. Nothing outside is reached: such a call is answered as it was in the conversation.",
    ),
  handoff: z.string().nullable().describe("Why it handed the conversation over. Null: it did not."),
  guard_findings: z.array(z.string()).describe("What the guard found in its answer."),
  language: z.string().nullable().describe("The language of the text. Null: not certain."),
  sources: z.array(z.string()).describe("Titles of the sources that it quotes."),
  tokens: z.number().int().describe("Tokens that the answer took."),
  usd: z.string().nullable().describe("What it cost in US dollars. Null: the model has no price in the list."),
});

export const ReplayedConversationView = z
  .object({
    conversation_id: z.string().describe("The conversation whose messages were said again."),
    channel: z.string().describe("Where the customer wrote them."),
    verdict: TurnVerdict.nullable().describe("Over all messages. Null while it is being replayed."),
    turns: z
      .array(
        z.object({
          says: z.string().describe("What the customer said, masked."),
          verdict: TurnVerdict.nullable().describe("Null while it is being replayed, and where only one was asked."),
          old: AnswerView.nullable().describe("The old version's answer. Null: it was not asked any more."),
          new: AnswerView.nullable().describe("The new version's answer. Null: it was not asked any more."),
          differences: z.array(Difference).describe("The differences that count."),
        }),
      )
      .describe("Each message with both answers."),
  })
  .meta({ id: "ReplayedConversation" });

/** Null where nothing is replayed: the check `replay` says why. */
export function replaySummary(replay: Replay | undefined): z.infer<typeof ReplaySummary> | null {
  if (replay === undefined || replay.standings.length === 0) return null;
  const count = (standing: Standing) => countOf(replay, standing);
  const total = replay.standings.length;
  return {
    state: replay.endedAt === null ? "running" : "ended",
    old_version: replay.oldVersion,
    new_version: replay.newVersion,
    total,
    done: total - count("waiting") - count("playing"),
    same: count("same"),
    better: count("better"),
    worse: count("worse"),
    look: count("look"),
    left_out: count("gone") + count("not-played"),
    spent_usd: usdOf(replay.spentNanoUsd),
    max_usd: usdOf(replay.maxNanoUsd),
    unpriced_answers: replay.unpriced,
    unknown_tools: [...replay.unknownTools],
    stopped: replay.stopped,
  };
}

export function replayedConversationView(given: ReplayedConversation): z.infer<typeof ReplayedConversationView> {
  return {
    conversation_id: given.conversationId,
    channel: given.channel,
    verdict: given.verdict,
    turns: given.says.map((says, index) => ({
      says,
      verdict: given.turns[index]?.verdict ?? null,
      old: answerView(given.old.answers[index]),
      new: answerView(given.new.answers[index]),
      differences: given.turns[index]?.differences ?? [],
    })),
  };
}

function answerView(answer: Answer | undefined): z.infer<typeof AnswerView> | null {
  if (answer === undefined) return null;
  const { text, tools, handoff, guardFindings, language, sources, tokens, nanoUsd } = answer;
  const usd = nanoUsd === null ? null : usdOf(nanoUsd);
  return { text, tools, handoff, guard_findings: guardFindings, language, sources, tokens, usd };
}

function usdOf(nanoUsd: number): string {
  return new Big(nanoUsd).div(1_000_000_000).toFixed();
}
