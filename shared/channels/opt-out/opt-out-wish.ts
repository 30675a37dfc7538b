import { bare, bareWords } from "./bare-text.ts";
import { buttonLabels, joinedPhrases, unclearMessages, type WishWords, wishWords } from "./wish-words.ts";

export interface OptOutWish {
  /** False: it may be meant so, and the customer is asked. */
  readonly certain: boolean;
  /** BCP 47; null for a word that several languages share. */
  readonly language: string | null;
}

/** Longer texts are about something else. Bounds the work. */
const longestText = 200;
const mostWords = 16;

type Role = keyof WishWords;

const languages = Object.entries(wishWords).map(([language, words]) => ({ language, roles: rolesOf(words) }));
const unclear = new Set(unclearMessages.split("|").map(joined));
const buttons = new Map(
  Object.entries(buttonLabels).flatMap(([language, labels]) =>
    bareWords(labels, "|").map((label) => [label, language] as const),
  ),
);

/**
 * Whether a message asks for no more messages. It counts only when all of its words belong to such a wish: "please stop
 * sending me the wrong bill" is about a bill. Pure.
 */
export function optOutWishIn(text: string): OptOutWish | undefined {
  if (text.length > longestText) return undefined;
  const said = joined(text);
  if (said === "") return undefined;
  if (unclear.has(said)) return { certain: false, language: null };
  const words = said.split(" ");
  if (words.length > mostWords) return undefined;
  let doubt: OptOutWish | undefined;
  for (const { language, roles } of languages) {
    const found = wishOf(words, roles);
    if (found === "certain") return { certain: true, language: language === "en" ? null : language };
    if (found === "unclear") doubt ??= { certain: false, language: language === "en" ? null : language };
  }
  return doubt;
}

/** The language of a marketing opt-out button with this label or payload. Undefined for any other button. */
export function optOutButtonLanguage(labels: readonly string[]): string | undefined {
  for (const label of labels) {
    const language = label.length > longestText ? undefined : buttons.get(bare(label));
    if (language !== undefined) return language;
  }
  return undefined;
}

/** Words that only make a message polite. Around a keyword they change nothing: "STOP. Thank you". */
const polite = new Set(
  bareWords(
    "please pls plz kindly thanks thx ty hi hello hey ok okay sir madam maam mam bro dear team immediately asap now " +
      "कृपया प्लीज प्लीज़ धन्यवाद शुक्रिया जी सर मैडम भाई अब ji bhai dhanyavad dhanyawad shukriya ab yaar " +
      "দয়া করে প্লিজ ধন্যবাদ স্যার దయచేసి ప్లీజ్ ధన్యవాదాలు సార్ आता மன்னிக்கவும் தயவுசெய்து ப்ளீஸ் நன்றி சார் " +
      "કૃપા કરીને પ્લીઝ આભાર સર હવે براہ کرم پلیز شکریہ جی سر اب",
    " ",
  ),
);

/** The message without politeness, as `bare` writes it. */
export function withoutPoliteness(text: string): string {
  return text.length > longestText
    ? ""
    : joined(text)
        .split(" ")
        .filter((word) => !polite.has(word))
        .join(" ");
}

function joined(text: string): string {
  return joinedPhrases.reduce((said, [phrase, word]) => said.replace(phrase, word), bare(text)).trim();
}

function rolesOf(words: WishWords): ReadonlyMap<string, ReadonlySet<Role>> {
  const roles = new Map<string, Set<Role>>();
  for (const [role, list] of Object.entries(words) as [Role, string][])
    for (const word of bareWords(list, " ")) roles.set(word, (roles.get(word) ?? new Set<Role>()).add(role));
  return roles;
}

function wishOf(words: readonly string[], roles: ReadonlyMap<string, ReadonlySet<Role>>) {
  const has = new Set<Role>();
  let hasUnclear = false;
  for (const word of words) {
    const its = roles.get(word);
    if (!its) return undefined;
    for (const role of its) has.add(role);
    hasUnclear ||= its.has("unclear");
  }
  const forbids = has.has("never");
  const denies = forbids || has.has("not");
  const stops = has.has("stop");
  if (stops && denies) return undefined; // "don't stop sending me messages"
  const messages = has.has("messages");
  const certain =
    (has.has("unsubscribe") && !denies) ||
    (stops && messages) ||
    (forbids && has.has("send") && messages && !has.has("self")) ||
    (denies && has.has("want") && messages) ||
    (has.has("remove") && has.has("list") && has.has("me") && !denies);
  if (certain) return hasUnclear ? "unclear" : "certain";
  // What is not to be sent may be one thing, such as a report.
  if ((stops && (has.has("send") || hasUnclear)) || (forbids && has.has("send") && has.has("me"))) return "unclear";
  // "No messages please": a wish, or a report that none came.
  return denies && messages && !has.has("self") ? "unclear" : undefined;
}
