import { z } from "zod";
import { erasedCustomerId } from "../../../../shared/platform/personal-data.ts";
import { type Correction, correctionStatuses } from "./correction.ts";

export const CorrectionView = z
  .object({
    correction_id: z.string().describe("Identifies the correction in the other routes."),
    status: z.literal(correctionStatuses).describe("`open`: somebody has to approve or reject it."),
    source: z
      .literal(["takeover", "marked"])
      .describe("`takeover`: an operator answered differently. `marked`: a person marked the answer as wrong."),
    conversation_id: z.string().nullable().describe("The conversation. Null: its customer was erased."),
    turn: z.number().int().describe("The index of the agent's turn."),
    language: z.string().describe("What the customer wrote in: a BCP 47 tag."),
    question: z.string().describe("What the customer asked, without personal data."),
    said: z
      .string()
      .nullable()
      .describe("What the agent said, without personal data. Null: nothing, or it was erased."),
    right: z.string().describe("What was right, without personal data."),
    by: z.string().describe("The operator who answered, or who marked it."),
    at: z.string().describe("When."),
    plays: z.boolean().describe("True while the gate plays its scenario for each version of the configuration."),
    scenario: z
      .object({
        id: z.string().describe("Its id in the checks of a version."),
        says: z.string().describe("What is asked."),
        expects: z
          .array(
            z.object({
              kind: z.literal(["reply", "mentions", "not-mentions", "numbers"]).describe("What is compared."),
              text: z.string().nullable().describe("The words or numbers."),
            }),
          )
          .describe("All of it must hold."),
      })
      .nullable()
      .describe("Null: it is no scenario."),
    decided: z
      .object({
        by: z.string().describe("Who decided."),
        at: z.string().describe("When."),
        question: z.string().describe("What was approved."),
        answer: z.string().describe("What was approved."),
        document_id: z.string().nullable().describe("The document of the knowledge. Null: none."),
      })
      .nullable()
      .describe("Null before."),
  })
  .meta({ id: "Correction" });
export type CorrectionView = z.infer<typeof CorrectionView>;

export function correctionView(correction: Correction): CorrectionView {
  const { correctionId, conversationId, status, source, turn, language, question, said, right, by, at } = correction;
  const { plays, scenario, decided } = correction;
  return {
    correction_id: correctionId,
    conversation_id: conversationId === erasedCustomerId ? null : conversationId,
    status,
    source,
    turn,
    language,
    question,
    said,
    right,
    by,
    at,
    plays,
    scenario: scenario && {
      id: scenario.id,
      says: scenario.says,
      expects: scenario.expects.map((each) => ({ kind: each.kind, text: "text" in each ? each.text : null })),
    },
    decided: decided && {
      by: decided.by,
      at: decided.at,
      question: decided.question,
      answer: decided.answer,
      document_id: decided.documentId,
    },
  };
}
