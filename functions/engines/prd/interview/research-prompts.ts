import { z } from "zod";
import type { Contradiction, ResearchFact, ResearchReport } from "../../../../shared/contracts/lifecycle/research.ts";
import { weekHours } from "./derive/week-hours.ts";

export const promptLimits = {
  gaps: 3,
  contradictions: 5,
  values: 3,
  text: 400,
  topic: 120,
  value: 160,
  url: 300,
} as const;

/** What a research run found about a question of the interview: asked to be confirmed, chosen or filled in. */
export const ResearchPrompt = z.object({
  /** Begins with `research.`. */
  id: z.string(),
  /** One value is confirmed, several are chosen from, none is a gap that only a person can fill. */
  type: z.literal(["confirm", "choose", "gap"]),
  /** The question that the answer answers: one of the interview's own, or the prompt itself. */
  target: z.string(),
  /** What the answer is about, before the answer in the document. */
  topic: z.string(),
  text: z.string(),
  values: z.array(z.object({ answer: z.string(), fact: z.string(), url: z.string().nullable() })),
});
export type ResearchPrompt = z.infer<typeof ResearchPrompt>;

type Language = "en" | "hi";
type Found = ResearchPrompt["values"][number];

const words = {
  site: { en: "Your site says", hi: "आपकी साइट पर लिखा है" },
  elsewhere: { en: "We found", hi: "हमें मिला" },
  right: { en: "Is that right?", hi: "क्या यह सही है?" },
  which: { en: "Which holds:", hi: "क्या सही है:" },
  or: { en: "or", hi: "या" },
  differ: { en: "Your sources differ on this:", hi: "आपके स्रोत इस पर अलग-अलग कहते हैं:" },
  hours: { en: "the agent's hours are", hi: "एजेंट का समय" },
  languages: { en: "the languages of your business are", hi: "आपके कारोबार की भाषाएँ" },
  topics: { en: "you offer", hi: "आप यह देते हैं" },
} as const;

const targetOf: Readonly<Partial<Record<ResearchFact["kind"], string>>> = {
  hours: "hours.open",
  language: "languages.spoken",
};

/** The prompts of a report: contradictions, then gaps, then what is to be confirmed. Pure, and bounded. */
export function promptsOf(report: ResearchReport, language: Language): readonly ResearchPrompt[] {
  const facts = new Map(report.facts.map((fact) => [fact.id, fact]));
  const chosen = report.contradictions
    .map((each) => choiceOf(each, facts, language))
    .filter((prompt) => prompt.values.length > 1)
    .slice(0, promptLimits.contradictions);
  const taken = new Set(chosen.map(({ target }) => target));
  const gaps = report.gaps
    .filter(({ kind }) => !asksAnyway.has(kind))
    .slice(0, promptLimits.gaps)
    .map(({ question }, index): ResearchPrompt => {
      const id = `research.gap-${index + 1}`;
      const text = cut(question, promptLimits.text);
      return { id, type: "gap", target: id, topic: cut(question, promptLimits.topic), text, values: [] };
    });
  const confirmed = confirmations(report.facts, language).filter(({ target }) => !taken.has(target));
  return [...chosen, ...gaps, ...confirmed];
}

/** Gaps that the interview's own questions fill. */
const asksAnyway = new Set(["hours", "language"]);

function choiceOf(
  { id, kind, topic, values }: Contradiction,
  facts: ReadonlyMap<string, ResearchFact>,
  language: Language,
): ResearchPrompt {
  const found = values.slice(0, promptLimits.values).flatMap(({ facts: [first = ""] }): Found[] => {
    const fact = facts.get(first);
    return fact === undefined ? [] : [foundIn(fact, valueText(fact, language))];
  });
  const about = cut(topic === "" ? kind.replaceAll("_", " ") : topic, promptLimits.topic);
  const listed = found.map(({ answer }, index) => `${index + 1} ${cut(answer, 80)}`);
  const ask = `${words.differ[language]} ${about}. ${words.which[language]} ${listed.join(`, ${words.or[language]} `)}?`;
  const prompt = `research.${id}`.slice(0, 60);
  const target = targetOf[kind as ResearchFact["kind"]] ?? prompt;
  return { id: prompt, type: "choose", target, topic: about, text: cut(ask, promptLimits.text), values: found };
}

function confirmations(facts: readonly ResearchFact[], language: Language): readonly ResearchPrompt[] {
  const certain = facts.filter(({ status }) => status !== "disputed");
  const confirm = (
    topic: "hours" | "languages" | "topics",
    target: string,
    [first, ...others]: readonly (readonly [ResearchFact, string])[],
  ): readonly ResearchPrompt[] => {
    if (first === undefined) return [];
    const answer = cut([...new Set([first, ...others].map(([, text]) => text))].join(", "), promptLimits.value);
    const where = first[0].source.kind === "website" ? words.site[language] : words.elsewhere[language];
    const text = `${where}: ${words[topic][language]} ${answer}. ${words.right[language]}`;
    const value = foundIn(first[0], answer);
    return [{ id: `research.${topic}`, type: "confirm", target, topic: words[topic][language], text, values: [value] }];
  };
  const of = (kind: ResearchFact["kind"]) => {
    return certain.filter((fact) => fact.kind === kind).map((fact) => [fact, valueText(fact, language)] as const);
  };
  return [
    ...confirm("languages", "languages.spoken", of("language")),
    ...confirm("hours", "hours.open", of("hours").slice(0, 1)),
    ...confirm("topics", "content.topics", of("product").slice(0, 8)),
  ];
}

function foundIn({ id, source }: ResearchFact, answer: string): Found {
  const url = source.url !== null && source.url.length > promptLimits.url ? null : source.url;
  return { answer: cut(answer, promptLimits.value), fact: id, url };
}

/** A fact's value in the words of the interview. */
function valueText(fact: ResearchFact, language: Language): string {
  switch (fact.kind) {
    case "hours":
      return weekHours(fact.value, language);
    case "language":
      return new Intl.DisplayNames([language], { type: "language", fallback: "code" }).of(fact.value) ?? fact.value;
    case "product":
      return fact.value.name;
    default:
      return fact.text.replace(/\s+/g, " ");
  }
}

function cut(text: string, length: number): string {
  return text.slice(0, length).trim();
}
