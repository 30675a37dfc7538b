import { loadTenantConfig } from "../load-tenant-config.ts";
import { minimalYaml } from "../minimal-config.fixture.ts";

function load(settings: string, stored = false) {
  const more = `  integrations: { available: [{ name: zendesk, type: crm, config: { api_key: "\${KEY}", ${settings} } }] }\n`;
  return loadTenantConfig({ file: "tenant.yaml", text: minimalYaml({ more }), stored });
}

describe("the webhook_url of an integration", () => {
  it.each([
    ["http://desk.example/hook", /must begin with https/],
    ["https://10.0.0.7/hook", /must be a public address/],
    ["https://localhost/hook", /must be a public address/],
    ["https://user:word@desk.example/hook", /must not contain a user or password/],
    ["https://desk.example/{id}", /must not have a \{name\}/],
  ])("such as %s is refused with its line", (url, said) => {
    const loaded = load(`webhook_url: "${url}"`);
    expect(loaded).toMatchObject({ ok: false, problems: [{ code: "webhook-address", line: 11 }] });
    expect(loaded.ok ? "" : loaded.problems[0]?.message).toMatch(said);
  });

  it("is not checked again in a version that was accepted before", () => {
    expect(load('webhook_url: "http://desk.example/hook"', true).ok).toBe(true);
  });

  it("is missed where its events are chosen", () => {
    const loaded = load("webhook_events: [survey.ended]");
    const warnings = loaded.ok ? loaded.warnings(new Date()) : [];
    expect(warnings.map(({ code }) => code)).toContain("webhook-address-missing");
  });

  it("takes only events that there are", () => {
    expect(load("webhook_url: 'https://desk.example/hook', webhook_events: [survey.end]")).toMatchObject({
      ok: false,
      problems: [{ code: "not-allowed", message: expect.stringContaining("survey.ended") }],
    });
  });
});
