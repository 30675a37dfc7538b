import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import fc from "fast-check";
import { projectRoot } from "../../project-root.ts";
import { loadTenantConfig } from "../load-tenant-config.ts";
import { minimalConfig, minimalYaml } from "../minimal-config.fixture.ts";
import { formatProblems } from "./problem.ts";

function load(text: string) {
  return loadTenantConfig({ file: "tenant.yaml", text });
}

/** The problems of a minimal configuration with `more` under `automation_config`, which begins on line 11. */
function problems(more: string) {
  const loaded = load(minimalYaml({ more }));
  return loaded.ok ? [] : loaded.problems;
}

describe("a tenant's YAML", () => {
  it.each(["tenants", "templates"].flatMap((folder) => filesIn(folder)))("loads %s", (file) => {
    const loaded = loadTenantConfig({ file, text: readFileSync(join(projectRoot, file), "utf8") });
    expect(loaded.ok ? "" : formatProblems(loaded.problems)).toBe("");
    if (!loaded.ok) return;
    const at = new Date("2026-11-29");
    // The second example of the specification has calls without a number.
    const expected = ["section-unread", "voice-without-number"];
    const surprising = loaded.warnings(at).filter(({ code }) => !expected.includes(code));
    expect(surprising.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
    if (file.includes("tenants")) expect(loaded.config.client_id).toBe(basename(file, ".yaml"));
  });

  it("fills in defaults", () => {
    const config = minimalConfig();
    expect(config).toMatchObject({
      client_name: "Client 1",
      timezone: "Asia/Kolkata",
      agent: { model: { primary: "gemini-3.8-flash", temperature: 0.7 }, business_context: "customer support" },
      tools: { available: [], missing: [] },
      guardrails: { require_sources: false, max_tool_calls_per_turn: 8, turn_deadline_seconds: 60 },
      business_logic: { escalation: { enabled: false }, cross_sell: { enabled: false, products: [] } },
    });
    expect(config.conversation.burst_window_ms).toMatchObject({ whatsapp: 1500, sms: 1500, web_chat: 0 });
  });

  it("accepts one burst window for all channels, or one for each", () => {
    const all = minimalConfig("  conversation: { burst_window_ms: 10 }\n");
    expect(all.conversation.burst_window_ms).toMatchObject({ whatsapp: 10, web_chat: 10 });
    const some = minimalConfig("  conversation: { burst_window_ms: { sms: 10 } }\n");
    expect(some.conversation.burst_window_ms).toMatchObject({ whatsapp: 1500, sms: 10 });
  });

  it("requires sources when a rag tool gives prices, unless disabled", () => {
    const rag =
      "  tools: { available: [{ name: r, type: rag, config: { knowledge_base: b, include_pricing: true } }] }\n";
    expect(minimalConfig(rag).guardrails.require_sources).toBe(true);
    expect(minimalConfig(`${rag}  guardrails: { require_sources: false }\n`).guardrails.require_sources).toBe(false);
  });

  it("converts prices to the currency's smallest unit", () => {
    const product = (currency: string, price: number) =>
      minimalConfig(
        `  voice: { business_logic: { pricing_requirements: { currency: ${currency} } } }\n` +
          `  business_logic: { cross_sell: { products: [{ id: p, price: ${price} }] } }\n`,
      ).business_logic.cross_sell.products[0];
    expect(product("USD", 19.99)).toMatchObject({ price_minor: 1999, currency: "USD" });
    expect(product("JPY", 20)).toMatchObject({ price_minor: 20, currency: "JPY" });
  });

  it("normalises phone numbers to E.164", () => {
    const config = minimalConfig(
      '  channels: { input: [{ type: sms, config: { phone_number: "+1 (415) 523-8886" } }] }\n',
    );
    expect(config.channels.input[0]).toMatchObject({ config: { phone_number: "+14155238886" } });
  });
});

describe("problems in a tenant's YAML", () => {
  it.each([
    [
      "an unknown fallback",
      "  business_logic: { escalation: { handoff: [{ type: human_agent, fallback: create_tiket }] } }\n",
      11,
      76,
      "invalid",
      "did you mean `create_ticket`?",
    ],
    [
      "a tool's unknown provider",
      "  tools:\n    available:\n      - { name: a, type: messaging, config: { provider: twilio_whatsap } }\n",
      13,
      57,
      "invalid",
      "did you mean `twilio_whatsapp`?",
    ],
    ["a typo in a key", "  chanels: {}\n", 11, 3, "unknown-key", "did you mean `channels`?"],
    [
      "a wrong type",
      "  guardrails: { max_tool_calls_per_turn: many }\n",
      11,
      42,
      "wrong-type",
      'must be a number, but is "many"',
    ],
    [
      "a number in quotes",
      '  conversation: { recent_messages: "30" }\n',
      11,
      36,
      "wrong-type",
      'must be a number, but is "30"',
    ],
    [
      "a number too small",
      "  guardrails: { turn_deadline_seconds: 0 }\n",
      11,
      40,
      "invalid",
      "must be at least 1, but is 0",
    ],
    [
      "an unknown kind",
      "  tools:\n    available:\n      - name: a\n        type: databse\n",
      14,
      15,
      "not-allowed",
      "did you mean `database`?",
    ],
    ["no kind", "  tools:\n    available:\n      - name: a\n", 13, 9, "missing", "is missing"],
    [
      "a missing key",
      "  channels:\n    input:\n      - type: sms\n        config: {}\n",
      14,
      9,
      "missing",
      "phone_number` is missing",
    ],
    [
      "a number without quotes",
      "  channels: { input: [{ type: sms, config: { phone_number: +14155238886 } }] }\n",
      11,
      60,
      "wrong-type",
      "must be in quotes",
    ],
    [
      "an invalid condition",
      "  business_logic: { escalation: { triggers: ['x <'] } }\n",
      11,
      46,
      "invalid",
      "is not a condition",
    ],
    [
      "an unknown placeholder",
      "  voice: { greeting: { message: 'Hi from {client_nam}' } }\n",
      11,
      33,
      "invalid",
      "did you mean `client_name`?",
    ],
    [
      "an unknown provider",
      "  channels: { output: [{ type: sms, config: { provider: twilo_sms } }] }\n",
      11,
      57,
      "invalid",
      "did you mean `twilio_sms`?",
    ],
    ["an unknown time zone", "  timezone: Asia/Calcuta\n", 11, 13, "invalid", "is not a time zone"],
    [
      "a name given twice",
      "  knowledge:\n    - { id: a, title: t, text: x }\n    - { id: a, title: t, text: x }\n",
      13,
      7,
      "invalid",
      "repeats the id",
    ],
    [
      "text where a section belongs",
      "  guardrails: strict\n",
      11,
      15,
      "wrong-type",
      "must be a section of keys and values",
    ],
    [
      "a value that the specification does not allow",
      "  business_logic: { escalation: { triggers: [{ condition: a, priority: hi }] } }\n",
      11,
      72,
      "not-allowed",
      "must be one of low, medium, high, urgent",
    ],
    ["a bad name", '  tables: { "a b": [] }\n', 11, 13, "invalid", "letters, digits"],
  ])("reports the position of %s", (_, more, line, column, code, message) => {
    expect(problems(more)).toEqual([
      expect.objectContaining({ file: "tenant.yaml", line, column, code, message: expect.stringContaining(message) }),
    ]);
  });

  it("are reported all at once, in the order of the file", () => {
    const found = problems("  guardrails: { nope: 1 }\n  conversation: { recent_messages: x }\n  timezone: Moon\n");
    expect(found.map(({ line }) => line)).toEqual([11, 12, 13]);
  });

  it("formats every problem's position, message and remedy", () => {
    expect(formatProblems(problems("  chanels: {}\n"))).toMatch(
      /^tenant\.yaml:11:3 {2}`automation_config\.chanels` is not a key known here; did you mean `channels`\?\n {4}Known here are config_id, /,
    );
  });

  it("names both lines of a key given twice, however deep", () => {
    expect(problems("  voice:\n    voice_id: Kore\n    voice_id: Puck\n")).toEqual([
      expect.objectContaining({
        path: "automation_config.voice.voice_id",
        line: 13,
        message: "`voice_id` is given twice: on line 12 and on line 13.",
      }),
    ]);
  });

  it.each([
    ["tabs", "automation_config:\n\tclient_id: x\n", 2, "Indent with spaces"],
    ["an open quote", 'automation_config: { a: "b\n', 2, "Close the open quote"],
    ["two documents", "a: 1\n---\nb: 2\n", 2, "One file holds one configuration"],
    ["a tag", "automation_config: !!js/function 'x'\n", 1, "Remove the `!tag`"],
  ])("reports invalid YAML: %s", (_, text, line, remedy) => {
    const loaded = load(text);
    expect(loaded).toMatchObject({ ok: false });
    if (!loaded.ok)
      expect(loaded.problems[0]).toMatchObject({ code: "syntax", line, remedy: expect.stringContaining(remedy) });
  });

  it.each([
    ["", "automation_config"],
    ["- a\n", "section of keys"],
    ["just text", "section of keys"],
    ["a: 1", "is not a key"],
  ])("reports a text that is not a configuration: %j", (text, message) => {
    const loaded = load(text);
    expect(loaded.ok ? "" : formatProblems(loaded.problems)).toContain(message);
  });

  it("refuses an alias bomb of 9^24 nodes without expanding it", () => {
    const levels = Array.from(
      { length: 25 },
      (_, level) => `a${level}: &a${level} [${`*a${level - 1}, `.repeat(level === 0 ? 0 : 9)}1]`,
    );
    expect(load(levels.join("\n"))).toMatchObject({ ok: false, problems: [{ code: "too-many-aliases" }] });
  });

  it("refuses a file of more than 512 KiB", () => {
    expect(load(`a: ${"x".repeat(600 * 1024)}`)).toMatchObject({ ok: false, problems: [{ code: "too-large" }] });
  });

  it("treats a key such as __proto__ as unknown", () => {
    expect(problems("  __proto__: { polluted: true }\n")[0]).toMatchObject({ code: "unknown-key" });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("never throws, whatever the text", () => {
    const line = fc.constantFrom(
      "automation_config:",
      "  agent:",
      "  - a",
      "  tools: {",
      "}",
      "? x",
      "&a *a",
      "<<: *a",
      "!!x",
      "\t",
      '"',
      "%YAML 9",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(line).map((lines) => lines.join("\n")),
        ),
        (text) => {
          const loaded = load(text);
          expect(loaded.ok).toBe(false);
          if (!loaded.ok) expect(loaded.problems.every(({ line, column }) => line >= 1 && column >= 1)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

function filesIn(folder: string): string[] {
  return readdirSync(join(projectRoot, "config", folder)).map((name) => `config/${folder}/${name}`);
}
