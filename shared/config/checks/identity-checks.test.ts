import { minimalConfig } from "../minimal-config.fixture.ts";

const sms = `
  channels: { input: [{ type: sms, config: { phone_number: "+14155238886" } }] }
`;
const tool = (config: string) => `
  tools: { available: [{ name: pay_bill, type: api, config: { endpoint: "https://api.example.com/pay", ${config} } }] }
`;
const tables = `
  tables:
    a:
      columns: { id: text, born: date, b: text, city: text, card: text, email: text, phone: text }
      lookups: [[card]]
    old: [{ id: x, b: 1 }]
`;
const section = `  identity: { table: a, by: fields, fields: [id, born] }${tables}`;

const proof = (more: string) => `\n  identity: { table: a, ${more} }${tables}`;
const byCode = (more = "") => `${sms}${proof(`by: code${more}`)}`;

it.each([
  ["fields without the list", proof("by: fields"), "are required for `by: fields`"],
  ["a list that nothing reads", byCode(", fields: [id, b]"), "are not used without"],
  ["one field, which is no secret", proof("by: fields, fields: [id]"), "fields"],
  [
    "a first field that finds no row",
    proof("by: fields, fields: [born, id]"),
    "`born` is no key, no contact and no lookup",
  ],
  ["a value that finds no row", byCode(", find_by: [city]"), "`city` is no key, no contact and no lookup"],
  ["a field that no row has", proof("by: fields, fields: [id, bron]"), "`bron`, which is no column of `a`"],
  ["an unknown table", proof("by: fields, fields: [id, born]").replace("table: a", "table: olb"), "did you mean `old`"],
  ["a code without a channel", proof("by: code"), "has no channel for these addresses"],
  ["a code by a channel that is not there", byCode(", send_to: [email]"), "has no channel for these addresses"],
  ["a bound identity without the section", tool("bind: { who: identity.key }"), "needs a proven identity"],
  [
    "a row chosen by identity without the section",
    `${tool("bind: { who: 'table.a[identity.key].b' }")}${tables}`,
    "needs a proven identity",
  ],
  [
    "a bound value of an unknown table",
    `${tool("parameters: { x: {} }, bind: { who: 'table.aa[x].b' }")}${tables}`,
    "names the unknown table `aa`",
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

it.each(["phone, born", "id, born", "card, born"])("takes both proofs with a tool that needs them, by %s", (fields) => {
  const yaml = `${sms}${tool("bind: { who: identity.key }")}${proof(`by: [fields, code], fields: [${fields}]`)}`;
  expect(minimalConfig(yaml).identity).toMatchObject({ by: ["fields", "code"], attempts: 3, valid_minutes: 30 });
});

it("takes a table that is a list of rows, by their id", () => {
  const yaml = proof("by: fields, fields: [id, b]").replace("table: a", "table: old");
  expect(minimalConfig(yaml).identity).toMatchObject({ table: "old" });
});
