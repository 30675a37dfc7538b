import { sentimentOf } from "../../../../shared/agent/sentiment.ts";
import { analysisLimits, type ReviewTheme } from "../../../../shared/contracts/research-analysis.ts";
import { type Quoted, quoteOf } from "./quote.ts";
import type { ReadReview } from "./reviews.ts";
import type { Sentence } from "./sentences.ts";
import { type ThemeWords, themeWords } from "./theme-words.ts";

type Sentiment = "positive" | "negative";

interface Mention extends Quoted {
  readonly sentiment: Sentiment;
}

/** A theme with each review that speaks of it, by its first sentence that does. */
export interface FoundTheme {
  readonly words: ThemeWords;
  readonly mentions: readonly Mention[];
}

/** What reviews speak of, most often first. A review counts once for a theme, however often it comes back to it. */
export function findThemes(reviews: readonly ReadReview[]): readonly FoundTheme[] {
  return themeWords
    .map((words) => ({ words, mentions: reviews.flatMap((review) => mentionIn(review, words)) }))
    .filter(({ mentions }) => mentions.length > 0)
    .toSorted((one, other) => other.mentions.length - one.mentions.length);
}

function mentionIn({ page, rating, sentences }: ReadReview, words: ThemeWords): readonly Mention[] {
  const sentence = sentences.find(
    ({ text }) => words.says.test(text) && !words.unless?.test(text) && !isQuestion(text),
  );
  return sentence ? [{ page, sentence, sentiment: sentimentIn(sentence, rating, words) }] : [];
}

/** A question asks for something and judges nothing. `questions.ts` counts it. */
function isQuestion(text: string): boolean {
  return text.endsWith("?");
}

/** The sentence decides; where it is neutral, the review's stars do. */
function sentimentIn({ text }: Sentence, rating: number | null, { complains }: ThemeWords): Sentiment {
  if (complains) return "negative";
  const sentiment = sentimentOf(text);
  if (Math.abs(sentiment - 0.5) > 0.05) return sentiment > 0.5 ? "positive" : "negative";
  return rating !== null && rating >= 4 ? "positive" : "negative";
}

export function negativesOf({ mentions }: FoundTheme): readonly Mention[] {
  return mentions.filter(({ sentiment }) => sentiment === "negative");
}

/** The report's form. `of` is how many reviews were read. */
export function reportedThemes(found: readonly FoundTheme[], reviews: number): readonly ReviewTheme[] {
  return found.slice(0, analysisLimits.themes).map((theme) => {
    const { words, mentions } = theme;
    const negative = negativesOf(theme).length;
    const sentiment = negative === 0 ? "positive" : negative === mentions.length ? "negative" : "mixed";
    const quotes = mentions.slice(0, analysisLimits.quotes).map(quoteOf);
    return { name: words.name, sentiment, mentions: mentions.length, negative, of: reviews, quotes };
  });
}
