import { readFileSync } from "node:fs";
import { keyHints, type Schema, valueHints } from "./app/src/pages/builder/yaml/schema-hints.ts";
import { readYaml } from "./app/src/pages/builder/yaml/yaml-edit.ts";
import { placeAt } from "./app/src/pages/builder/yaml/yaml-place.ts";

const schema = JSON.parse(readFileSync("config/schema.json", "utf8")) as Schema;

/** `|` marks the cursor. */
function at(marked: string) {
  const offset = marked.indexOf("|");
  return { text: marked.replace("|", ""), place: placeAt(marked.replace("|", ""), offset) };
}

function hintsAt(marked: string): readonly string[] {
  const { text, place } = at(marked);
  if (place === undefined) return [];
  const document = readYaml(text);
  const hints =
    place.key === undefined
      ? keyHints(schema, document, place.path)
      : valueHints(schema, document, [...place.path, place.key]);
  return hints.map((hint) => hint.text);
}

it.each([
  ["automation_config:\n  |", ["automation_config"], undefined],
  ["automation_config:\n  agent:\n    mo|\n  tools:", ["automation_config", "agent"], undefined],
  ["a:\n  b:\n    c: x|", ["a", "b"], "c"],
  ["a:\n  list:\n    - name: x\n      ty|", ["a", "list", 0], undefined],
  ["a:\n  list:\n    - name: x\n    - |", ["a", "list", 1], undefined],
  ["a:\n  list:\n  - name: x\n  - name: y\n    config:\n      z: |", ["a", "list", 1, "config"], "z"],
  ["a:\n  # list:\n  b:\n\n    |", ["a", "b"], undefined],
  ["a:\n  one:\n    - - x: 1\n        |", ["a", "one", 0, 0], undefined],
])("finds the section of %j", (marked, path, key) => {
  expect(at(marked).place).toMatchObject({ path, key });
});

it("knows no place in a comment", () => {
  expect(at("a: # what is th|").place).toBeUndefined();
});

it("offers the keys that a section may still get", () => {
  const keys = hintsAt("automation_config:\n  agent:\n    agent_name: Maya\n    |\n");
  expect(keys).toEqual(expect.arrayContaining(["system_prompt", "model", "personality"]));
  expect(keys).not.toContain("agent_name");
});

it("offers the settings of a tool's own type only", () => {
  const inTool = (type: string) =>
    hintsAt(
      `automation_config:\n  tools:\n    available:\n      - name: x\n        type: ${type}\n        config:\n          |\n`,
    );
  expect(inTool("api")).toContain("endpoint");
  expect(inTool("rag")).toContain("knowledge_base");
  expect(inTool("rag")).not.toContain("endpoint");
});

it("offers every type while one is being written, and other fixed values", () => {
  const types = hintsAt("automation_config:\n  tools:\n    available:\n      - name: x\n        type: ra|\n");
  expect(types).toEqual(expect.arrayContaining(["api", "rag", "database"]));
  const channels = hintsAt("automation_config:\n  channels:\n    input:\n      - type: |\n");
  expect(channels).toEqual(expect.arrayContaining(["web_chat", "whatsapp"]));
  expect(hintsAt("automation_config:\n  channels:\n    input:\n      - type: sms\n        enabled: |\n")).toEqual([
    "true",
    "false",
  ]);
  expect(hintsAt("automation_config:\n  agent:\n    model:\n      primary: |\n")).toEqual(["gemini-3.8-flash"]);
});
