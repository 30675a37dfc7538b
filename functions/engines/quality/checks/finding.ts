import { z } from "zod";

/** What a check may find wrong with a conversation. */
export const findingKinds = [
  "unsupported-number",
  "unsupported-name",
  "contradicts-source",
  "unsupported-statement",
  "promise-without-action",
  "policy",
  "wrong-language",
  "repetition",
  "unanswered",
] as const;

/** One fault, with the words that show it. */
export const Finding = z.object({
  kind: z.literal(findingKinds),
  /** Index of the turn, as the conversation counts them. */
  turn: z.number().int(),
  /** Words of the reply, or of the customer for what was left unanswered. */
  quote: z.string(),
  /** The source's sentence that says otherwise, or the guard's code; null where nothing was found. */
  evidence: z.string().nullable(),
});
export type Finding = z.infer<typeof Finding>;

/** A turn as the checks see it. `sources` are the texts that the agent was given or that its tools returned. */
export interface CheckedTurn {
  readonly index: number;
  readonly asked: string;
  readonly replies: readonly string[];
  /** Whether a person wrote the reply: it is shown, and not judged. */
  readonly byPerson: boolean;
  readonly sources: readonly string[];
  /** Names of tools that completed in this turn. */
  readonly completedTools: readonly string[];
  readonly guardFindings: readonly string[];
  readonly escalated: boolean;
}
