import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../project-root.ts";
import { loadTenantConfig } from "../load-tenant-config.ts";
import { minimalYaml } from "../minimal-config.fixture.ts";

function problemsOf(more: string, stored = false) {
  const loaded = loadTenantConfig({ file: "shop.yaml", text: minimalYaml({ more }), stored });
  return loaded.ok ? [] : loaded.problems;
}

const rule = (inside: string) => `
  business_logic:
    outbound_retargeting:
      triggers: [{ condition: "parcel_late && days > 2", ${inside} }]
`;
const unavailable = (text: string) => `
  business_logic:
    escalation: { human_unavailable: [{ action: create_ticket, auto_reply: "${text}" }] }
`;
const question = (text: string) => `
  business_logic: { surveys: { questions: [{ type: text, text: "${text}" }] } }
`;
const whatsapp = (template: string, use: string) => `
  channels:
    output: [{ type: whatsapp, config: { templates: [{ name: parcel, ${template} }], ${use} } }]
`;
const reminded = (template: string, choice: string) =>
  `${whatsapp(template, "")}  reminders: [{ before: 600, message: Soon, template: ${choice} }]\n`;

describe("a placeholder that nothing fills", () => {
  it.each([
    [
      "a reminder",
      '\n  reminders: [{ before: 600, message: "At {tiem}, {customer_name}" }]\n',
      "reminders[0].message",
      "{tiem}",
    ],
    [
      "a reminder's template",
      reminded('text: "{{x}}"', '{ name: parcel, values: { x: "{cuopon}" } }'),
      "reminders[0].template.values.x",
      "{cuopon}",
    ],
    [
      "a retargeting rule",
      rule('message: "{days} days, {parcel_no}"'),
      "business_logic.outbound_retargeting.triggers[0].message",
      "{parcel_no}",
    ],
    [
      "a canned reply",
      '\n  canned_replies: [{ id: a, title: A, text: "Hello {first name}" }]\n',
      "canned_replies[0].text",
      "{first name}",
    ],
    ["a callback's message", '\n  callbacks: { message: "It is {time}." }\n', "callbacks.message", "{time}"],
    [
      "an auto reply",
      unavailable("{department} is closed."),
      "business_logic.escalation.human_unavailable[0].auto_reply",
      "{department}",
    ],
    ["a receipt", '\n  payments: { paid_message: "{{amount}} for {order}" }\n', "payments.paid_message", "{order}"],
    [
      "a question",
      question("How was it, {customer_name}?"),
      "business_logic.surveys.questions[0].text",
      "{customer_name}",
    ],
    [
      "a chat's first word",
      '\n  channels: { input: [{ type: web_chat, config: { proactive: { message: "Hi {name}" } } }] }\n',
      "channels.input[0].config.proactive.message",
      "{name}",
    ],
    [
      "the general template",
      whatsapp('text: "{{customer_name}}, {{parcel_no}}"', "fallback_template: parcel"),
      "channels.output[0].config.fallback_template",
      "{{parcel_no}}",
    ],
    [
      "a reminder's template's words",
      reminded('text: "On {{date}}, {{place}}"', "parcel"),
      "reminders[0].template",
      "{{place}}",
    ],
  ])("is refused in %s, with its line, key and name", (_, more, path, name) => {
    const [problem, ...others] = problemsOf(more).filter(({ code }) => code === "unknown-placeholder");
    expect(others).toEqual([]);
    expect(problem?.path).toBe(`automation_config.${path}`);
    expect(problem?.message).toContain(name);
    const line = minimalYaml({ more }).split("\n")[(problem?.line ?? 0) - 1];
    expect(line).toContain(path.includes("emplate") && !path.includes("values") ? "parcel" : name);
  });

  it("is told with what is known, what was probably meant, and where names of one's own go", () => {
    const [problem] = problemsOf('\n  reminders: [{ before: 600, message: "At {tme}" }]\n');
    expect(problem?.message).toContain("did you mean `time`");
    expect(problem?.remedy).toMatch(/^Known are \{customer_name\}, \{client_name\}, \{date\}, \{time\}, .*`facts`/);
  });
});

it.each([
  [
    "what a reminder knows",
    '\n  reminders: [{ before: 600, message: "{Customer name}, {{date}} {time} {client_name} {customer_phone}" }]\n',
  ],
  ["facts that are listed", '\n  reminders: [{ before: 600, message: "{test}", facts: [test] }]\n'],
  ["facts a condition reads, and those that are listed", rule('message: "{days} {city}", facts: [city]')],
  [
    "fields that are collected",
    `\n  data_collection: { fields: [{ id: city, label: City, type: text }] }\n${rule('message: "{customer_city}"')}`,
  ],
  [
    "a template's own values and defaults",
    reminded(
      'text: "{{place}} {{day}} {{time}}", defaults: { day: today }',
      "{ name: parcel, values: { place: Here } }",
    ),
  ],
])("%s are known", (_, more) => {
  expect(problemsOf(more)).toEqual([]);
});

it("does not keep a version from being read that was stored before", () => {
  expect(problemsOf('\n  canned_replies: [{ id: a, title: A, text: "Hello {nobody}" }]\n', true)).toEqual([]);
});

it("is nowhere in the configurations of this project", () => {
  for (const folder of ["config/tenants", "config/templates"])
    for (const name of readdirSync(join(projectRoot, folder)).filter((each) => each.endsWith(".yaml"))) {
      const loaded = loadTenantConfig({ file: name, text: readFileSync(join(projectRoot, folder, name), "utf8") });
      expect(loaded.ok ? [] : loaded.problems).toEqual([]);
    }
});
