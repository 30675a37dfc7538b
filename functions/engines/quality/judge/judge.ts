import { z } from "zod";
import type { ModelChoice, Models } from "../../../../shared/models/model.ts";
import type { ModelRequests } from "../../../../shared/prices/model-counters.ts";
import { jsonOf } from "../../../../shared/schema/json-of.ts";
import type { CheckedTurn } from "../checks/finding.ts";
import type { Rubric } from "./rubric.ts";

const criteria = ["helpfulness", "accuracy", "appropriateness", "goal_achievement"] as const;
export type Criterion = (typeof criteria)[number];

/** A judge's score of one criterion, with its reason and the words that it quotes. */
export interface Judgement {
  readonly score: number;
  readonly reason: string;
  /** Stands in the conversation as it is. Null when the judge quoted what nobody said. */
  readonly quote: string | null;
}

export type Verdict = Readonly<Record<Criterion, Judgement>>;

export interface JudgeAnswer {
  /** Null: the answer could not be used. */
  readonly verdict: Verdict | null;
  readonly model: string;
  readonly usage: ModelRequests;
}

const limits = { turns: 40, message: 1_500, source: 1_200, sources: 12, reason: 400, quote: 300, answer: 1_200 };

/** A judge may write the number as a text. A yes or a list is not a number, though JavaScript would convert it to one. */
const Score = z
  .union([
    z.number(),
    z
      .string()
      .trim()
      .regex(/^\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .pipe(z.number().min(1).max(10));

const Answer = z.record(z.literal(criteria), z.object({ score: Score, reason: z.string(), quote: z.string() }));

const replySchema = {
  type: "object",
  properties: Object.fromEntries(
    criteria.map((name) => [
      name,
      {
        type: "object",
        properties: { score: { type: "integer" }, reason: { type: "string" }, quote: { type: "string" } },
        required: ["score", "reason", "quote"],
      },
    ]),
  ),
  required: [...criteria],
};

/**
 * Asks a model once to rate a conversation.
 * @throws RetryableError `model-unavailable`
 */
export async function askJudge(
  { models, choice, signal }: { readonly models: Models; readonly choice: ModelChoice; readonly signal: AbortSignal },
  { rubric, turns }: { readonly rubric: Rubric; readonly turns: readonly CheckedTurn[] },
): Promise<JudgeAnswer> {
  const reply = await models.generate(choice, {
    system: rubric.text,
    messages: [{ role: "user", parts: [{ type: "text", text: promptOf(turns) }] }],
    tools: [],
    temperature: 0,
    maxTokens: limits.answer,
    json: { name: "rating", schema: replySchema },
    payer: "counted",
    signal,
  });
  const text = reply.parts.map((part) => (part.type === "text" ? part.text : "")).join("");
  const { model, served, inputTokens, outputTokens, cachedTokens } = reply;
  const usage = { model, served, inputTokens, outputTokens, cachedTokens, modelCalls: 1 };
  return { verdict: verdictOf(text, turns), model: served, usage };
}

/** Each line is a JSON string, so that no message can imitate another speaker or end the conversation. */
function promptOf(turns: readonly CheckedTurn[]): string {
  const shown = turns.slice(-limits.turns);
  const lines = shown.flatMap(({ asked, replies, byPerson }) => [
    ...(asked === "" ? [] : [`customer: ${quoted(asked)}`]),
    ...replies.map((reply) => `${byPerson ? "colleague" : "assistant"}: ${quoted(reply)}`),
  ]);
  const sources = [...new Set(shown.flatMap((turn) => turn.sources))].slice(-limits.sources);
  const listed = sources.map((source, at) => `[${at + 1}] ${JSON.stringify(source.slice(0, limits.source))}`);
  return `SOURCES\n${listed.join("\n") || "none"}\n\nCONVERSATION\n${lines.join("\n")}`;
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, limits.message));
}

/** Reads a judge's answer. A quote that nobody said is dropped; anything but four scores is no verdict. */
export function verdictOf(answer: string, turns: readonly CheckedTurn[]): Verdict | null {
  const parsed = Answer.safeParse(jsonOf(answer.slice(answer.indexOf("{"), answer.lastIndexOf("}") + 1)));
  if (!parsed.success) return null;
  const said = flat(turns.flatMap(({ asked, replies }) => [asked, ...replies]).join("\n"));
  const judgement = (name: Criterion): Judgement => {
    const { score, reason, quote } = parsed.data[name];
    const words = flat(quote);
    const isSaid = words !== "" && said.includes(words);
    return {
      score: Math.round(score),
      reason: reason.slice(0, limits.reason),
      quote: isSaid ? quote.slice(0, limits.quote) : null,
    };
  };
  return {
    helpfulness: judgement("helpfulness"),
    accuracy: judgement("accuracy"),
    appropriateness: judgement("appropriateness"),
    goal_achievement: judgement("goal_achievement"),
  };
}

function flat(text: string): string {
  return text.replace(/\s+/gu, " ").trim().toLowerCase();
}
