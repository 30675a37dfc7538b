import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { minimalYaml } from "../../../../shared/config/minimal-config.fixture.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { openEmbedded } from "../../../../shared/platform/embedded/platform.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { agencyId } from "../../../../shared/security/agency.ts";
import { clients } from "../../../engines/accounts/client.ts";
import { runCli } from "../run-cli.ts";
import { openVersions } from "./open-versions.ts";

const shop = TenantId.parse("shop");
const yamlOf = (greeting: string) => minimalYaml({ clientId: shop, more: `\n  # ${greeting}` });

const folder = mkdtempSync(join(tmpdir(), "second-person-"));
const dataDir = join(folder, "data");
const file = join(folder, "shop.yaml");
const here = ["--data-dir", dataDir];
const of = [...here, "--client", shop, "--name", "main"];
afterAll(() => rmSync(folder, { recursive: true }));

/** A client that needs two people, with a version of somebody else. */
beforeAll(async () => {
  const platform = openEmbedded({ dataDir });
  const at = "2026-11-29T10:00:00.000Z";
  const client = { name: "Shop", nameKey: "shop", stage: "live" as const, website: null, approval: "two" as const };
  await platform.documents.commit(agencyId, [put(clients, shop, { ...client, createdAt: at, createdBy: "asha" })]);
  await openVersions(platform).push(shop, "main", yamlOf("Hello."), { by: "asha", activate: false });
  await platform.close(500);
});

it("lets nobody activate in a data folder what they wrote, and says how a colleague does it", async () => {
  writeFileSync(file, yamlOf("Namaste."));
  const push = ["config", "push", file, "--name", "main", ...here];
  const pushed = await runCli([...push, "--activate"]);
  expect(pushed).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("push it without --activate") });
  expect(await runCli(push)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("shop/main version 2") });
  const own = await runCli(["config", "activate", "2", ...of]);
  expect(own).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("shop needs two people, and cli:") });
  expect(own.stderr).toContain("config activate 2 --client shop --name main");
  expect((await runCli(["config", "list", ...of])).stdout).not.toMatch(/ active /);
}, 60_000);

it("lets somebody else activate it, and lets anybody roll back", async () => {
  expect((await runCli(["config", "activate", "1", ...of])).exitCode).toBe(0);
  const platform = openEmbedded({ dataDir });
  await openVersions(platform).activate(shop, "main", 2, "asha");
  await platform.close(500);
  expect(await runCli(["config", "rollback", ...of])).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining("Rolled back to shop/main version 1"),
  });
}, 60_000);
