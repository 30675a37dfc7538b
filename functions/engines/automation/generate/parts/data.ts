import { itemsIn } from "../../../../../shared/contracts/lifecycle/requirements.ts";
import type { GenerationInput } from "../input.ts";
import type { GeneratedPart, Placement } from "../placement.ts";

const standard: readonly (readonly [RegExp, "phone" | "email" | "name"])[] = [
  [/phone|mobile|telephone|number/i, "phone"],
  [/mail/i, "email"],
  [/^(full |customer )?name$/i, "name"],
];

/** The personal data that the agent stores, and the consent that it asks for. */
export function dataPart({ items }: GenerationInput): GeneratedPart {
  const wanted = itemsIn(items, "data").filter(({ personal }) => personal);
  if (wanted.length === 0) return { placements: [] };
  const known = wanted.map((item) => ({ ...item, detect: standard.find(([pattern]) => pattern.test(item.name))?.[1] }));
  const detect = [...new Set(known.flatMap(({ detect: each }) => (each === undefined ? [] : [each])))];
  const fields = known
    .filter(({ detect: each }) => each === undefined)
    .map(
      (item, at): Placement => ({
        path: ["data_collection", "fields", at],
        value: { id: `field_${item.id.toLowerCase().replace("-", "_")}`, label: item.name.slice(0, 100), type: "text" },
        serves: [item.id],
      }),
    );
  const asked = wanted.filter(({ consent }) => consent === "ask");
  const consent: Placement = {
    path: ["data_collection", "consent", "wording"],
    value: `May we keep your ${new Intl.ListFormat("en").format(asked.map(({ name }) => name.toLowerCase()))} to serve you?`,
    serves: asked.map(({ id }) => id),
  };
  const detected: Placement = {
    path: ["data_collection", "detect"],
    value: detect,
    serves: known.filter((item) => item.detect !== undefined).map(({ id }) => id),
  };
  return { placements: [detected, ...fields, ...(asked.length > 0 ? [consent] : [])] };
}
