import { minimalConfig } from "../minimal-config.fixture.ts";

const whatsapp = `
  channels:
    input: [{ type: whatsapp, provider: meta_whatsapp, config: { phone_number: "+14155238886", phone_number_id: "106540352242922" } }]
    output:
      - { type: whatsapp, config: { templates: [{ name: come_back, text: Hello }] } }
      - { type: email, config: { templates: [receipt] } }
`;
const escalation = `
  business_logic:
    escalation:
      triggers: [{ condition: angry, action: call_them }]
      handoff: [{ type: doctor }]
`;
const reminder = (channel: string, template: string) =>
  `${whatsapp}  reminders: [{ before: 600, channel: ${channel}, message: Soon, template: ${template} }]`;
const retargeting = `${whatsapp}  business_logic:
    outbound_retargeting: { triggers: [{ condition: gone, message: Hi, template: { name: come_bakc } }] }`;
const survey = `${whatsapp}  business_logic:
    surveys: { questions: [{ text: Well?, type: text }], template: come_bakc }`;
const product = "business_logic: { cross_sell: { products: [{ id: check, price: 2999 }] } }";

it.each([
  ["a reminder's unknown template", reminder("whatsapp", "come_bakc"), "did you mean `come_back`"],
  ["a reminder's template of another channel", reminder("email", "come_back"), "unknown template `come_back`"],
  ["a retargeting trigger's unknown template", retargeting, "did you mean `come_back`"],
  ["a survey's unknown template", survey, "did you mean `come_back`"],
  ["an unknown booking tool", "\n  bookings: { begun_by: [find_slots] }", "unknown tool `find_slots`"],
  [
    "a rule for an unknown action",
    `${escalation}  handoff_rules: { actions: { call_tehm: { department: a } } }`,
    "did you mean `call_them`",
  ],
  [
    "an unknown kind of handoff",
    `${escalation}  handoff_rules: { actions: { call_them: { type: docter } } }`,
    "did you mean `doctor`",
  ],
  ["half a paisa", "\n  catalogue: [{ id: a, name: A, price: 1.995 }]", "not an amount of INR"],
  [
    "part of a yen",
    "\n  payments: { currency: JPY }\n  catalogue: [{ id: a, name: A, price: 1.5 }]",
    "not an amount of JPY",
  ],
  ["two prices of one thing", `\n  ${product}\n  catalogue: [{ id: check, name: Check, price: 1 }]`, "differs from"],
])("refuses %s and names it", (_, yaml, said) => {
  expect(() => minimalConfig(yaml)).toThrow(said);
});

it.each([
  ["templates that the channel defines", `${reminder("whatsapp", "come_back")}`],
  ["templates of e-mail by their name alone", reminder("email", "receipt")],
  ["a rule for one of the product's own escalations", `\n  handoff_rules: { actions: { technical_support: {} } }`],
  [
    "amounts that floating point cannot represent exactly",
    "\n  catalogue: [{ id: a, name: A, price: 19.99 }, { id: b, name: B, price: 1.1 }]",
  ],
  ["one price given twice", `\n  ${product}\n  catalogue: [{ id: check, name: Check, price: 2999 }]`],
])("accepts %s", (_, yaml) => {
  expect(() => minimalConfig(yaml)).not.toThrow();
});
