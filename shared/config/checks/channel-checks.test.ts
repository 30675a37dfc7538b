import { minimalConfig } from "../minimal-config.fixture.ts";

const whatsapp = (input: string, output: string) => `
  channels:
    input: [{ type: whatsapp, ${input} }]
    output: [{ type: whatsapp, config: ${output} }]
`;
const twilio = 'config: { phone_number: "+14155238886" }';
const meta = 'provider: meta_whatsapp, config: { phone_number: "+14155238886", phone_number_id: "106540352242922" }';
const template = "{ name: come_back, text: Hello }";

it.each([
  ["a number at Meta without its id", meta.replace(/, phone_number_id[^}]*/, ""), "{}", "phone_number_id"],
  [
    "a fallback that is not a template",
    meta,
    `{ fallback_template: come_bakc, templates: [${template}] }`,
    "come_back",
  ],
  ["an approved Twilio template without its id", twilio, `{ templates: [${template}] }`, "content_sid"],
  ["two templates of one name and language", meta, `{ templates: [${template}, ${template}] }`, "come_back"],
  [
    "a default for an unknown placeholder",
    meta,
    "{ templates: [{ name: a, text: Hi, defaults: { b: c } }] }",
    "placeholder",
  ],
])("refuses %s and names it", (_, input, output, said) => {
  expect(() => minimalConfig(whatsapp(input, output))).toThrow(said);
});

it.each([
  ["one that is not approved yet", twilio, "{ templates: [{ name: come_back, text: Hello, status: pending }] }"],
  ["one at Meta, by its name", meta, `{ fallback_template: come_back, templates: [${template}] }`],
])("accepts a template: %s", (_, input, output) => {
  expect(minimalConfig(whatsapp(input, output)).channels.output).toHaveLength(1);
});

it("accepts e-mail templates by name, as in the specification, and in full", () => {
  const { channels } = minimalConfig(`
  channels:
    output:
      - type: email
        config: { templates: [follow_up, { name: receipt, subject: "Receipt", body: "Thank you." }] }
`);
  expect(channels.output).toMatchObject([
    { config: { templates: [{ name: "follow_up" }, { name: "receipt", subject: "Receipt" }] } },
  ]);
});
