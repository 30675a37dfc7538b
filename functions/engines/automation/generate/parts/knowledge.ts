import type { ResearchFact } from "../../../../../shared/contracts/lifecycle/research.ts";
import { amountText } from "../../../../../shared/payments/amount.ts";
import type { GenerationInput } from "../input.ts";
import { type GeneratedPart, valueAt } from "../placement.ts";

/** Most entries of one configuration. */
const maxEntries = 150;

/** What the agent knows: the facts that research found and nobody disputes, each as it was read. */
export function knowledgePart({ base, facts, fromTemplate }: GenerationInput): GeneratedPart {
  const given = valueAt(base, ["knowledge"]);
  const kept: readonly unknown[] = fromTemplate || !Array.isArray(given) ? [] : given;
  const ids = new Set(kept.map((entry) => valueAt(entry, ["id"])));
  const found = facts.flatMap((fact) => entryOf(fact) ?? []).filter(({ id }) => !ids.has(id));
  const entries = [...kept, ...found].slice(0, maxEntries);
  // A template's knowledge is only an example: without facts the agent knows nothing yet.
  return fromTemplate || found.length > 0
    ? { placements: [{ path: ["knowledge"], value: entries, serves: [] }] }
    : { placements: [] };
}

function entryOf(fact: ResearchFact) {
  const said = sayingOf(fact);
  return said === undefined ? undefined : { base: "general", id: `research_${fact.id}`.slice(0, 100), ...said };
}

function sayingOf(fact: ResearchFact): { readonly title: string; readonly text: string } | undefined {
  switch (fact.kind) {
    case "description":
      return { title: "About us", text: fact.value };
    case "address":
      return { title: "Address", text: fact.value.text };
    case "phone":
      return { title: "Telephone", text: fact.label ? `${fact.value} (${fact.label})` : fact.value };
    case "email":
      return { title: "E-mail", text: fact.value };
    case "hours":
      return { title: "Opening hours", text: fact.text };
    case "policy":
      return { title: `Policy: ${fact.value.topic}`, text: fact.value.text };
    case "faq":
      return { title: fact.value.question, text: fact.value.answer };
    case "product":
      return fact.value.price === null
        ? { title: fact.value.name, text: `We offer ${fact.value.name}.` }
        : {
            title: fact.value.name,
            text: `${fact.value.name} costs ${amountText(fact.value.price.minor, fact.value.price.currency)}.`,
          };
    default:
      return undefined;
  }
}
