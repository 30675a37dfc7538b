import { availability, freeWords, hours, offerPhrases, otherFreeAfter, otherFreeBefore } from "./price-words.ts";
import { type Token, tokensOf } from "./quantities.ts";

const denials = new Set(
  "not no isn aren never without nahi nahin नहीं मत cannot नाही না নয় కాదు இல்லை નથી نہیں".split(" "),
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
  if (word(at) !== "free") return !isAboutTime(tokens, at);
  if (word(at - 1) === "-" || otherFreeBefore.has(word(at - 1)) || otherFreeAfter.has(word(at + 1))) return false;
  return !isAboutTime(tokens, at);
}

const chargeWords = new Set(["charge", "charges", "cost"]);
const verbs = new Set("is are am be re m s was were".split(" "));
const followingVerbs = new Set("hai hain hoon hu ho hoge है हैं हूँ हो आहे आहेत".split(" "));
const days = new Set(
  "monday tuesday wednesday thursday friday saturday sunday weekday weekdays weekend today tomorrow tonight morning mornings afternoon afternoons evening evenings am pm th st nd rd".split(
    " ",
  ),
);
const besideDays = /^(?:\d+|and|or|so|next|this|the|only)$/;

/** "are you free", "the slot is free", "Monday is free", "Dr. Rao will be free", "5 baje free hain". */
function isAboutTime(tokens: readonly Token[], at: number): boolean {
  const word = (index: number) => tokens[index]?.lower ?? "";
  const isEnd = (index: number) => tokens[index] === undefined || tokens[index]?.kind === "sign";
  if (verbs.has(word(at - 1))) {
    const subject = ["will", "also", "'"].includes(word(at - 2)) ? at - 3 : at - 2;
    const last = word(subject);
    if (availability.has(last) || tokens[subject]?.kind === "number") return true;
    // "The ride on Monday is free" is about the ride.
    if (days.has(last)) return isEnd(subject - 1) || besideDays.test(word(subject - 1)) || days.has(word(subject - 1));
    return word(subject - 1) === "dr" || (word(subject - 1) === "." && word(subject - 2) === "dr");
  }
  if (verbs.has(word(at - 2)) && availability.has(word(at - 1))) return true;
  if (!followingVerbs.has(word(at + 1))) return false;
  return [1, 2, 3, 4].some((back) => hours.has(word(at - back)) || availability.has(word(at - back)));
}

/** Whether a word before or after it in the same part of the sentence denies it. */
function isDenied(tokens: readonly Token[], at: number): boolean {
  for (let back = 1; back <= 4; back += 1) {
    const token = tokens[at - back];
    if (token === undefined || (token.kind === "sign" && !/^['’*_]$/.test(token.text))) break;
    if (denials.has(token.lower) || (token.lower === "t" && /^['’]$/.test(tokens[at - back - 1]?.text ?? "")))
      return true;
  }
  return [1, 2].some(
    (ahead) =>
      tokens.slice(at + 1, at + ahead).every(({ kind }) => kind === "word") &&
      denials.has(tokens[at + ahead]?.lower ?? ""),
  );
}
