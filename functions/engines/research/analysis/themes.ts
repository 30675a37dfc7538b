import { sentimentOf } from "../../../../shared/agent/signals/sentiment.ts";
import { analysisLimits, type ReviewTheme } from "../../../../shared/contracts/lifecycle/research-analysis.ts";
import type { AnalysedPage } from "./analysed-page.ts";
import { type Quoted, quoteOf } from "./quote.ts";
import type { ReadReview } from "./reviews.ts";
import type { Sentence } from "./sentences.ts";
import { type ThemeWords, themeWords } from "./theme-words.ts";

type Sentiment = "positive" | "negative";

interface Mention extends Quoted {
  readonly sentiment: Sentiment;
}

/** A sentence of a review that a model has sorted into a theme (`read-themes.ts`). */
export interface ReadMention {
  readonly page: Pick<AnalysedPage, "id">;
  readonly sentence: Sentence;
  readonly theme: string;
  readonly sentiment: Sentiment;
}

/** A theme with each review that speaks of it, by its first sentence that does. */
export interface FoundTheme {
  readonly words: ThemeWords;
  readonly mentions: readonly Mention[];
  /** How many of the mentions a model has found. */
  readonly byModel: number;
}

/**
 * What reviews speak of, most often first. A review counts once for a theme, however often it comes back to it. The word
 * lists go before what a model has read, which adds and never takes away.
 */
export function findThemes(reviews: readonly ReadReview[], read: readonly ReadMention[] = []): readonly FoundTheme[] {
  return themeWords
    .map((words) => {
      const found = reviews.map((review) => ({ review, mentions: mentionIn(review, words) }));
      const added = found.flatMap(({ review, mentions }) =>
        mentions.length > 0 ? [] : mentionRead(review, words, read),
      );
      const mentions = [...found.flatMap((each) => each.mentions), ...added];
      return { words, mentions, byModel: added.length };
    })
    .filter(({ mentions }) => mentions.length > 0)
    .toSorted((one, other) => other.mentions.length - one.mentions.length);
}

function mentionIn({ page, rating, sentences }: ReadReview, words: ThemeWords): readonly Mention[] {
  const sentence = sentences.find(
    ({ text }) => words.says.test(text) && !words.unless?.test(text) && !isQuestion(text),
  );
  return sentence ? [{ page, sentence, sentiment: sentimentIn(sentence, rating, words) }] : [];
}

/** The first sentence of the review that a model has sorted into the theme. */
function mentionRead({ page, sentences }: ReadReview, { name }: ThemeWords, read: readonly ReadMention[]): Mention[] {
  const found = read.find(
    (mention) =>
      mention.theme === name &&
      mention.page.id === page.id &&
      sentences.some(
        ({ span }) => span.start === mention.sentence.span.start && span.end === mention.sentence.span.end,
      ),
  );
  return found ? [{ page, sentence: found.sentence, sentiment: found.sentiment }] : [];
}

/** A question asks for something and judges nothing. `questions.ts` counts it. */
export function isQuestion(text: string): boolean {
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
