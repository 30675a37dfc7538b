import type { ResearchGap } from "../../../../shared/contracts/lifecycle/research.ts";
import type { PolicyTopic } from "../../../../shared/events/lifecycle/research-claims.ts";
import type { MergedFact } from "./merge-facts.ts";

/** What customers ask most agents, and what goes wrong without an answer. */
const needed = {
  phone: ["Which number should customers call?", "The agent hands over to people by telephone."],
  email: ["Which e-mail address should customers write to?", "The agent names it where chat is not enough."],
  address: ["Where is the business?", "Customers ask for the way."],
  hours: ["When is the business open?", "Appointments and calls back need opening hours."],
  product: ["What does the business sell, and at what price?", "The agent quotes no price that it does not know."],
  language: ["Which languages do customers speak?", "The agent answers in them."],
  faq: ["What do customers ask most?", "The agent's answers come from these."],
  person: ["Whom does the agent hand over to?", "Escalations need a person."],
  name: ["What is the business called?", "The agent introduces itself with it."],
} as const;

const policies: Readonly<Record<PolicyTopic, string>> = {
  returns: "What are the rules for returns and refunds?",
  cancellation: "How can an order or an appointment be cancelled?",
  payment: "How can customers pay?",
  shipping: "How, where and at what cost are orders delivered?",
  warranty: "What is covered by a warranty?",
  privacy: "Where is the privacy policy?",
};

/** What an agent of the business needs to know and no source said. */
export function findGaps(merged: readonly MergedFact[]): readonly ResearchGap[] {
  const facts = merged.map(({ fact }) => fact);
  const missing = Object.entries(needed)
    .filter(([kind]) => !facts.some((fact) => fact.kind === kind))
    .map(([kind, [question, why]]) => ({ kind, question, why }));
  const stated = new Set(facts.flatMap((fact) => (fact.kind === "policy" ? [fact.value.topic] : [])));
  const untold = Object.entries(policies)
    .filter(([topic]) => !stated.has(topic as PolicyTopic))
    .map(([topic, question]) => ({
      kind: `policy.${topic}`,
      question,
      why: "The agent promises nothing that no policy says.",
    }));
  return [...missing, ...untold, ...unpriced(facts)];
}

function unpriced(facts: readonly MergedFact["fact"][]): readonly ResearchGap[] {
  const names = facts.flatMap((fact) =>
    fact.kind === "product" && fact.value.price === null ? [fact.value.name] : [],
  );
  if (names.length === 0) return [];
  const few = names.slice(0, 5).join(", ").slice(0, 200);
  return [
    { kind: "product.price", question: `What do these cost: ${few}?`, why: `${names.length} products have no price.` },
  ];
}
