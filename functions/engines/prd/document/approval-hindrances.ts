import { itemsIn } from "../../../../shared/contracts/lifecycle/requirements.ts";
import type { Requirements } from "./requirements.ts";

/** Why the document cannot be approved yet, each with what to do. Empty when it can. */
export function approvalHindrances({ items, conflicts }: Pick<Requirements, "items" | "conflicts">): readonly string[] {
  const scenarios = itemsIn(items, "scenarios");
  const musts = itemsIn(items, "requirements").filter(({ priority }) => priority === "must");
  const untested = musts.filter(({ id }) => !scenarios.some(({ requirements }) => requirements.includes(id)));
  return [
    ...when(itemsIn(items, "objectives").length === 0, "It has no objectives. Add at least one to `objectives`."),
    ...when(
      musts.length === 0,
      "No requirement has the priority `must`. Say at least one thing that the agent must do.",
    ),
    ...when(
      untested.length > 0,
      `No acceptance scenario names ${listed(untested.map(({ id }) => id))}. Add one for each to \`scenarios\`.`,
    ),
    ...when(conflicts.length > 0, `Conflicts are open: ${listed(conflicts.map(({ id }) => id))}. Resolve each.`),
  ];
}

const shown = 10;

function listed(ids: readonly string[]): string {
  const more = ids.length - shown;
  return ids.slice(0, shown).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function when(holds: boolean, text: string): readonly string[] {
  return holds ? [text] : [];
}
