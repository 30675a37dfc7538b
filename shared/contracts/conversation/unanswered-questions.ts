import { z } from "zod";
import { readModel } from "../read-model.ts";

const OpenQuestion = z.object({
  /** Without what names a person. */
  question: z.string(),
  /** The same for all wordings with the same significant words. */
  groupKey: z.string(),
  language: z.string(),
  conversationId: z.string(),
  /** How often one conversation asked it. */
  asked: z.number().int(),
  /** The newest time. */
  at: z.string(),
});
export type OpenQuestion = z.infer<typeof OpenQuestion>;

/** Questions that no source answered. The engine `knowledge` owns them. */
export const openQuestions = readModel<OpenQuestion>({
  name: "knowledge-questions",
  state: OpenQuestion,
  indexes: [["at"]],
});
