import { z } from "zod";

/** What counts of an answer when it is compared with another one to the same message. */
export const Answer = z.object({
  /** Null: it said nothing. */
  text: z.string().nullable(),
  tools: z.array(
    z.object({
      name: z.string(),
      arguments: z.string(),
      completed: z.boolean(),
      /** False: it reaches outside, and the conversation has no answer to such a call. */
      replayable: z.boolean().default(true),
    }),
  ),
  /** Why it was handed over. Null: it was not. */
  handoff: z.string().nullable(),
  guardFindings: z.array(z.string()),
  /** The language of the text, as `languageOf` finds it. */
  language: z.string().nullable(),
  /** Titles of the sources that it quotes. */
  sources: z.array(z.string()),
  tokens: z.number().int(),
  /** Null: the price list does not know the model. */
  nanoUsd: z.number().nullable(),
});
export type Answer = z.infer<typeof Answer>;

export const TurnVerdict = z.literal(["same", "better", "worse", "look"]);
export type TurnVerdict = z.infer<typeof TurnVerdict>;

export const DifferenceKind = z.literal([
  ...["answer", "guard", "handoff", "tools", "tool-failed", "not-replayable", "language", "source", "facts", "cost"],
] as const);
export type DifferenceKind = z.infer<typeof DifferenceKind>;

/** One difference that counts between two answers. `old` and `new` say what each did. */
export const Difference = z.object({
  kind: DifferenceKind.describe("What differs. Another wording alone is no difference."),
  verdict: z.enum(["better", "worse", "look"]).describe("`look`: a person has to judge it."),
  old: z.string().describe("Of the old version's answer."),
  new: z.string().describe("Of the new version's answer."),
});
export type Difference = z.infer<typeof Difference>;
