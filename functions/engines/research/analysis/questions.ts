import { analysisLimits, type CustomerQuestion } from "../../../../shared/contracts/lifecycle/research-analysis.ts";
import type { AnalysedPage } from "./analysed-page.ts";
import { type Quoted, quoteOf } from "./quote.ts";
import type { ReadReview } from "./reviews.ts";
import type { Sentence } from "./sentences.ts";

/** What is asked about, in English, Hindi, and Hindi in Latin letters. The first that fits counts. */
const topics: readonly (readonly [topic: string, words: RegExp])[] = [
  [
    "prices",
    /\b(?:prices?|costs?|how much|rates?|charges?|fees?)\b|कीमत|दाम|कितने (?:का|की|में|रुपये)|\b(?:kitne|kitna|keemat)\b/iu,
  ],
  [
    "opening hours",
    /\b(?:open|close[ds]?|hours?|timings?|sundays?|holidays?)\b|कब (?:खुल|बंद)|समय|रविवार|\b(?:kab khul|timing)\b/iu,
  ],
  ["booking", /\b(?:book|appointments?|slots?|reserve|schedule)\b|अपॉइंटमेंट|बुक/iu],
  [
    "location",
    /\b(?:where|address|location|parking|branch(?:es)?|directions?|near)\b|कहाँ|कहां|पता|\b(?:kahan|kaha)\b/iu,
  ],
  ["delivery and home service", /\b(?:deliver\w*|shipping|home (?:collection|visit|service))\b|डिलीवरी|घर पर/iu],
  ["reports and orders", /\b(?:reports?|results?|order|status|track)\b|रिपोर्ट|ऑर्डर/iu],
  ["contact", /\b(?:phone|number|contact|call|whats ?app|e-?mail)\b|नंबर|संपर्क|फोन|फ़ोन/iu],
];

export interface FoundQuestion {
  readonly topic: string;
  readonly mentions: readonly (Quoted & { readonly sentence: Sentence })[];
}

const posts = new Set(["instagram", "facebook"]);
const hindiQuestion =
  /(?:^|\s)(?:क्या|कैसे|कब|कहाँ|कहां|कितने|कितना|कितनी|कौन)(?:\s|$).{3,}(?:है|हैं|हो|होगा|होगी|सकते|सकता|सकती)[?।]?$/u;

/** What customers ask in reviews, and what a business's posts say that they ask, by topic. The same words count once. */
export function findQuestions(
  reviews: readonly ReadReview[],
  sentencesOfPosts: FoundQuestion["mentions"],
): readonly FoundQuestion[] {
  const known = new Set<string>();
  const asked = [
    ...reviews.flatMap(({ page, sentences }) => sentences.map((sentence) => ({ page, sentence }))),
    ...sentencesOfPosts,
  ].filter(({ sentence }) => {
    const key = sentence.text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, " ");
    if (!isQuestion(sentence.text) || known.has(key)) return false;
    known.add(key);
    return true;
  });
  const byTopic = Map.groupBy(asked, ({ sentence }) => topicOf(sentence.text));
  return [...byTopic]
    .map(([topic, mentions]) => ({ topic, mentions }))
    .toSorted((one, other) => other.mentions.length - one.mentions.length);
}

function isQuestion(text: string): boolean {
  return (text.endsWith("?") && /\p{L}{2}/u.test(text)) || hindiQuestion.test(text);
}

function topicOf(text: string): string {
  return topics.find(([, words]) => words.test(text))?.[0] ?? "other things";
}

export function isPost({ source }: AnalysedPage): boolean {
  return posts.has(source);
}

export function reportedQuestions(found: readonly FoundQuestion[]): readonly CustomerQuestion[] {
  return found.slice(0, analysisLimits.questions).map(({ topic, mentions }) => ({
    topic,
    asked: mentions.length,
    quotes: mentions.slice(0, analysisLimits.quotes).map(quoteOf),
  }));
}
