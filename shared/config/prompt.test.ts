import fc from "fast-check";
import { promptPlaceholders, unknownPlaceholders } from "./checks/prompt-placeholders.ts";
import { minimalConfig } from "./minimal-config.fixture.ts";
import { renderPrompt } from "./prompt.ts";

const config = minimalConfig();

describe("prompts", () => {
  it("fills in values of the configuration and of the turn", () => {
    const text = renderPrompt("I am {agent_name} of {client_name}, talking to {customer_name}.\n{objectives}", config, {
      customer_name: "Asha",
    });
    expect(text).toBe("I am Robin of Client 1, talking to Asha.\n- Sell tea\n- Be kind");
  });

  it("uses defaults for missing values of the turn", () => {
    expect(renderPrompt("{customer_name}, {channel}, {date}, {time}", config)).toBe("the customer, chat, today, now");
  });

  it("never fills in a value's own braces", () => {
    expect(renderPrompt("{customer_name}", config, { customer_name: "{agent_name} {{x}}" })).toBe("{agent_name} {{x}}");
  });

  it("leaves JSON alone, nested too", () => {
    const json = '{"a": {"b": {}}, "c": [{"d": 1}]}';
    expect(renderPrompt(json, config)).toBe(json);
    expect(unknownPlaceholders(json)).toEqual([]);
  });

  it("writes doubled braces as single ones", () => {
    expect(renderPrompt('{{agent_name}} {{"a": 1}}', config)).toBe('{agent_name} {"a": 1}');
  });

  it("names each unknown placeholder once", () => {
    expect(unknownPlaceholders("{agent_nam} {agent_name} { what } {agent_nam} {{fine}} {toString}")).toEqual([
      "agent_nam",
      "what",
      "toString",
    ]);
  });

  it("leaves no known placeholder and touches no other text", () => {
    const part = fc.oneof(
      fc.constantFrom(...promptPlaceholders.map((name) => `{${name}}`)),
      fc.stringMatching(/^[^{}]*$/),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const rendered = renderPrompt(parts.join(""), config);
        expect(rendered).toBe(parts.map((one) => renderPrompt(one, config)).join(""));
        expect(rendered).not.toMatch(/[{}]/);
      }),
    );
  });
});
