import { itemsIn } from "../../../../../shared/contracts/lifecycle/requirements.ts";
import type { GenerationInput } from "../input.ts";
import { type GeneratedPart, type Placement, valueAt } from "../placement.ts";

/** Conditions that the product raises by itself, and words of a requirement that mean each. */
const known: readonly (readonly [RegExp, string])[] = [
  [
    /\b(ask|asks|wants?|requests?|demands?)\b.*\b(person|human|someone|operator|colleague|agent|call ?back)\b/i,
    "customer_request_escalation",
  ],
  [/\b(angry|upset|unhappy|frustrated|furious|dissatisfied)\b/i, "sentiment_score < 0.3"],
  [/\b(complain|complains|complaint|complaints)\b/i, "complaint"],
  [/\b(medical|symptoms?|diagnos\w+|emergency|medicines?)\b/i, "medical_complexity_high"],
  [/\b(cannot|can't|unable to|does not know|doesn't know)\b/i, "cannot_help"],
];

/** A trigger for each escalation whose moment can be recognised. The prompt names the others (`agentPart`). */
export function escalationPart({ base, items }: GenerationInput): GeneratedPart {
  const wanted = itemsIn(items, "escalation").map((item) => ({ ...item, condition: conditionOf(item.id, item.when) }));
  const recognised = wanted.filter(({ condition }) => condition !== undefined);
  const present = triggersOf(base);
  const added = recognised.filter(({ condition }) => !present.includes(condition?.condition ?? ""));
  const triggers = added.map(
    ({ id, condition, to }, at): Placement => ({
      path: ["business_logic", "escalation", "triggers", present.length + at],
      value: { condition: condition?.condition, action: actionFor(to), priority: "high" },
      serves: [id],
    }),
  );
  const kept = recognised.flatMap(({ id, condition }): readonly Placement[] => {
    const at = present.indexOf(condition?.condition ?? "");
    const path = ["business_logic", "escalation", "triggers", at];
    return at === -1 ? [] : [{ path, value: valueAt(base, path), serves: [id] }];
  });
  const signals = added.flatMap(({ id, condition }): readonly Placement[] =>
    condition?.words ? [{ path: ["signals", condition.condition], value: condition.words, serves: [id] }] : [],
  );
  const switchedOn: Placement = { path: ["business_logic", "escalation", "enabled"], value: true, serves: [] };
  return { placements: triggers.length + kept.length === 0 ? [] : [switchedOn, ...kept, ...triggers, ...signals] };
}

/** The condition for a moment in words. What stands in quotes are words of customers: a signal of the client's own. */
function conditionOf(
  id: string,
  when: string,
): { readonly condition: string; readonly words?: readonly string[] } | undefined {
  const words = [...when.matchAll(/["“„]([^"“”„]{2,100})["”]/g)].map(([, word = ""]) => word.trim());
  if (words.length > 0) return { condition: `said_${id.toLowerCase().replace("-", "_")}`, words };
  const found = known.find(([pattern]) => pattern.test(when));
  return found === undefined ? undefined : { condition: found[1] };
}

function triggersOf(base: GenerationInput["base"]): readonly string[] {
  const triggers = valueAt(base, ["business_logic", "escalation", "triggers"]);
  if (!Array.isArray(triggers)) return [];
  return triggers.map((trigger) => String(valueAt(trigger, ["condition"]) ?? trigger));
}

function actionFor(to: string): string {
  return /\b(doctor|physician|dentist|nurse)\b/i.test(to) ? "doctor_consultation" : "human_agent_transfer";
}
