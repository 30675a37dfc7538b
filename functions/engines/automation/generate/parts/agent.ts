import { itemsIn, type RequirementItem } from "../../../../../shared/contracts/lifecycle/requirements.ts";
import type { GenerationInput } from "../input.ts";
import { type GeneratedPart, type Placement, valueAt } from "../placement.ts";

/** The line above what was agreed; a later generation replaces what follows it. */
const agreedHeading = "Agreed with the client:";

/** Objectives, and a line of the prompt for each requirement and for what the agent must leave. */
export function agentPart({ base, items }: GenerationInput): GeneratedPart {
  const objectives = itemsIn(items, "objectives").map(
    ({ id, text }, at): Placement => ({ path: ["agent", "objectives", at], value: text, serves: [id] }),
  );
  const lines = promptLines(items);
  if (lines.length === 0) return { placements: objectives };
  const prompt = valueAt(base, ["agent", "system_prompt"]);
  const [before = ""] = typeof prompt === "string" ? prompt.split(agreedHeading) : [];
  const value = `${before.trimEnd()}\n\n${agreedHeading}\n${lines.map(({ line }) => line).join("\n")}\n`;
  return {
    placements: [
      // The objectives of a template or of an earlier version are not this document's.
      ...(objectives.length > 0 ? [{ path: ["agent", "objectives"], value: [], serves: [] }, ...objectives] : []),
      { path: ["agent", "system_prompt"], value, serves: [] },
    ],
  };
}

/** What the prompt says for an item. The gate looks for exactly this line. */
export function promptLines(
  items: readonly RequirementItem[],
): readonly { readonly id: string; readonly line: string }[] {
  return [
    ...itemsIn(items, "requirements").map(({ id, text, priority }) => ({
      id,
      line: priority === "must" ? `- ${onOneLine(text)}` : `- Where possible: ${onOneLine(text)}`,
    })),
    ...itemsIn(items, "escalation").map(({ id, when, to }) => ({
      id,
      line: `- Hand over to ${onOneLine(to)}: ${onOneLine(when)}`,
    })),
    ...itemsIn(items, "non_goals").map(({ id, text }) => ({ id, line: `- This is not your task: ${onOneLine(text)}` })),
  ];
}

/** A prompt's placeholders stand in braces, which are doubled to be read as they are. */
function onOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().replaceAll("{", "{{").replaceAll("}", "}}");
}
