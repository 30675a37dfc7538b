import type { InterviewLanguage, Words } from "./questions.ts";
import { isAllDay, isNo, isYes, languagesIn, numberIn } from "./read-answer.ts";

export type Answers = ReadonlyMap<string, string>;

/** Two answers that cannot both hold. Each way out says which answer then replaces the other. */
interface Contradiction {
  readonly id: string;
  holds(answers: Answers): boolean;
  readonly ask: Words;
  /** In the order of the question: 1 and 2. */
  readonly ways: readonly [Outcome, Outcome];
}

/** Null takes the answer away, so that its question is open. `asBefore` leaves all as it is. */
type Outcome = readonly [question: string, answer: Words | null] | "asBefore" | "speakBoth";

const given = (answers: Answers, id: string) => answers.get(id) ?? "";
const goals = (answers: Answers) => `${given(answers, "objectives.goals")}\n${given(answers, "flow.steps")}`;
const yesWord = { en: "Yes", hi: "हाँ" };

export const contradictions: readonly Contradiction[] = [
  {
    id: "cross.payments",
    holds: (all) => isNo(given(all, "payments.take")) && /pay|sell|sale|order|भुगतान|बिक्री|बेच/iu.test(goals(all)),
    ask: {
      en: "Your objectives need payments, but the agent takes none. Which holds: 1 the agent takes payments, or 2 it takes none?",
      hi: "आपके उद्देश्यों में भुगतान है, पर एजेंट भुगतान नहीं लेता। क्या सही है: 1 एजेंट भुगतान लेता है, या 2 नहीं लेता?",
    },
    ways: [
      ["payments.take", yesWord],
      ["payments.take", { en: "No, customers pay elsewhere", hi: "नहीं, ग्राहक कहीं और भुगतान करते हैं" }],
    ],
  },
  {
    id: "cross.first",
    holds: (all) =>
      isNo(given(all, "interaction.first")) && /remind|follow.?up|win back|याद दिला|फॉलो/iu.test(goals(all)),
    ask: {
      en: "Your objectives need messages that the agent sends unasked, but it may not write first. Which holds: 1 it may write first, or 2 it may not?",
      hi: "आपके उद्देश्यों के लिए एजेंट को बिना पूछे लिखना होगा, पर वह पहले नहीं लिख सकता। क्या सही है: 1 पहले लिख सकता है, या 2 नहीं?",
    },
    ways: [
      ["interaction.first", yesWord],
      ["interaction.first", { en: "No, a colleague writes to them", hi: "नहीं, सहकर्मी लिखता है" }],
    ],
  },
  {
    id: "cross.marketing",
    holds: (all) =>
      isNo(given(all, "consent.marketing")) && /campaign|promot|newsletter|प्रचार|अभियान/iu.test(goals(all)),
    ask: {
      en: "Your objectives need marketing messages, but the agent sends none. Which holds: 1 it sends them after consent, or 2 it sends none?",
      hi: "आपके उद्देश्यों के लिए प्रचार संदेश चाहिए, पर एजेंट नहीं भेजता। क्या सही है: 1 सहमति के बाद भेजता है, या 2 नहीं भेजता?",
    },
    ways: [
      ["consent.marketing", yesWord],
      ["consent.marketing", { en: "No, others send them", hi: "नहीं, कोई और भेजता है" }],
    ],
  },
  {
    id: "cross.content",
    holds: (all) => sharesWord(given(all, "content.topics"), given(all, "limits.never")),
    ask: {
      en: "You name one topic twice: as one that the agent answers, then as one that it must never touch. Which holds: 1 it answers, or 2 it never does?",
      hi: "आपने एक विषय दो बार बताया है: जिसका एजेंट जवाब दे, और जिसे कभी न छुए। क्या सही है: 1 जवाब देता है, या 2 कभी नहीं?",
    },
    ways: [
      ["limits.never", null],
      ["content.topics", null],
    ],
  },
  {
    id: "cross.personal-data",
    holds: (all) =>
      isNo(given(all, "consent.personal")) && /book|appointment|lead|deliver|बुक|अपॉइंटमेंट|लीड/iu.test(goals(all)),
    ask: {
      en: "Your objectives need a name or a number of the customer, but the agent may ask for no personal data. Which holds: 1 it may ask, or 2 it may not?",
      hi: "आपके उद्देश्यों के लिए ग्राहक का नाम या नंबर चाहिए, पर एजेंट निजी जानकारी नहीं माँग सकता। क्या सही है: 1 माँग सकता है, या 2 नहीं?",
    },
    ways: [
      ["consent.personal", yesWord],
      ["consent.personal", { en: "No, a colleague asks for it", hi: "नहीं, सहकर्मी पूछता है" }],
    ],
  },
  {
    id: "cross.handover",
    holds: (all) =>
      isNo(given(all, "escalation.when")) && all.has("escalation.to") && !isNo(given(all, "escalation.to")),
    ask: {
      en: "A person never takes over, but you name one to hand over to. Which holds: 1 the agent hands over when asked, or 2 it never does?",
      hi: "कोई व्यक्ति कभी नहीं सँभालता, पर आपने सौंपने के लिए किसी को बताया है। क्या सही है: 1 माँगने पर सौंपता है, या 2 कभी नहीं?",
    },
    ways: [
      ["escalation.when", { en: "When a customer asks for a person", hi: "जब ग्राहक किसी व्यक्ति को माँगे" }],
      ["escalation.to", null],
    ],
  },
  {
    id: "cross.target",
    holds: (all) => {
      const [from, to] = [numberIn(given(all, "kpi.baseline")), numberIn(given(all, "kpi.target"))];
      return from !== undefined && to !== undefined && to <= from;
    },
    ask: {
      en: "Your target is not above today's figure. Which is wrong: 1 today's figure, or 2 the target?",
      hi: "आपका लक्ष्य आज के आँकड़े से ऊपर नहीं है। क्या गलत है: 1 आज का आँकड़ा, या 2 लक्ष्य?",
    },
    ways: [
      ["kpi.baseline", null],
      ["kpi.target", null],
    ],
  },
  {
    id: "cross.hours",
    holds: (all) =>
      isAllDay(given(all, "hours.open")) &&
      /closed|not (on|at)|बंद/iu.test(`${goals(all)} ${given(all, "limits.never")}`),
    ask: {
      en: "The agent answers at all times, but you also name times at which it does not. Which holds: 1 it answers at all times, or 2 it does not?",
      hi: "एजेंट हमेशा जवाब देता है, पर आपने ऐसा समय भी बताया है जब नहीं देता। क्या सही है: 1 हमेशा जवाब देता है, या 2 नहीं?",
    },
    ways: [
      ["hours.open", { en: "24/7", hi: "24/7" }],
      ["hours.open", null],
    ],
  },
  {
    id: "cross.language",
    holds: (all) => {
      const spoken = languagesIn(given(all, "languages.spoken"));
      return spoken.length > 0 && languagesIn(given(all, "interaction.users")).some((tag) => !spoken.includes(tag));
    },
    ask: {
      en: "Your customers speak a language that the agent does not. Which holds: 1 the agent speaks it too, or 2 it does not?",
      hi: "आपके ग्राहक ऐसी भाषा बोलते हैं जो एजेंट नहीं बोलता। क्या सही है: 1 एजेंट भी बोलता है, या 2 नहीं?",
    },
    ways: ["speakBoth", "asBefore"],
  },
];

/** Whether two different answers name one thing: a word of five letters or more that is no common one. */
function sharesWord(one: string, other: string): boolean {
  const words = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{M}]{5,}/gu) ?? []);
  if (one === other) return false;
  const known = words(other);
  return [...words(one)].some((word) => known.has(word) && !commonWords.has(word));
}

const commonWords = new Set([
  "about",
  "agent",
  "answer",
  "answers",
  "customer",
  "customers",
  "their",
  "which",
  "without",
]);

/** The answers after a contradiction is settled. */
export function settled(answers: Answers, outcome: Outcome, language: InterviewLanguage): Answers {
  if (outcome === "asBefore") return answers;
  const next = new Map(answers);
  if (outcome === "speakBoth") {
    const spoken = given(answers, "languages.spoken");
    return next.set("languages.spoken", `${spoken}, ${given(answers, "interaction.users")}`);
  }
  const [question, answer] = outcome;
  if (answer === null) next.delete(question);
  else next.set(question, answer[language]);
  return next;
}

/** Which of the two ways an answer takes. Undefined where it cannot be told. */
export function wayOf(text: string): 0 | 1 | undefined {
  const plain = text.trim();
  if (/^(option\s*)?(1|१|first|पहला|पहली)(?![\p{L}\p{M}\p{N}])/iu.test(plain) || isYes(plain)) return 0;
  if (/^(option\s*)?(2|२|second|दूसरा|दूसरी)(?![\p{L}\p{M}\p{N}])/iu.test(plain) || isNo(plain)) return 1;
  return undefined;
}
