import { parse } from "yaml";
import { mergeConfigs } from "./merge-configs.ts";

const base = `automation_config:
  agent:
    system_prompt: |
      Be kind.
      Say the price.
    objectives: [Sell tea]
  tools:
    available:
      - name: search # by words
        type: rag
      - name: order
        type: database
  languages: [en]
`;

const merged = (generated: string, edited: string, choices = {}) => mergeConfigs({ base, generated, edited }, choices);

it("takes what the generation changed, and keeps what people edited and their comments", () => {
  const generated = base
    .replace("[en]", "[en, hi]")
    .replace("Say the price.\n", "Say the price.\n      Ask for the date.\n")
    .replace("type: database", "type: database\n        config: { table: orders }");
  const edited = base
    .replace("automation_config:\n", "# Of the tea shop. Ask Asha before you change it.\nautomation_config:\n")
    .replace("Be kind.", "Be very kind.")
    .replace("type: rag", "type: rag # since May\n        description: Finds tea");
  const { yaml, conflicts, taken } = merged(generated, edited);
  expect(conflicts).toEqual([]);
  expect(yaml).toContain("# Of the tea shop. Ask Asha before you change it.");
  expect(yaml).toContain("name: search # by words");
  expect(yaml).toContain("# since May");
  expect(parse(yaml)).toEqual({
    automation_config: {
      agent: {
        system_prompt: "Be very kind.\nSay the price.\nAsk for the date.\n",
        objectives: ["Sell tea"],
      },
      tools: {
        available: [
          { name: "search", type: "rag", description: "Finds tea" },
          { name: "order", type: "database", config: { table: "orders" } },
        ],
      },
      languages: ["en", "hi"],
    },
  });
  expect(taken).toContain("automation_config.tools.available[name=order].config");
});

it("shows what both changed, and takes the side that a person chooses", () => {
  const generated = base.replace("type: database", "type: http");
  const edited = base.replace("type: database", "type: mcp # ours");
  const path = "automation_config.tools.available[name=order].type";
  const open = merged(generated, edited);
  expect(open.conflicts).toEqual([{ path, base: "database", generated: "http", edited: "mcp" }]);
  expect(parse(merged(generated, edited, { [path]: "generated" }).yaml)).toEqual(parse(generated));
  const kept = merged(generated, edited, { [path]: "edited" });
  expect([kept.conflicts, kept.yaml]).toEqual([[], edited]);
});

it("adds and removes items by name, wherever they stand", () => {
  const generated = base
    .replace("      - name: search # by words\n        type: rag\n", "")
    .replace("  languages", "      - name: book\n        type: calendar\n  languages");
  const edited = base.replace(
    /( {6}- name: search.*\n.*\n)( {6}- name: order\n.*\n)/,
    "$2$1      - name: pay\n        type: payment\n",
  );
  const { yaml, conflicts } = merged(generated, edited);
  expect(conflicts).toEqual([]);
  const { tools } = (parse(yaml) as { automation_config: { tools: { available: { name: string }[] } } })
    .automation_config;
  expect(tools.available.map(({ name }) => name)).toEqual(["order", "pay", "book"]);
});

it("a removal against an edit is a conflict", () => {
  const generated = base.replace("      - name: order\n        type: database\n", "");
  const edited = base.replace("type: database", "type: http");
  expect(merged(generated, edited).conflicts).toMatchObject([{ generated: null, edited: "name: order\ntype: http" }]);
});

it("two new wordings of one line are a conflict", () => {
  const { conflicts } = merged(base.replace("Be kind.", "Be brief."), base.replace("Be kind.", "Be warm."));
  expect(conflicts.map(({ path }) => path)).toEqual(["automation_config.agent.system_prompt"]);
});

it("loses no edit of either side: 300 random pairs of changes", () => {
  let state = 7;
  const random = (limit: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state % limit;
  };
  const keys = ["a", "b", "c", "d"];
  const text = (values: Readonly<Record<string, number>>) =>
    `root:\n${Object.entries(values)
      .map(([key, value]) => `  ${key}: ${value} # ${key}\n`)
      .join("")}`;
  for (let round = 0; round < 300; round++) {
    const before = Object.fromEntries(keys.map((key) => [key, random(3)]));
    const change = () => Object.fromEntries(keys.map((key) => [key, random(2) ? (before[key] ?? 0) : random(3)]));
    const [ours, theirs] = [change(), change()];
    const result = mergeConfigs({ base: text(before), generated: text(ours), edited: text(theirs) });
    const { root } = parse(result.yaml) as { root: Record<string, number> };
    for (const key of keys) {
      const isConflict = ours[key] !== before[key] && theirs[key] !== before[key] && ours[key] !== theirs[key];
      expect(result.conflicts.some(({ path }) => path === `root.${key}`)).toBe(isConflict);
      expect(root[key]).toBe(isConflict || theirs[key] !== before[key] ? theirs[key] : ours[key]);
    }
  }
});
