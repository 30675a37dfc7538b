import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { parse } from "yaml";
import { loadTenantConfig } from "../../../../shared/config/load-tenant-config.ts";
import { minimalYaml } from "../../../../shared/config/minimal-config.fixture.ts";
import { automationConfigSchema } from "../../../../shared/config/schema.ts";
import { integrationKinds } from "../../../../shared/integrations/index.ts";
import { projectRoot } from "../../../../shared/project-root.ts";
import { toolKinds } from "../../../../shared/tools/index.ts";
import { chapters, parts } from "./chapters.ts";
import { sectionsOf } from "./examples.ts";
import { type Described, describedSchema } from "./json-schema.ts";

const config = describedSchema(automationConfigSchema({ tools: toolKinds, integrations: integrationKinds }));
const read = (path: string) => readFileSync(join(projectRoot, path), "utf8");
const valid = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, validateFormats: false }).compile(
  JSON.parse(read("config/schema.json")),
);
const files = ["config/example.yaml", ...filesIn("config/templates"), ...filesIn("config/tenants")];

const nested = `  tools:
    available:
      - name: order
        type: api
        config:
          endpoint: https://api.client.example/orders
          parameters:
            lines: { type: array, items: { type: object, properties: { sku: { type: string } }, required: [sku] } }
`;

describe("the reference of the YAML", () => {
  it("has the meaning of every key, as a sentence", () => {
    const keys = keysOf(config, "");
    expect(keys.length).toBeGreaterThan(400);
    const undescribed = keys.filter(({ schema }) => !/[.?!)]$/.test(schema.description ?? ""));
    expect(undescribed.map(({ key }) => key)).toEqual([]);
  });

  it("has every section in one chapter", () => {
    const sections = chapters.flatMap((chapter) => chapter.sections);
    expect([...sections].sort()).toEqual(Object.keys(config.properties ?? {}).sort());
    for (const [section, names] of Object.entries(parts))
      expect([section, [...names].sort()]).toEqual([section, keysBelow(section)]);
  });

  it("has an example of every section, and they make one valid file", () => {
    const text = read("config/example.yaml");
    expect([...sectionsOf(text).keys()].sort()).toEqual(Object.keys(config.properties ?? {}).sort());
    const loaded = loadTenantConfig({ file: "example.yaml", text });
    expect(loaded.ok ? loaded.warnings(new Date("2026-11-28")) : loaded.problems).toEqual([]);
  });

  it("has an example of every kind of tool", () => {
    const loaded = loadTenantConfig({ file: "example.yaml", text: read("config/example.yaml") });
    const used = loaded.ok ? new Set(loaded.config.tools.available.map(({ type }) => type)) : new Set();
    expect(toolKinds.map(({ kind }) => kind).filter((kind) => !used.has(kind))).toEqual([]);
  });

  it("says something of every key", () => {
    const rows = read("docs/configuration.md")
      .split("\n")
      .filter((line) => line.startsWith("| `"));
    expect(rows.length).toBeGreaterThan(300);
    expect(rows.filter((row) => / \| \|$|undefined|any value/.test(row))).toEqual([]);
  });
});

describe("the JSON Schema for editors", () => {
  it.each(files)("accepts %s, which names it", (file) => {
    expect(problemsOf(read(file))).toEqual([]);
    expect(read(file)).toMatch(/^# yaml-language-server: \$schema=(\.\.\/)?schema\.json\n/);
  });

  it.each([
    ["a bare condition", "  business_logic: { escalation: { triggers: [complaint] } }\n"],
    ["a pair", "  business_logic: { escalation: { triggers: [{ sentiment_score_below: 0.3 }] } }\n"],
    ["a bare name", "  business_logic: { escalation: { handoff: [human_agent] } }\n"],
    ["a list of one-key sections", "  voice: { business_logic: { data_collection: [{ auto_detect_phone: true }] } }\n"],
    ["one number for all channels", "  conversation: { burst_window_ms: 10 }\n"],
    ["a number for each", "  conversation: { burst_window_ms: { sms: 10 } }\n"],
    ["a mail template's name", "  channels: { output: [{ type: email, config: { templates: [welcome] } }] }\n"],
    ["a tool's parameters in each other", nested],
    [
      "a phone number with spaces",
      '  channels: { input: [{ type: sms, config: { phone_number: "+91 22 4555 0100" } }] }\n',
    ],
  ])("accepts %s, as the product does", (_, more) => {
    const text = minimalYaml({ more });
    expect(loadTenantConfig({ file: "x.yaml", text }).ok).toBe(true);
    expect(problemsOf(text)).toEqual([]);
  });

  it.each([
    ["an unknown key", "  chanels: {}\n"],
    [
      "an unknown key in a trigger",
      "  business_logic: { escalation: { triggers: [{ condition: complaint, prioritty: low }] } }\n",
    ],
    ["a number as text", '  guardrails: { turn_deadline_seconds: "60" }\n'],
    ["an unknown kind of tool", "  tools: { available: [{ name: a, type: databse, config: { table: t } }] }\n"],
    ["a tool without its settings", "  tools: { available: [{ name: a, type: database }] }\n"],
    ["a channel without its number", "  channels: { input: [{ type: whatsapp }] }\n"],
    ["an unknown day", '  business_hours: { moon: ["09:00-18:00"] }\n'],
    ["a national phone number", '  channels: { input: [{ type: sms, config: { phone_number: "022 4555 0100" } }] }\n'],
    [
      "a secret in the open",
      "  integrations: { available: [{ name: r, type: payment, config: { api_key: rzp_live } }] }\n",
    ],
  ])("refuses %s, as the product does", (_, more) => {
    const text = minimalYaml({ more });
    expect(loadTenantConfig({ file: "x.yaml", text }).ok).toBe(false);
    expect(problemsOf(text)).not.toEqual([]);
  });
});

function problemsOf(text: string): readonly unknown[] {
  valid(parse(text));
  return (valid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(projectRoot, folder)).map((name) => `${folder}/${name}`);
}

function keysBelow(section: string): readonly string[] {
  return Object.keys(config.properties?.[section]?.properties ?? {}).sort();
}

function keysOf(schema: Described, path: string): readonly { readonly key: string; readonly schema: Described }[] {
  const {
    properties = {},
    items,
    additionalProperties,
    definitions = {},
  } = schema as Described & {
    definitions?: Readonly<Record<string, Described>>;
  };
  const inner = [items, additionalProperties || undefined, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return [
    ...Object.entries(properties).flatMap(([name, each]) => [
      { key: `${path}.${name}`, schema: each },
      ...keysOf(each, `${path}.${name}`),
    ]),
    ...inner.flatMap((each) => (each ? keysOf(each, `${path}[]`) : [])),
    ...Object.entries(definitions).flatMap(([name, each]) => keysOf(each, `#${name}`)),
  ];
}
