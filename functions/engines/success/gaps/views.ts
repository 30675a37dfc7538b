import { z } from "zod";
import { draftText, gapStatuses, type KnowledgeGap } from "./gap.ts";

export const KnowledgeGapView = z
  .object({
    gap_id: z.string().describe("Identifies the gap in the other routes."),
    status: z
      .literal(gapStatuses)
      .describe("`drafted`: an article waits for approval. `asked`: no source answers, so ask the client's person."),
    question: z.string().describe("The most asked wording, without personal data."),
    examples: z.array(z.string()).describe("Wordings, without personal data."),
    languages: z.array(z.string()).describe("The languages in which it was asked."),
    conversations: z.number().int().describe("Conversations of 28 days that asked it."),
    recently: z.number().int().describe("Of those, the ones of the last 14 days."),
    draft: z
      .object({
        title: z.string().describe("What the article is about."),
        text: z.string().describe("The article as Markdown: its quotes, one after the other."),
        quotes: z
          .array(
            z.object({
              text: z.string().describe("Words that stand in the source as they are."),
              source: z.literal(["document", "operator"]).describe("Where they stand."),
              of: z.string().describe("The document's title, or the operator's conversation."),
            }),
          )
          .describe("What the article is made of."),
        model: z.string().describe("The model that chose the quotes."),
      })
      .nullable()
      .describe("Null: nothing is drafted, or no source answers."),
    decided: z
      .object({
        by: z.string().describe("Who decided."),
        at: z.string().describe("When."),
        title: z.string().describe("What was approved."),
        text: z.string().describe("What was approved."),
        document_id: z.string().nullable().describe("The document of the knowledge. Null: rejected."),
      })
      .nullable()
      .describe("Null before."),
    found_at: z.string().describe("When it was found."),
  })
  .meta({ id: "KnowledgeGap" });
export type KnowledgeGapView = z.infer<typeof KnowledgeGapView>;

export function gapView(gap: KnowledgeGap): KnowledgeGapView {
  const { gapId, status, question, examples, languages, conversations, recently, draft, decided, foundAt } = gap;
  return {
    gap_id: gapId,
    status,
    question,
    examples,
    languages,
    conversations,
    recently,
    found_at: foundAt,
    draft: draft && { title: draft.title, text: draftText(gap), quotes: draft.quotes, model: draft.model },
    decided: decided && {
      by: decided.by,
      at: decided.at,
      title: decided.title,
      text: decided.text,
      document_id: decided.documentId,
    },
  };
}
