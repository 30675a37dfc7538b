import { type InterviewQuestion, questionOf } from "./questions.ts";
import { isNo, isUnderstood, isYes } from "./read-answer.ts";
import type { ResearchPrompt } from "./research-prompts.ts";

const choice = /^(?:option\s*)?([1-5१-५])\s*[).:]?$/iu;
const assent = /^(that('s| is)|it is|यह|ये)?\s*(right|correct|true|सही|ठीक)(\s*(है|हैं))?[\s.!।]*$/iu;
const dissent = /^(that('s| is)|it is|यह|ये)?\s*(not right|not correct|wrong|सही नहीं|गलत)(\s*(है|हैं))?[\s.!।]*$/iu;

/**
 * What a person's words make of a prompt: the value that research found, or the person's own words in its place.
 * `wrong` where the person only refuses: the question is then asked in full. Undefined where it cannot be told.
 */
export function answerOfPrompt(prompt: ResearchPrompt, text: string): string | "wrong" | undefined {
  const plain = text.trim();
  const { type, values, target } = prompt;
  const kind = questionOf(target)?.kind ?? "text";
  if (type === "gap") return isUnderstood("text", plain) ? plain : undefined;
  if (type === "confirm") {
    const rest = plain.replace(/^[\p{L}\p{M}]+[\s,.:;!।–-]*/u, "");
    if (isYes(plain) && (rest === "" || assent.test(rest))) return values[0]?.answer;
    if (isNo(plain) && (rest === "" || dissent.test(rest))) return "wrong";
    const said = isYes(plain) || isNo(plain) ? rest : plain;
    return isUnderstood(kind, said) ? said : undefined;
  }
  const number = choice.exec(plain)?.[1];
  if (number !== undefined)
    return values[Number(number.replace(/[१-५]/, (d) => String(d.charCodeAt(0) - 0x0966))) - 1]?.answer;
  const named = values.find(({ answer }) => answer.toLowerCase() === plain.toLowerCase());
  if (named !== undefined) return named.answer;
  return plain.length > 3 && !isYes(plain) && !isNo(plain) && isUnderstood(kind, plain) ? plain : undefined;
}

/** The fact that an answer was taken over from. Undefined for a person's own words. */
export function factOf(prompts: readonly ResearchPrompt[], target: string, answer: string | undefined) {
  if (answer === undefined) return undefined;
  const values = prompts.filter((prompt) => prompt.target === target).flatMap((prompt) => prompt.values);
  return values.find((value) => value.answer === answer);
}

/** A prompt that no question of the interview's own asks for: its answer becomes what the agent tells customers. */
export function questionOfPrompt({ id, topic, text }: ResearchPrompt): InterviewQuestion {
  const statement = `${topic.replace(/\s*[?:.।]+$/u, "")}: {}`;
  return {
    id,
    kind: "text",
    ask: { en: text, hi: text },
    becomes: {
      type: "requirement",
      aspect: "content",
      text: { en: statement, hi: statement },
      situation: { en: `A customer asks: ${topic}`, hi: `ग्राहक पूछता है: ${topic}` },
    },
  };
}
