import { z } from "zod";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

export const mostKeys = 40;
export const mostExamples = 5;
export const mostConversations = 10;
export const mostQuotes = 8;
export const longestQuestion = 300;
export const longestQuote = 600;
export const longestArticle = 6_000;
export const gapStatuses = ["found", "drafted", "asked", "approved", "rejected"] as const;

/** Words that stand in a source as they are. Nothing else is in a draft. */
const Quote = z.object({
  text: z.string(),
  source: z.literal(["document", "operator"]),
  /** The document's title, or the conversation in which an operator answered. */
  of: z.string(),
});
export type GapQuote = z.infer<typeof Quote>;

export const KnowledgeGap = z.object({
  gapId: z.string(),
  /** `drafted`: an article waits for approval. `asked`: there is no source, so the client's person is asked. */
  status: z.literal(gapStatuses),
  /** The newest wording, without personal data, as all wordings here. */
  question: z.string(),
  examples: z.array(z.string()).max(mostExamples),
  languages: z.array(z.string()).max(10),
  /** The questions' keys (`UnansweredQuestion.groupKey`) that belong to it. */
  keys: z.array(z.string()).max(mostKeys),
  conversations: z.number().int(),
  recently: z.number().int(),
  conversationIds: z.array(z.string()).max(mostConversations),
  draft: z.object({ title: z.string(), quotes: z.array(Quote).max(mostQuotes), model: z.string() }).nullable(),
  decided: z
    .object({ by: z.string(), at: z.string(), title: z.string(), text: z.string(), documentId: z.string().nullable() })
    .nullable(),
  foundAt: z.string(),
  updatedAt: z.string(),
});
export type KnowledgeGap = z.infer<typeof KnowledgeGap>;

/** What the knowledge lacks: questions of one meaning. */
export const knowledgeGaps = ownedDocument<KnowledgeGap>({
  name: "success-knowledge-gaps",
  state: KnowledgeGap,
  indexes: [["updatedAt"], ["status", "updatedAt desc"]],
  confidential: true,
  // Questions and answers that have lost what names a person; conversations' ids lead to nobody once they are erased.
  personal: "nothing",
});

/** The draft as Markdown: its quotes, one after the other. */
export function draftText({ draft }: Pick<KnowledgeGap, "draft">): string {
  return draft === null ? "" : draft.quotes.map(({ text }) => text).join("\n\n");
}
