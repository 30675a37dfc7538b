import { loadTenantConfig } from "./load-tenant-config.ts";
import { minimalYaml } from "./minimal-config.fixture.ts";
import { formatProblems } from "./reading/problem.ts";
import { checkSecrets } from "./secrets.ts";

function crm(apiKey: string) {
  const more = `  integrations:\n    available:\n      - { name: crm, type: crm, config: { api_key: "${apiKey}" } }\n`;
  return loadTenantConfig({ file: "tenant.yaml", text: minimalYaml({ more }) });
}

const reference = (name: string) => `$\{${name}}`;

describe("secrets in a configuration", () => {
  it("are names, each with its position", () => {
    expect(crm(reference("CRM_KEY"))).toMatchObject({
      ok: true,
      secrets: [
        { name: "CRM_KEY", line: 13, column: 52, path: "automation_config.integrations.available[0].config.api_key" },
      ],
    });
  });

  it.each([reference("not a name"), reference(""), "${OPEN", reference("crm_key")])("are not named by %s", (text) => {
    expect(crm(text)).toMatchObject({ ok: false, problems: [{ code: "secret-reference", line: 13, column: 52 }] });
  });

  it("are refused in plain text and not repeated in the message", () => {
    const loaded = crm("sk_live_0123456789");
    expect(loaded.ok).toBe(false);
    if (!loaded.ok) expect(formatProblems(loaded.problems)).not.toContain("sk_live");
  });

  it("are reported with their position when the tenant has not set them", async () => {
    const loaded = crm(reference("CRM_KEY"));
    if (!loaded.ok) throw new Error(formatProblems(loaded.problems));
    expect(await checkSecrets(loaded, async (name) => name === "CRM_KEY")).toEqual([]);
    expect(await checkSecrets(loaded, async () => false)).toEqual([
      expect.objectContaining({ code: "secret-undefined", line: 13, message: expect.stringContaining("CRM_KEY") }),
    ]);
  });
});
