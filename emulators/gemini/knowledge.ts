import { isObject, listOf, parseJson, textOf } from "../json.ts";
import { contentWords, sentences, wordsAndSounds } from "./words.ts";

export interface Passage {
  readonly id: string | null;
  readonly title: string;
  readonly text: string;
}

/**
 * The passages of a prompt: lines `[id] Title: text` with their continuation lines, or objects of a JSON list. If the
 * prompt has <knowledge> tags, only the text between them counts.
 */
export function passagesIn(system: string): readonly Passage[] {
  const block = /<knowledge>([\s\S]*)<\/knowledge>/.exec(system)?.[1] ?? system;
  const passages: Passage[] = [];
  let open = false;
  for (const line of block.split("\n")) {
    const headed = /^\s*(?:[-*]\s*)?\[([^\]\s]{1,80})\]\s*(\S.*)$/.exec(line);
    if (headed) {
      const [, id = "", rest = ""] = headed;
      const [, title = "", text = rest] = /^([^:.]{1,120}):\s+(.+)$/.exec(rest) ?? [];
      passages.push({ id, title, text });
      open = true;
    } else if (open && line.trim() !== "" && !/^\s*(?:<|```|#|---)/.test(line)) {
      const last = passages.pop();
      if (last) passages.push({ ...last, text: `${last.text}\n${line.trim()}` });
    } else {
      open = false;
    }
  }
  return passages.length > 0 ? passages : jsonPassages(block);
}

function jsonPassages(system: string): readonly Passage[] {
  const lists = system.match(/\[\s*\{[\s\S]*?\}\s*\]/g) ?? [];
  return lists.flatMap((list) => passagesOf(parseJson(list)));
}

/** The list items that look like passages: objects with a text. */
export function passagesOf(value: unknown): readonly Passage[] {
  return listOf(value)
    .filter(isObject)
    .map((item) => ({
      id: item.id === undefined ? null : String(item.id),
      title: textOf(item.title ?? item.name),
      text: textOf(item.text ?? item.content ?? item.answer),
    }))
    .filter((passage) => passage.text !== "");
}

/** Minimum share of the question's words in a passage. Words in its title count partly again. */
const minimumScore = 0.4;
/** Extra weight of a word in the title. Passages later in the prompt weigh slightly less. */
const titleBonus = 0.3;
const placeCost = 0.04;

type Score = (words: ReadonlySet<string>) => number;

/**
 * Two sentences of the best passage that answer the question, and whether the passage has all words of the question.
 * Null when no passage matches well enough.
 */
export function answerFrom(
  passages: readonly Passage[],
  question: string,
): { readonly passage: Passage; readonly text: string; readonly isComplete: boolean } | null {
  const asked = [...new Set(contentWords(question))];
  if (asked.length === 0) return null;
  const score: Score = (words) => asked.filter((word) => words.has(word)).length / asked.length;
  const [best] = passages
    .map((passage, place) => {
      const covered = score(bag(`${passage.title} ${passage.text}`)) + titleBonus * score(bag(passage.title));
      return { passage, covered, rank: covered - placeCost * Math.min(place, 6) };
    })
    .filter(({ covered }) => covered >= minimumScore)
    .sort((a, b) => b.rank - a.rank);
  if (!best) return null;
  const { passage } = best;
  return { passage, text: bestSentences(passage, score), isComplete: score(bag(passage.text)) === 1 };
}

const bag = (text: string): ReadonlySet<string> => new Set(wordsAndSounds(text));

/**
 * The two best sentences in their original order. If only one matches, the sentence before it is included for context.
 */
function bestSentences(passage: Passage, score: Score): string {
  const all = sentences(passage.text);
  const ranked = all
    .map((sentence, index) => ({ index, score: score(bag(sentence)) }))
    .sort((a, b) => b.score - a.score || a.index - b.index);
  const [first = { index: 0, score: 0 }, second] = ranked;
  const companion = second && second.score > 0 ? second.index : Math.abs(first.index - 1);
  return all.filter((_, index) => index === first.index || index === companion).join(" ");
}
