import { minimalConfig } from "../minimal-config.fixture.ts";

const sms = `
  channels: { input: [{ type: sms, config: { phone_number: "+14155238886" } }] }
`;
const tool = (config: string) => `
  tools: { available: [{ name: pay_bill, type: api, config: { endpoint: "https://api.example.com/pay", ${config} } }] }
`;
const section = "  identity: { table: patients, by: fields, fields: [id, born] }\n";

it.each([
  ["fields without the list", "\n  identity: { table: a, by: fields }", "are required for `by: fields`"],
  ["a list that nothing reads", `${sms}  identity: { table: a, by: code, fields: [id, b] }`, "are not used without"],
  ["one field, which is no secret", "\n  identity: { table: a, by: fields, fields: [id] }", "fields"],
  [
    "a first field that finds no row",
    "\n  identity: { table: a, by: fields, fields: [born, id] }",
    "`born` is neither `id` nor a contact",
  ],
  [
    "a value that finds no row",
    `${sms}  identity: { table: a, by: code, find_by: [city] }`,
    "`city` is neither `id` nor a contact",
  ],
  ["a code without a channel", "\n  identity: { table: a, by: code }", "has no channel for these addresses"],
  [
    "a code by a channel that is not there",
    `${sms}  identity: { table: a, by: code, send_to: [email] }`,
    "has no channel for these addresses",
  ],
  ["a bound identity without the section", tool("bind: { who: identity.key }"), "needs a proven identity"],
  [
    "a row chosen by identity without the section",
    tool("bind: { who: 'table.a[identity.key].b' }"),
    "needs a proven identity",
  ],
  [
    "an identity column without the section",
    "\n  tools: { available: [{ name: a, type: database, config: { table: a, identity_column: b } }] }",
    "needs a proven identity",
  ],
  [
    "a tool with a taken name",
    `${tool("").replace("pay_bill", "verify_identity")}${section}`,
    "is the name of a tool that `identity` brings",
  ],
  ["a binding that means nothing", tool("bind: { who: identity.secret }"), "must be `identity.key`"],
])("refuses %s", (_, yaml, said) => {
  expect(() => minimalConfig(yaml)).toThrow(said);
});

it("takes both proofs, one or both, with a tool that needs them", () => {
  const yaml = `${sms}${tool("bind: { who: identity.key }")}  identity: { table: a, by: [fields, code], fields: [phone, born] }`;
  expect(minimalConfig(yaml).identity).toMatchObject({ by: ["fields", "code"], attempts: 3, valid_minutes: 30 });
});
