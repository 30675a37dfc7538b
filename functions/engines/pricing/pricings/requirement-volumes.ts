import { itemsIn, type RequirementsCore } from "../../../../shared/contracts/lifecycle/requirements.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import type { PricingInputs } from "../model/inputs.ts";
import { kindOfVolume, type StatedVolumes } from "../model/volumes.ts";

type Kpi = ReturnType<typeof itemsIn<"kpis">>[number];

/**
 * The inputs with the volumes that the document's KPIs say, and the revision that says so. A volume is said once: by the
 * caller or by a KPI. Pure.
 * @throws Problem 422 `kpi-unusable`, naming the field
 */
export function withRequirementVolumes(inputs: PricingInputs, document: RequirementsCore): PricingInputs {
  if (inputs.requirements === undefined) return inputs;
  const known = itemsIn(document.items, "kpis");
  const volumes: Record<string, StatedVolumes[keyof StatedVolumes]> = { ...inputs.volumes };
  for (const [index, { volume, kpi: id, take }] of inputs.requirements.kpis.entries()) {
    const refuse = (detail: string) => unusable(index, detail);
    if (volumes[volume] !== undefined) throw refuse(`\`${volume}\` is stated twice. Leave out one of them.`);
    const kpi = known.find((each) => each.id === id);
    if (kpi === undefined) throw refuse(`The requirements have no ${id}. They have ${listed(known)}.`);
    const value = kpi[take];
    if (value === null)
      throw refuse(`${id} has no ${take}. State \`${volume}\` under \`volumes\`, or complete the KPI.`);
    if (value < 0) throw refuse(`The ${take} of ${id} is negative.`);
    const unit = unitOfKind[kindOfVolume(volume)];
    if (kpi.unit !== unit) throw refuse(`${id} is in ${kpi.unit}, and \`${volume}\` needs ${unit}.`);
    if (unit === "percent" && value > 100) throw refuse(`The ${take} of ${id} is more than 100 percent.`);
    volumes[volume] = unit === "percent" ? value / 100 : value;
  }
  return { ...inputs, volumes, requirements: { ...inputs.requirements, revision: document.revision } };
}

const unitOfKind = { share: "percent", minutes: "minutes", count: "count" } as const satisfies Record<
  ReturnType<typeof kindOfVolume>,
  Kpi["unit"]
>;

function listed(kpis: readonly Kpi[]): string {
  return kpis.length === 0
    ? "none"
    : kpis
        .slice(0, 10)
        .map(({ id, name }) => `${id} (${name})`)
        .join(", ");
}

function unusable(index: number, detail: string): Problem {
  const pointer = `/inputs/requirements/kpis/${index}`;
  return new Problem(422, "kpi-unusable", detail, { errors: [{ pointer, detail }] });
}
