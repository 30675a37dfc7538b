import { availability, freeWords, hours, offerPhrases, otherFreeAfter, otherFreeBefore } from "./price-words.ts";
import { type Token, tokensOf } from "./quantities.ts";

const denials = new Set(
  "not no isn aren never without nahi nahin नहीं मत cannot won t नाही না নয় కాదు இல்லை નથી نہیں".split(" "),
);

/** The kinds of offers that a readable text makes without a number, such as `free`. A denied one is none. */
export function offersIn(text: string): ReadonlySet<string> {
  const found = new Set(offerPhrases.filter(({ pattern }) => pattern.test(text)).map(({ offer }) => offer));
  if (found.has("free")) return found;
  const tokens = tokensOf(text);
  if (tokens.some((token, at) => freeWords.has(token.lower) && isFreeOfCharge(tokens, at))) found.add("free");
  return found;
}

/** Tells "it is free" and "a free test" from "feel free", "sugar-free", "free T4" and "the doctor is free at 5". */
function isFreeOfCharge(tokens: readonly Token[], at: number): boolean {
  const word = (index: number) => tokens[index]?.lower ?? "";
  if (isDenied(tokens, at)) return false;
  if (word(at + 1) === "of" && chargeWords.has(word(at + 2))) return true;
  if (word(at) !== "free") return !isAboutTime(word, at);
  if (word(at - 1) === "-" || otherFreeBefore.has(word(at - 1)) || otherFreeAfter.has(word(at + 1))) return false;
  return !isAboutTime(word, at);
}

const chargeWords = new Set(["charge", "charges", "cost"]);
const verbs = new Set(["is", "are", "am", "be", "re", "m", "s", "was", "were", "gets", "get"]);

/** "are you free", "the slot is free", "Dr. Rao will be free", "5 baje free". */
function isAboutTime(word: (index: number) => string, at: number): boolean {
  if (verbs.has(word(at - 1))) {
    const subject = ["will", "also", "'"].includes(word(at - 2)) ? at - 3 : at - 2;
    return (
      availability.has(word(subject)) ||
      word(subject - 1) === "dr" ||
      (word(subject - 1) === "." && word(subject - 2) === "dr")
    );
  }
  if (verbs.has(word(at - 2)) && availability.has(word(at - 1))) return true;
  return [1, 2, 3].some((back) => hours.has(word(at - back)));
}

function isDenied(tokens: readonly Token[], at: number): boolean {
  return [...tokens.slice(Math.max(0, at - 3), at), ...tokens.slice(at + 1, at + 3)].some(
    ({ lower, text }, index, near) => denials.has(lower) && !(text === "t" && near[index - 1]?.text !== "'"),
  );
}
