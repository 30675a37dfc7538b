import { requirementSections, type SectionName } from "../../../../shared/contracts/lifecycle/requirement-sections.ts";
import type { RequirementItem, RequirementSource } from "../../../../shared/contracts/lifecycle/requirements.ts";

const answered: RequirementSource = { kind: "answer", session: "s1", question: "q1" };

/** Items of a requirements document, numbered by section. */
export function requirementItems(
  given: readonly (readonly [SectionName, Readonly<Record<string, unknown>>])[],
): readonly RequirementItem[] {
  const counts = new Map<string, number>();
  return given.map(([section, fields]) => {
    const { prefix, fields: schema } = requirementSections[section];
    const number = (counts.get(prefix) ?? 0) + 1;
    counts.set(prefix, number);
    const parsed = schema.parse(fields) as RequirementItem["fields"];
    return { id: `${prefix}-${number}`, section, fields: parsed, source: answered, revision: number };
  });
}

/** A clinic that wants bookings, answers in Hindi, people for complaints, and a system that the product does not have. */
export const clinicItems = requirementItems([
  ["overview", { title: "Sunrise Clinic", industry: "healthcare" }],
  ["objectives", { text: "Book appointments", kind: "bookings" }],
  ["objectives", { text: "Answer questions about prices", kind: "sales", priority: "should" }],
  ["requirements", { text: "Name the preparation with every price", priority: "must", aspect: "content" }],
  ["requirements", { text: "Answer in Hindi and English", priority: "must", aspect: "languages" }],
  ["requirements", { text: "Use short sentences", priority: "could", aspect: "style" }],
  ["integrations", { system: "Epic EMR", purpose: "Read a patient's visits", priority: "must" }],
  ["integrations", { system: "HubSpot", purpose: "Keep contacts", priority: "should" }],
  ["data", { name: "Phone number", personal: true, consent: "ask" }],
  ["data", { name: "Blood group", personal: true, consent: "ask" }],
  ["escalation", { when: "A customer asks for a person", to: "the front desk" }],
  ["escalation", { when: 'A customer writes "cannot breathe"', to: "a doctor" }],
  ["non_goals", { text: "Diagnose {anything}" }],
  ["flows", { name: "Booking" }],
  ["flow_nodes", { flow: "FLW-1", kind: "tool", text: "Book the slot" }],
  ["flow_nodes", { flow: "FLW-1", kind: "tool", text: "Verify insurance" }],
  [
    "scenarios",
    {
      title: "A price",
      given: "The price list",
      when: 'A customer asks "What does a thyroid test cost?"',
      outcome: 'The agent says "fasting".',
      requirements: ["REQ-1"],
    },
  ],
]);
