import type { OpenQuestion } from "../../../../shared/contracts/conversation/unanswered-questions.ts";

type AskedQuestion = Pick<OpenQuestion, "question" | "asked">;

export interface QuestionTopic {
  /** The most asked wording. */
  readonly question: string;
  readonly asked: number;
  readonly wordings: number;
}

const leastWordLength = 3;
/** The share of words in common from which two questions are about the same. */
const alike = 0.5;

interface Topic {
  readonly words: ReadonlySet<string>;
  readonly questions: AskedQuestion[];
}

/**
 * Groups questions by the words that they share, most asked first. The wording that was asked most leads its group. Words
 * count, not meaning: two topics in other words stay two.
 */
export function questionTopics(questions: readonly AskedQuestion[]): readonly QuestionTopic[] {
  const topics: Topic[] = [];
  for (const question of questions.toSorted((one, other) => other.asked - one.asked)) {
    const words = wordsOf(question.question);
    if (words.size === 0) continue;
    const known = topics.find((topic) => overlap(topic.words, words) >= alike);
    if (known) known.questions.push(question);
    else topics.push({ words, questions: [question] });
  }
  return topics
    .map(({ questions: all }) => ({
      question: all[0]?.question ?? "",
      asked: all.reduce((sum, { asked }) => sum + asked, 0),
      wordings: all.length,
    }))
    .sort((one, other) => other.asked - one.asked);
}

function wordsOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => word.length >= leastWordLength));
}

/** Of the smaller set, so that a longer wording of the same question still belongs to it. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((word) => other.has(word)).length;
  return shared / Math.min(one.size, other.size);
}
