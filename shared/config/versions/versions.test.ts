import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedPlatform, openEmbedded } from "../../platform/embedded/platform.ts";
import { TenantId } from "../../platform/tenant.ts";
import { createLogger } from "../../telemetry/log.ts";
import { minimalYaml } from "../minimal-config.fixture.ts";
import { findRoute } from "../routes.ts";
import { type ConfigVersions, configVersions } from "./versions.ts";

const one = TenantId.parse("client_1");
const two = TenantId.parse("client_2");
const now = new Date("2026-11-22T10:00:00Z");

function withNumber(number: string, { clientId = "client_1", type = "whatsapp" } = {}): string {
  return minimalYaml({
    clientId,
    more: `  channels:\n    input:\n      - { type: ${type}, config: { phone_number: "${number}" } }\n`,
  });
}

describe("versions of a configuration", () => {
  let folder: string;
  let platform: EmbeddedPlatform;
  let versions: ConfigVersions;

  /** The view of another process, with nothing cached. */
  const elsewhere = () =>
    configVersions({ documents: platform.documents, now: () => now, log: createLogger({ level: "silent" }) });
  const push = (yaml: string, { activate = true, tenantId = one, name = "main" } = {}) =>
    versions.push(tenantId, name, yaml, { by: "ops@agency", activate });
  const routeOf = (number: string) => findRoute({ ...platform.documents }, "whatsapp", number);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "config-versions-"));
    platform = openEmbedded({ dataDir: folder, now: () => now });
    versions = elsewhere();
  });
  afterEach(async () => {
    await platform.close(1000);
    rmSync(folder, { recursive: true });
  });

  it("are numbered, and the same text keeps its version", async () => {
    expect(await push(minimalYaml())).toEqual({ ok: true, version: 1, created: true, warnings: [] });
    expect(await push(minimalYaml())).toMatchObject({ version: 1, created: false });
    expect(await push(minimalYaml({ more: "  industry: tea\n" }))).toMatchObject({ version: 2, created: true });
    expect(await versions.get(one, "main", 1)).toMatchObject({ yaml: minimalYaml(), createdBy: "ops@agency" });
  });

  it("get distinct numbers when pushed concurrently", async () => {
    const texts = Array.from({ length: 5 }, (_, index) => minimalYaml({ more: `  industry: i${index}\n` }));
    const pushed = await Promise.all(texts.map((text) => push(text, { activate: false })));
    expect(pushed.map((each) => (each.ok ? each.version : 0)).sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it("are listed newest first, a page at a time", async () => {
    for (const industry of ["a", "b", "c"]) await push(minimalYaml({ more: `  industry: ${industry}\n` }));
    const first = await versions.list(one, "main", { limit: 2 });
    expect(first.items.map(({ version }) => version)).toEqual([3, 2]);
    expect(first.items[0]).not.toHaveProperty("yaml");
    const second = await versions.list(one, "main", { limit: 2, cursor: first.nextCursor });
    expect(second.items.map(({ version }) => version)).toEqual([1]);
  });

  it("are not used before they are activated", async () => {
    await push(minimalYaml());
    await push(minimalYaml({ more: "  industry: tea\n" }), { activate: false });
    expect(await elsewhere().active(one)).toEqual({ name: "main", version: 1 });
    expect(await versions.activate(one, "main", 2, "ops")).toEqual({ ok: true, version: 2 });
    expect(await versions.active(one)).toEqual({ name: "main", version: 2 });
    expect(await elsewhere().active(one)).toEqual({ name: "main", version: 2 });
  });

  it("are found by name, by config_id, or as the tenant's default", async () => {
    await push(minimalYaml());
    await push(minimalYaml().replace("client_1_v1", "sales_v1"), { name: "sales" });
    expect(await versions.active(one)).toEqual({ name: "main", version: 1 });
    expect(await versions.active(one, "sales")).toEqual({ name: "sales", version: 1 });
    expect(await versions.active(one, "sales_v1")).toEqual({ name: "sales", version: 1 });
    expect(await versions.active(one, "constructor")).toBeUndefined();
    expect(await versions.active(two)).toBeUndefined();
  });

  it("can be rolled back, again and again, with the history kept", async () => {
    for (const industry of ["a", "b", "c"]) await push(minimalYaml({ more: `  industry: ${industry}\n` }));
    expect(await versions.rollback(one, "main", "ops")).toEqual({ ok: true, version: 2 });
    expect(await versions.rollback(one, "main", "ops")).toEqual({ ok: true, version: 1 });
    await expect(versions.rollback(one, "main", "ops")).rejects.toMatchObject({ code: "nothing-to-roll-back" });
    const history = (await versions.pointers(one))?.byName.main?.history.map(({ type, version }) => [type, version]);
    expect(history).toEqual([
      ["activate", 1],
      ["activate", 2],
      ["activate", 3],
      ["rollback", 2],
      ["rollback", 1],
    ]);
  });

  it("differ in text and in meaning", async () => {
    await push(minimalYaml({ more: "  industry: tea\n" }));
    await push(minimalYaml({ more: "  timezone: UTC\n" }).replace("Robin", "Robyn"));
    const { patch, changes } = await versions.diff(one, "main", 1, 2);
    expect(patch).toContain("-    agent_name: Robin\n+    agent_name: Robyn");
    expect(changes).toEqual([
      { path: "automation_config.agent.agent_name", type: "changed" },
      { path: "automation_config.industry", type: "removed" },
      { path: "automation_config.timezone", type: "added" },
    ]);
    await expect(versions.diff(one, "main", 1, 9)).rejects.toMatchObject({ code: "config-not-found" });
  });

  it("are read once, and then cost no read", async () => {
    await push(minimalYaml());
    const first = await versions.parsed(one, "main", 1);
    expect(await versions.parsed(one, "main", 1)).toBe(first);
    await expect(versions.parsed(one, "main", 2)).rejects.toMatchObject({ code: "config-not-found" });
    await expect(versions.parsed(two, "main", 1)).rejects.toMatchObject({ code: "config-not-found" });
  });

  it("are refused for another client, and nothing is stored", async () => {
    expect(await push(minimalYaml(), { tenantId: two })).toMatchObject({
      ok: false,
      problems: [{ code: "wrong-client", line: 3, path: "automation_config.client_id" }],
    });
    expect((await versions.list(two, "main", { limit: 5 })).items).toEqual([]);
  });

  it("warn of secrets that are not set", async () => {
    const more = `  integrations: { available: [{ name: c, type: crm, config: { api_key: "\${CRM_KEY}" } }] }\n`;
    const log = createLogger({ level: "silent" });
    const checking = configVersions({
      documents: platform.documents,
      now: () => now,
      log,
      hasSecret: async () => false,
    });
    const pushed = await checking.push(one, "main", minimalYaml({ more }), { by: "ops", activate: true });
    expect(pushed).toMatchObject({
      ok: true,
      warnings: expect.arrayContaining([expect.objectContaining({ code: "secret-undefined", line: 11 })]),
    });
  });

  it("are checked with the warnings of a push, and not stored", async () => {
    const log = createLogger({ level: "silent" });
    const { documents } = platform;
    const checking = configVersions({ documents, now: () => now, log, around: { hasModelEndpoint: false } });
    const yaml = minimalYaml({ more: "    model: { primary: openai_compatible/llama3.3 }\n" });
    const checked = await checking.check(one, yaml);
    expect(checked).toMatchObject({
      ok: true,
      warnings: expect.arrayContaining([expect.objectContaining({ code: "model-endpoint-missing" })]),
    });
    expect((await checking.list(one, "main", { limit: 5 })).items).toEqual([]);
    const pushed = await checking.push(one, "main", yaml, { by: "ops", activate: false });
    if (!checked.ok || !pushed.ok) throw new Error("Both are valid.");
    expect(checked.warnings.map(({ code, line }) => [code, line])).toEqual(
      pushed.warnings.map(({ code, line }) => [code, line]),
    );
  });

  describe("and their phone numbers", () => {
    it("route to the tenant from the moment of activation", async () => {
      await push(withNumber("+1 415 523 8886"), { activate: false });
      expect(await routeOf("+14155238886")).toBeUndefined();
      await versions.activate(one, "main", 1, "ops");
      expect(await routeOf("+14155238886")).toEqual({ tenantId: one, configName: "main" });
      expect(await routeOf("whatsapp:+14155238886")).toEqual({ tenantId: one, configName: "main" });
      expect(await findRoute(platform.documents, "sms", "+14155238886")).toBeUndefined();
    });

    it("are released when no active version names them", async () => {
      await push(withNumber("+14155238886"));
      await push(withNumber("+14155238887"));
      expect(await routeOf("+14155238886")).toBeUndefined();
      await versions.rollback(one, "main", "ops");
      expect(await routeOf("+14155238886")).toMatchObject({ tenantId: one });
      expect(await routeOf("+14155238887")).toBeUndefined();
    });

    it("go to the configuration of the same tenant that was activated last, and stay with it", async () => {
      await push(withNumber("+14155238886"));
      await push(withNumber("+14155238886"), { name: "sales" });
      await push(minimalYaml());
      expect(await routeOf("+14155238886")).toEqual({ tenantId: one, configName: "sales" });
    });

    it("cannot be taken from another tenant, and nothing changes", async () => {
      await push(withNumber("+14155238886"));
      const taken = await push(withNumber("+14155238886", { clientId: "client_2" }), { tenantId: two });
      expect(taken).toMatchObject({
        ok: false,
        problems: [
          { code: "address-taken", line: 13, path: "automation_config.channels.input[0].config.phone_number" },
        ],
      });
      expect((await versions.list(two, "main", { limit: 5 })).items).toEqual([]);
      expect(await elsewhere().active(two)).toBeUndefined();
      expect(await routeOf("+14155238886")).toMatchObject({ tenantId: one });
    });

    it("survive two concurrent activations", async () => {
      await push(withNumber("+14155238886"), { activate: false });
      await push(withNumber("+14155238886", { clientId: "client_2" }), { tenantId: two, activate: false });
      const results = await Promise.all([
        versions.activate(one, "main", 1, "a"),
        elsewhere().activate(two, "main", 1, "b"),
      ]);
      expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
      const winner = results[0]?.ok ? one : two;
      expect(await routeOf("+14155238886")).toMatchObject({ tenantId: winner });
    });
  });
});
