import { z } from "zod";
import { VillageSnapshot } from "../../../../shared/contracts/lifecycle/village.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";
import { ResearchPrompt } from "./research-prompts.ts";

export const interviewLimits = { messages: 60, message: 4_000, answer: 900, batches: 12, perBatch: 4 };

/** A question that was asked. No id is asked twice. */
export const AskedQuestion = z.object({
  id: z.string(),
  /** The question that it clarifies; null for one of its own. */
  clarifies: z.string().nullable(),
  /** `a` to `d`, within its batch. */
  letter: z.string(),
  batch: z.number().int(),
  text: z.string(),
  status: z.literal(["open", "answered", "unclear", "skipped"]),
  /** In the words of the person. */
  answer: z.string().nullable(),
});
export type AskedQuestion = z.infer<typeof AskedQuestion>;

const Interview = z.object({
  id: z.string(),
  requirementsId: z.string(),
  language: z.literal(["en", "hi"]),
  status: z.literal(["asking", "finished"]),
  /** The number of the batch that is open; the next batch's questions follow once it is closed. */
  batch: z.number().int(),
  asked: z.array(AskedQuestion),
  /** What holds now, by question: answers, as contradictions were settled. */
  answers: z.record(z.string(), z.string()),
  /** What research found, to be confirmed. Null without a run. */
  research: z
    .object({ run: z.string(), prompts: z.array(ResearchPrompt) })
    .nullable()
    .default(null),
  /** What similar clients have in common, as it was published when the interview began. Null where nothing was. */
  village: VillageSnapshot.nullable().default(null),
  messages: z.array(z.object({ from: z.literal(["person", "interview"]), text: z.string(), at: z.string() })),
  /** When somebody was reminded of the open questions; null since the last message. */
  remindedAt: z.string().nullable(),
  by: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Interview = z.infer<typeof Interview>;

/**
 * Interviews. The document is the checkpoint of the interview's graph: it holds the open questions, and every message
 * enters the graph again (docs/decisions/2026-11-29-the-conversation-is-the-checkpoint.md). Answers never expire.
 */
export const interviews = ownedDocument<Interview>({
  name: "requirements-interviews",
  state: Interview,
  indexes: [["updatedAt"]],
  confidential: true,
  personal: "nothing",
});

export function openQuestions({ asked }: Pick<Interview, "asked">): readonly AskedQuestion[] {
  return asked.filter(({ status }) => status === "open");
}
