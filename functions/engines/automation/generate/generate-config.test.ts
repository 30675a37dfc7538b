import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { loadTenantConfig } from "../../../../shared/config/load-tenant-config.ts";
import type { ResearchFact } from "../../../../shared/contracts/lifecycle/research.ts";
import { hashId } from "../../../../shared/platform/tenant-ids.ts";
import { projectRoot } from "../../../../shared/project-root.ts";
import { generateConfig } from "./generate-config.ts";
import type { GenerationInput } from "./input.ts";
import { type ConfigObject, type ConfigPath, valueAt } from "./placement.ts";
import { clinicItems, requirementItems } from "./requirements.fixture.ts";
import { brokenTraces, mustIdsOf } from "./trace.ts";

const templates = readdirSync(join(projectRoot, "config/templates")).filter((name) => name.endsWith(".yaml"));
const source = {
  kind: "website" as const,
  url: "https://sunrise.example/",
  fetched_at: "2026-11-29T10:00:00Z",
  page_id: "p1",
  span: { start: 0, end: 1 },
};
const common = { text: "", label: "", source, others: [], status: "stated" as const };
const facts: readonly ResearchFact[] = [
  {
    ...common,
    id: "f1",
    kind: "hours",
    value: [
      { day: "mo", opens: "09:00", closes: "17:00" },
      { day: "sa", opens: "22:00", closes: "02:00" },
    ],
    text: "Mon 9-5, Sat 22-2",
  },
  { ...common, id: "f2", kind: "product", value: { name: "Thyroid test", price: { minor: 49_900, currency: "INR" } } },
];

const generated = generateConfig(inputFor("healthcare.yaml"));

describe("a generated configuration", () => {
  it.each(templates)("is valid from the template %s", (template) => {
    const { config } = generateConfig(inputFor(template));
    const loaded = loadTenantConfig({ file: "generated", text: stringify({ automation_config: config }) });
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
  });

  it("holds what was agreed, and nothing of the template's examples", () => {
    const text = stringify(generated.config);
    expect(text).toContain("- Name the preparation with every price");
    expect(text).toContain("- This is not your task: Diagnose {{anything}}");
    expect(text).not.toContain("2,499");
    expect(valueAt(generated.config, ["agent", "objectives"])).toEqual([
      "Book appointments",
      "Answer questions about prices",
    ]);
    expect(valueAt(generated.config, ["voice", "greeting", "supported_languages"])).toEqual(["en", "hi"]);
    expect(valueAt(generated.config, ["business_hours"])).toEqual({
      mon: ["09:00-17:00"],
      sat: ["22:00-24:00"],
      sun: ["00:00-02:00"],
    });
    expect(valueAt(generated.config, ["signals"])).toMatchObject({ said_esc_2: ["cannot breathe"] });
  });

  it("names what the product does not have, once, with what needs it", () => {
    expect(generated.missing.map(({ kind, name, neededBy }) => [kind, name, neededBy])).toEqual([
      ["integration", "epic_emr", ["INT-1"]],
      ["tool", "verify_insurance", ["NOD-2"]],
    ]);
    expect(valueAt(generated.config, ["integrations", "missing", 0])).toMatchObject({
      name: "epic_emr",
      required_for: ["INT-1"],
    });
  });

  it("is the same for the same input", () => {
    expect(stringify(generateConfig(inputFor("healthcare.yaml")).config)).toBe(stringify(generated.config));
  });

  it("keeps an active configuration's own settings", () => {
    const first = generateConfig(inputFor("healthcare.yaml")).config;
    const edited = { ...first, client_name: "Sunrise", timezone: "Asia/Dubai" };
    const again = generateConfig({ ...inputFor("healthcare.yaml"), base: edited, fromTemplate: false });
    expect(again.config).toMatchObject({ client_name: "Sunrise", timezone: "Asia/Dubai" });
    expect(again.config.tools).toEqual(first.tools);
    expect(brokenTraces(again.config, again.traces, mustIdsOf(clinicItems))).toEqual([]);
  });
});

describe("the trace of requirements", () => {
  const mustIds = mustIdsOf(clinicItems);

  it("finds a path and a scenario for every must", () => {
    expect(mustIds).toEqual(["OBJ-1", "REQ-1", "REQ-2", "INT-1", "ESC-1", "ESC-2"]);
    expect(brokenTraces(generated.config, generated.traces, mustIds)).toEqual([]);
  });

  const links = generated.traces
    .filter(({ requirement }) => mustIds.includes(requirement))
    .flatMap(({ requirement, links: each }) => each.map((link) => ({ requirement, link })));

  it.each(links)("fails when $requirement loses $link.path", ({ requirement, link }) => {
    const without =
      link.of === "value"
        ? removed(generated.config, link.path)
        : replacedText(generated.config, (text) => withoutLine(text, link.digest));
    expect(brokenTraces(without, generated.traces, mustIds).join("\n")).toContain(requirement);
  });

  it("fails for a must that nothing meets", () => {
    const items = requirementItems([["requirements", { text: "Sing", priority: "must", aspect: "style" }]]);
    expect(brokenTraces(generated.config, [], mustIdsOf(items))).toEqual([
      "REQ-1 is met by nothing in the configuration.",
    ]);
  });
});

function inputFor(template: string): GenerationInput {
  const { automation_config: base } = parse(readFileSync(join(projectRoot, "config/templates", template), "utf8"));
  const channels = [{ type: "whatsapp" as const, phoneNumber: "+919800000001" }];
  return { clientId: "sunrise", configName: "main", base, fromTemplate: true, items: clinicItems, facts, channels };
}

function removed(config: ConfigObject, path: ConfigPath): ConfigObject {
  const copy = structuredClone(config);
  const last = path.at(-1);
  const parent = valueAt(copy, path.slice(0, -1));
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete (parent as Record<string, unknown>)[String(last)];
  return copy;
}

function replacedText(config: ConfigObject, change: (text: string) => string): ConfigObject {
  const agent = config.agent as ConfigObject;
  return { ...config, agent: { ...agent, system_prompt: change(String(agent.system_prompt)) } };
}

function withoutLine(text: string, digest: string): string {
  return text
    .split("\n")
    .filter((line) => hashId([line]) !== digest)
    .join("\n");
}
