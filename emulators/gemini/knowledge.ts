import { isObject, listOf, parseJson, textOf } from "../json.ts";
import { contentWords, sentences } from "./words.ts";

export interface Passage {
  readonly id: string | null;
  readonly title: string;
  readonly text: string;
}

/** The passages of a prompt: lines `[id] Title: text` (with the lines that follow them), or objects of a JSON list. */
export function passagesIn(system: string): readonly Passage[] {
  const passages: Passage[] = [];
  let open = false;
  for (const line of system.split("\n")) {
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
  return passages.length > 0 ? passages : jsonPassages(system);
}

function jsonPassages(system: string): readonly Passage[] {
  const lists = system.match(/\[\s*\{[\s\S]*?\}\s*\]/g) ?? [];
  return lists.flatMap((list) => passagesOf(parseJson(list)));
}

/** The items of a list that look like passages: an object with a text. */
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

/** A rare word weighs more than one that every passage has; half of the question's weight must be found. */
const enough = 0.4;

/** The one or two sentences of the best passage that answer the question, or null when none is near enough. */
export function answerFrom(
  passages: readonly Passage[],
  question: string,
): { readonly passage: Passage; readonly text: string } | null {
  const asked = [...new Set(contentWords(question))];
  if (asked.length === 0) return null;
  const bags = passages.map((passage) => new Set(contentWords(`${passage.title} ${passage.text}`)));
  const weightOf = (word: string): number => {
    const holding = bags.filter((bag) => bag.has(word)).length;
    return holding === 0 ? 1 : Math.log(1 + passages.length / holding);
  };
  const weights = new Map(asked.map((word) => [word, weightOf(word)]));
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const score = (bag: ReadonlySet<string>): number =>
    asked.reduce((sum, word) => sum + (bag.has(word) ? (weights.get(word) ?? 0) : 0), 0) / total;
  const best = passages
    .map((passage, index) => ({ passage, score: score(bags[index] ?? new Set()) }))
    .reduce<{ passage: Passage; score: number } | null>(
      (top, next) => (!top || next.score > top.score ? next : top),
      null,
    );
  if (!best || best.score < enough) return null;
  return { passage: best.passage, text: bestSentences(best.passage, score) };
}

function bestSentences(passage: Passage, score: (bag: ReadonlySet<string>) => number): string {
  const all = sentences(passage.text);
  const ranked = all
    .map((sentence, index) => ({ index, score: score(new Set(contentWords(sentence))) }))
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, 2)
    .filter((entry, place) => place === 0 || entry.score > 0)
    .sort((a, b) => a.index - b.index);
  return ranked.map(({ index }) => all[index]).join(" ");
}
