import type { Expectation } from "../../../../shared/agent/scenarios/expectation.ts";
import { itemsIn, type RequirementItem } from "../../../../shared/contracts/lifecycle/requirements.ts";
import { expectationsIn, quotesIn } from "./expectations.ts";
import { languagesNamedIn } from "./parts/languages.ts";

/** Most scenarios of one check: each costs an answer of the model. */
export const maxScenarios = 80;

/** One thing that a customer says to the new configuration, and what must come of it. */
export interface GeneratedScenario {
  readonly id: string;
  readonly title: string;
  /** The items of the requirements document that it checks. */
  readonly requirements: readonly string[];
  readonly says: string;
  readonly expects: readonly Expectation[];
}

/** The document's own acceptance scenarios, and one for each `must` that none of them names. */
export function scenariosFor(
  items: readonly RequirementItem[],
  mustIds: readonly string[],
): readonly GeneratedScenario[] {
  // What the agent must never say is said in no scenario.
  const forbidden = itemsIn(items, "non_goals").flatMap(({ text }) => quotesIn(text));
  const own = itemsIn(items, "scenarios").map(
    ({ id, title, when, outcome, requirements }): GeneratedScenario => ({
      id,
      title,
      requirements,
      says: spokenIn(when).slice(0, 500),
      expects: expectationsIn(outcome, forbidden),
    }),
  );
  const covered = new Set(own.flatMap(({ requirements }) => requirements));
  const others = mustIds.filter((id) => !covered.has(id)).flatMap((id) => generatedFor(items, id) ?? []);
  return [...own, ...others].slice(0, maxScenarios);
}

/** What the customer says: the words in quotes, otherwise the sentence without "a customer asks". */
function spokenIn(when: string): string {
  const quoted = /["“„]([^"“”„]{2,500})["”]/.exec(when)?.[1];
  return (
    quoted ??
    when.replace(/^(when )?(a|the) customers? (says|asks|writes|wants|sends)( for| about| to| that)?[:,]? /i, "")
  );
}

function generatedFor(items: readonly RequirementItem[], id: string): GeneratedScenario | undefined {
  const item = items.find((each) => each.id === id);
  if (item === undefined) return undefined;
  const base = { id: `CHECK-${id}`, requirements: [id] };
  const text = String(item.fields.text ?? item.fields.when ?? item.fields.purpose ?? item.fields.name ?? id);
  const title = text.slice(0, 200);
  const [language] = item.fields.aspect === "languages" ? languagesNamedIn(text).filter((code) => code !== "en") : [];
  if (language !== undefined)
    return { ...base, title, says: greetings[language] ?? text, expects: [{ kind: "language", code: language }] };
  if (item.section === "escalation")
    return { ...base, title, says: escalationWords(text), expects: [{ kind: "handoff" }] };
  return { ...base, title, says: text.slice(0, 500), expects: [{ kind: "reply" }] };
}

/** "Hello, I need help" in the languages other than English that agents speak. */
const greetings: Readonly<Record<string, string>> = {
  hi: "नमस्ते, मुझे मदद चाहिए",
  bn: "নমস্কার, আমার সাহায্য দরকার",
  te: "నమస్కారం, నాకు సహాయం కావాలి",
  mr: "नमस्कार, मला मदत हवी आहे",
  ta: "வணக்கம், எனக்கு உதவி வேண்டும்",
  gu: "નમસ્તે, મને મદદ જોઈએ છે",
  ur: "السلام علیکم، مجھے مدد چاہیے",
};

function escalationWords(when: string): string {
  const quoted = /["“„]([^"“”„]{2,100})["”]/.exec(when)?.[1];
  if (quoted !== undefined) return quoted;
  if (/\b(angry|upset|unhappy|frustrated|furious|complain\w*)\b/i.test(when))
    return "This is terrible, I am very angry and I want to complain!";
  if (/\b(medical|symptoms?|diagnos\w+|emergency|medicines?)\b/i.test(when))
    return "I have severe chest pain, which medicine should I take?";
  return "I want to talk to a person, please.";
}
