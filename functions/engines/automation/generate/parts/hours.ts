import { itemsIn } from "../../../../../shared/contracts/lifecycle/requirements.ts";
import type { OpenInterval } from "../../../../../shared/events/lifecycle/research-claims.ts";
import { weekdays } from "../../../../../shared/time/business-hours.ts";
import type { GenerationInput } from "../input.ts";
import type { GeneratedPart } from "../placement.ts";

const days = ["mo", "tu", "we", "th", "fr", "sa", "su"] as const;

/** Opening hours as research read them, unless a person of the client was asked and said something of their own. */
export function hoursPart({ items, facts }: GenerationInput): GeneratedPart {
  const asked = itemsIn(items, "requirements").filter(({ aspect }) => aspect === "hours");
  const own = asked.filter(({ source }) => source.kind !== "fact");
  if (own.length > 0)
    return {
      placements: [],
      assumptions: [
        `${own.map(({ id }) => id).join(", ")} says when the business is open. It stands in the prompt; enter the hours as \`business_hours\` too, for callbacks and appointments.`,
      ],
    };
  const found = facts.find((fact) => fact.kind === "hours");
  if (found === undefined) return { placements: [] };
  const serves = asked.map(({ id }) => id);
  return { placements: [{ path: ["business_hours"], value: businessHours(found.value), serves }] };
}

/** Research's intervals as `business_hours` has them: a night is split at midnight. */
export function businessHours(intervals: readonly OpenInterval[]): Readonly<Record<string, readonly string[]>> {
  const openings = intervals.flatMap(({ day, opens, closes }): readonly (readonly [number, string])[] => {
    const at = days.indexOf(day);
    if (opens < closes) return [[at, `${opens}-${closes}`]];
    const morning: readonly (readonly [number, string])[] =
      closes === "00:00" ? [] : [[(at + 1) % 7, `00:00-${closes}`]];
    return [[at, `${opens}-24:00`], ...morning];
  });
  return Object.fromEntries(
    weekdays.flatMap((name, at) => {
      const ofDay = openings.filter(([day]) => day === at).map(([, hours]) => hours);
      return ofDay.length === 0 ? [] : [[name, ofDay.toSorted()]];
    }),
  );
}
