import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { readYaml, valueAt, withItem, withoutValue, withValue } from "./app/src/pages/builder/yaml/yaml-edit.ts";

const text = `# Ours
automation_config:
  agent:
    agent_name: "Maya" # as customers know her
    system_prompt: |
      You are {agent_name}.

      Be kind.
    model: { primary: gemini, temperature: 0.4 }
  # Where they write
  channels:
    input:
      - type: web_chat
        enabled: true
      - type: sms # soon
        config:
          phone_number: "+1"

  tools:
    available: []
`;
const at = (...path: (string | number)[]) => ["automation_config", ...path];

it("changes one value and keeps quotes, comments and blank lines", () => {
  const next = withValue(text, at("agent", "agent_name"), "Leo: the first");
  expect(next).toBe(text.replace('"Maya"', '"Leo: the first"'));
  expect(withValue(text, at("agent", "model", "temperature"), 0.9)).toBe(text.replace("0.4", "0.9"));
  expect(withValue(text, at("channels", "input", 0, "enabled"), false)).toBe(text.replace("true", "false"));
});

it("changes a text of several lines in place", () => {
  const next = withValue(text, at("agent", "system_prompt"), "You are {agent_name}.\n\nBe exact.\n");
  expect(next).toBe(text.replace("Be kind.", "Be exact."));
  const single = withValue(text, at("agent", "system_prompt"), "Be brief.") ?? "";
  expect(single).toContain("    system_prompt: Be brief.\n    model:");
});

it("makes one line a block, and its comment stays a comment", () => {
  const next = withValue(text, at("agent", "agent_name"), "Maya\nRao") ?? "";
  expect(parse(next).automation_config.agent.agent_name.trim()).toBe("Maya\nRao");
  expect(next).toContain("# as customers know her");
  expect(parse(next).automation_config.agent.system_prompt).toBe("You are {agent_name}.\n\nBe kind.\n");
});

it("adds a missing key to its section, and missing sections", () => {
  const language = withValue(text, at("agent", "language"), "Hindi") ?? "";
  expect(language).toContain("temperature: 0.4 }\n    language: Hindi\n  # Where they write");
  const greeting = withValue(text, at("voice", "greeting", "text"), "Hello") ?? "";
  expect(parse(greeting).automation_config.voice).toEqual({ greeting: { text: "Hello" } });
  expect(greeting.startsWith(text.trimEnd())).toBe(true);
});

it("adds a key to an item of a list", () => {
  const next = withValue(text, at("channels", "input", 1, "enabled"), false) ?? "";
  expect(parse(next).automation_config.channels.input[1]).toEqual({
    type: "sms",
    config: { phone_number: "+1" },
    enabled: false,
  });
});

it("removes a key and an item with their lines", () => {
  expect(withoutValue(text, at("agent", "agent_name"))).toBe(text.replace(/ {4}agent_name.*\n/, ""));
  const next = withoutValue(text, at("channels", "input", 0)) ?? "";
  expect(parse(next).automation_config.channels.input).toHaveLength(1);
  expect(next).toContain("# soon");
  expect(withoutValue(text, at("agent", "missing"))).toBe(text);
});

it("adds an item to a list, to an empty one and to one that is missing", () => {
  const channel = withItem(text, at("channels", "input"), { type: "email", config: { address: "a@b.example" } }) ?? "";
  expect(parse(channel).automation_config.channels.input[2]).toEqual({
    type: "email",
    config: { address: "a@b.example" },
  });
  expect(channel).toContain("# soon");
  const tool = withItem(text, at("tools", "available"), { name: "search", type: "rag" }) ?? "";
  expect(parse(tool).automation_config.tools.available).toEqual([{ name: "search", type: "rag" }]);
  const output = withItem(text, at("channels", "output"), { type: "sms" }) ?? "";
  expect(parse(output).automation_config.channels).toMatchObject({ input: [{}, {}], output: [{ type: "sms" }] });
});

it("reads values, and nothing where there is none", () => {
  const document = readYaml(text);
  expect(valueAt(document, at("agent", "agent_name"))).toBe("Maya");
  expect(valueAt(document, at("tools", "available"))).toEqual([]);
  expect(valueAt(document, at("voice", "greeting", "text"))).toBeUndefined();
});

it.each(["client_123", "client_456"])("edits a tenant's own file in one place only: %s", (client) => {
  const file = readFileSync(`config/tenants/${client}.yaml`, "utf8");
  const before = parse(file);
  const next = withValue(file, at("agent", "agent_name"), "Somebody") ?? "";
  before.automation_config.agent.agent_name = "Somebody";
  expect(parse(next)).toEqual(before);
  expect(next.split("\n")).toHaveLength(file.split("\n").length);
  const longer = withItem(file, at("tools", "available"), { name: "one_more", type: "rag" }) ?? "";
  expect(parse(longer).automation_config.tools.available.at(-1)).toEqual({ name: "one_more", type: "rag" });
  expect(longer.split("\n").length - file.split("\n").length).toBe(2);
});
