import { z } from "zod";

/** How much of an analysis a report holds. */
export const analysisLimits = {
  themes: 12,
  competitors: 10,
  opportunities: 10,
  questions: 10,
  quotes: 5,
  quote: 900,
} as const;

/** A passage of a stored text that shows something. `text` is what stands in the span. */
export const StoredQuote = z.object({
  page_id: z.string().describe("The stored text."),
  span: z
    .object({
      start: z.number().int().describe("The first character."),
      end: z.number().int().describe("After the last."),
    })
    .describe("Where it stands."),
  text: z.string().describe("What stands in the span."),
});
export type StoredQuote = z.infer<typeof StoredQuote>;

const quotes = z.array(StoredQuote).describe("Passages that show it, word for word.");

/** What reviews speak of. Each count is of reviews, each once. */
export const ReviewTheme = z.object({
  name: z.string().describe("Its name."),
  sentiment: z.enum(["positive", "negative", "mixed"]).describe("How most of the reviews that mention it speak."),
  mentions: z.number().int().describe("How many mention it."),
  negative: z.number().int().describe("How many of those complain."),
  of: z.number().int().describe("How many reviews were read."),
  quotes,
});
export type ReviewTheme = z.infer<typeof ReviewTheme>;

/** Another business of its kind, with the passages that name it. */
export const NamedCompetitor = z.object({
  name: z.string().describe("Its name."),
  url: z.string().nullable().describe("Its address; null when none is known."),
  rating: z.number().nullable().describe("Of five; null when nobody says."),
  reviews: z.number().int().nullable().describe("How many ratings; null when nobody says."),
  why: z.string().describe("Why it is named."),
  quotes,
});
export type NamedCompetitor = z.infer<typeof NamedCompetitor>;

/** What an agent could do for the business. */
export const AgentOpportunity = z.object({
  name: z.string().describe("Its name."),
  feature: z.string().describe("The part of an agent that would help."),
  why: z.string().describe("Why it is named."),
  mentions: z.number().int().describe("How many mention it."),
  of: z.number().int().nullable().describe("How many reviews were read; null where that is not known."),
  volume: z.number().int().nullable().describe("Contacts a month; null when nothing tells."),
  basis: z.string().describe("How the figures were counted."),
  quotes,
});
export type AgentOpportunity = z.infer<typeof AgentOpportunity>;

/** What customers ask in public about one topic, word for word. */
export const CustomerQuestion = z.object({
  topic: z.string().describe("What they ask about."),
  asked: z.number().int().describe("How often."),
  quotes,
});
export type CustomerQuestion = z.infer<typeof CustomerQuestion>;

/** What the reviews and posts of a run mean. */
export const ResearchAnalysis = z.object({
  themes: z.array(ReviewTheme).describe("What reviews speak of."),
  competitors: z.array(NamedCompetitor).describe("Other businesses of its kind."),
  opportunities: z.array(AgentOpportunity).describe("What an agent could do."),
  questions: z.array(CustomerQuestion).describe("What customers ask in public."),
});
export type ResearchAnalysis = z.infer<typeof ResearchAnalysis>;
