import { loadTenantConfig } from "../../load-tenant-config.ts";

/** The codes of the warnings of a configuration with these lines in it. */
function codesOf(...lines: readonly string[]): readonly string[] {
  const text = [
    "automation_config:",
    "  config_id: dental_v1",
    "  client_id: dental",
    "  use_case: dental_care",
    '  agent: { system_prompt: "You are {agent_name}.", agent_name: Tara }',
    ...lines,
  ].join("\n");
  const loaded = loadTenantConfig({ file: "dental.yaml", text });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.warnings(new Date("2026-11-28T00:00:00Z")).map(({ code, line }) => `${code}:${line}`);
}

const slots = "  tools: { available: [{ name: slots, type: database, config: { table: slot_list } }] }";
const search = "  tools: { available: [{ name: search, type: rag, config: { knowledge_base: prices } }] }";

it.each<[string, readonly string[], readonly string[]]>([
  ["a table that the file lacks", [slots], ["table-unknown:6"]],
  ["a table that it has", [slots, "  tables: { slot_list: [{ day: mon }] }"], []],
  ["a knowledge base without entries", [search], ["knowledge-base-unknown:6"]],
  [
    "entries that no tool searches",
    ["  knowledge: [{ base: hours, id: open, title: Hours, text: Nine to five. }]"],
    ["knowledge-unread:6"],
  ],
  [
    "a department that nobody has",
    [
      "  business_logic: { escalation: { handoff: [{ type: human_agent, departments: [sales] }] } }",
      "  handoff_rules: { actions: { technical_support: { department: billing }, human_agent_transfer: { department: sales } } }",
    ],
    ["department-unknown:7"],
  ],
  [
    "a channel that the tenant does not have",
    [
      "  channels: { input: [{ type: web_chat }] }",
      '  business_logic: { outbound_retargeting: { triggers: [{ condition: missed, channel: sms, message: "Hello {customer_name}" }] } }',
    ],
    ["channel-unused:7"],
  ],
  ["an agent for calls that cannot come", ["  voice: {}"], ["setting-unused:6"]],
])("warns of %s", (_, lines, expected) => {
  expect(codesOf(...lines)).toEqual(expected);
});
