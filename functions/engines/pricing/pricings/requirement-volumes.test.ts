import type { RequirementsCore } from "../../../../shared/contracts/lifecycle/requirements.ts";
import { pricingBody } from "../model/inputs.fixture.ts";
import { PricingInputs } from "../model/inputs.ts";
import { withRequirementVolumes } from "./requirement-volumes.ts";

const kpi = (id: string, fields: object) => ({
  id,
  section: "kpis" as const,
  revision: 1,
  source: { kind: "edit" as const, by: "asha" },
  fields: { name: `name of ${id}`, unit: "count", baseline: null, target: null, measured_by: null, ...fields },
});
const document: RequirementsCore = {
  id: "r1",
  researchId: null,
  language: "en",
  status: "draft",
  revision: 7,
  approved: null,
  items: [
    kpi("KPI-1", { baseline: 8_000, target: 12_000 }),
    kpi("KPI-2", { unit: "percent", target: 70 }),
    kpi("KPI-3", { unit: "minutes", baseline: 4 }),
    kpi("KPI-4", { unit: "percent", target: 120 }),
  ],
};

function inputsWith(kpis: readonly object[], volumes: object = {}) {
  return PricingInputs.parse({ ...pricingBody, volumes, requirements: { prd_id: "r1", kpis } });
}

test("takes volumes from KPIs in their units, and keeps the revision", () => {
  const kpis = [
    { volume: "conversations", kpi: "KPI-1", take: "baseline" },
    { volume: "resolution_share", kpi: "KPI-2" },
    { volume: "call_minutes", kpi: "KPI-3", take: "baseline" },
  ];
  const { volumes, requirements } = withRequirementVolumes(inputsWith(kpis, { calls: 5 }), document);
  expect(volumes).toEqual({ calls: 5, conversations: 8_000, resolution_share: 0.7, call_minutes: 4 });
  expect(requirements?.revision).toBe(7);
});

test("leaves inputs without requirements as they are", () => {
  const inputs = PricingInputs.parse(pricingBody);
  expect(withRequirementVolumes(inputs, document)).toBe(inputs);
});

test.each([
  [{ volume: "conversations", kpi: "KPI-9" }, {}, "The requirements have no KPI-9. They have KPI-1 (name of KPI-1)"],
  [{ volume: "resolution_share", kpi: "KPI-2", take: "baseline" }, {}, "KPI-2 has no baseline."],
  [{ volume: "seats", kpi: "KPI-2" }, {}, "KPI-2 is in percent, and `seats` needs count."],
  [{ volume: "handoff_share", kpi: "KPI-4" }, {}, "more than 100 percent"],
  [{ volume: "conversations", kpi: "KPI-1" }, { conversations: 5 }, "`conversations` is stated twice."],
])("refuses %j beside %j", (given, volumes, message) => {
  expect(() => withRequirementVolumes(inputsWith([given], volumes), document)).toThrow(message);
});
