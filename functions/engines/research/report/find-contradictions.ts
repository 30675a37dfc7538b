import {
  type Contradiction,
  type ResearchFact,
  reportLimits,
} from "../../../../shared/contracts/lifecycle/research.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { writtenHours } from "../facts/read-hours.ts";
import { writtenPrice } from "../facts/read-prices.ts";
import { type MergedFact, productKey, type UnratedFact } from "./merge-facts.ts";

/**
 * Values that cannot all be true. A business has one founding year, and a product one price. It may have several numbers,
 * addresses and hours: those that one list names beside each other do not contradict.
 */
export function findContradictions(merged: readonly MergedFact[]): readonly Contradiction[] {
  const topics = new Map<string, MergedFact[]>();
  for (const each of merged) {
    const topic = topicOf(each.fact);
    if (topic !== undefined) topics.set(topic, [...(topics.get(topic) ?? []), each]);
  }
  return [...topics.values()].flatMap((facts) => contradictionOf(facts) ?? []).slice(0, reportLimits.contradictions);
}

function topicOf(fact: UnratedFact): string | undefined {
  switch (fact.kind) {
    case "phone":
    case "address":
    case "hours":
      return `${fact.kind}|${fact.label}`;
    case "founding_year":
      return fact.kind;
    case "product":
      return fact.value.price === null
        ? undefined
        : `product|${productKey(fact.value.name)}|${fact.label}|${fact.value.price.currency}`;
    default:
      return undefined;
  }
}

function contradictionOf(facts: readonly MergedFact[]): Contradiction | undefined {
  const [first] = facts;
  if (first === undefined || facts.length < 2) return undefined;
  const { kind } = first.fact;
  const excuses = kind === "phone" || kind === "address" || kind === "hours";
  const lists = facts.map(({ places }) => new Set(places.map(({ list }) => list)));
  const standBeside = (one: number, other: number) =>
    excuses && [...(lists[one] ?? [])].some((list) => lists[other]?.has(list));
  const against = facts.filter((_, one) => facts.some((__, other) => other !== one && !standBeside(one, other)));
  if (against.length < 2) return undefined;
  const topic = first.fact.kind === "product" ? first.fact.value.name : first.fact.label;
  const values = against
    .slice(0, reportLimits.valuesOfContradiction)
    .map(({ fact }) => ({ value: writtenValue(fact).slice(0, 150), facts: [fact.id] }));
  const id = deriveId("contradiction", kind, topic, ...values.map(({ value }) => value)).slice(0, 12);
  return { id, kind, topic, values };
}

/** A fact's value on one line. */
export function writtenValue(fact: Pick<ResearchFact, "kind" | "value">): string {
  const claim = fact as ResearchFact;
  switch (claim.kind) {
    case "hours":
      return writtenHours(claim.value);
    case "product":
      return claim.value.price === null ? claim.value.name : `${claim.value.name}: ${writtenPrice(claim.value.price)}`;
    case "address":
    case "policy":
      return claim.value.text;
    case "faq":
      return `${claim.value.question} ${claim.value.answer}`;
    case "social":
      return claim.value.url;
    case "person":
      return claim.value.role === null ? claim.value.name : `${claim.value.name}, ${claim.value.role}`;
    default:
      return String(claim.value);
  }
}
