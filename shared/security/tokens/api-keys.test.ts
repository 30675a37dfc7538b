import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedPlatform, openEmbedded } from "../../platform/embedded/platform.ts";
import { platformScope, TenantId } from "../../platform/tenant.ts";
import { apiKeys, apiKeysCollection } from "./api-keys.ts";
import { authenticator } from "./authenticate.ts";

const tenantId = TenantId.parse("client_123");
const other = TenantId.parse("client_456");
const wanted = { tenantId, name: "the shop", roles: ["service"] as const, createdBy: "asha" };

let dataDir: string;
let platform: EmbeddedPlatform;
let time: Date;
const now = () => time;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "keys-"));
  time = new Date("2026-11-22T09:00:00Z");
  platform = openEmbedded({ dataDir, now });
});

afterEach(async () => {
  await platform.close(100);
  rmSync(dataDir, { recursive: true });
});

const here = () => apiKeys({ documents: platform.documents, now });

it("identifies its tenant and roles", async () => {
  const keys = here();
  const { key, apiKey } = await keys.create(wanted);
  const identity = { subject: `api-key:${apiKey.id}`, tenantId, roles: ["service"], rateKey: `key:${apiKey.id}` };
  expect(await keys.verify(key)).toEqual(identity);
});

it("is stored only as a hash", async () => {
  const { key, apiKey } = await here().create(wanted);
  const stored = await platform.documents.get(platformScope, apiKeysCollection, apiKey.id);
  expect(JSON.stringify(stored)).not.toContain(key.split("_").slice(2).join("_"));
});

it.each([
  ["a wrong secret", (key: string) => `${key.slice(0, -2)}${key.endsWith("AA") ? "BB" : "AA"}`],
  ["an unknown id", (key: string) => key.replace(/^ak_.{24}/, `ak_${"0".repeat(24)}`)],
  ["another form", () => "letmein"],
])("refuses %s", async (_, spoil) => {
  const keys = here();
  const { key } = await keys.create(wanted);
  await expect(keys.verify(spoil(key))).rejects.toMatchObject({ status: 401, code: "api-key-invalid" });
});

it("is rejected at once where it was revoked, and within 30 seconds elsewhere", async () => {
  const [keys, elsewhere] = [here(), here()];
  const { key, apiKey } = await keys.create(wanted);
  await elsewhere.verify(key);
  await keys.revoke(tenantId, apiKey.id);
  await expect(keys.verify(key)).rejects.toMatchObject({ status: 401 });
  expect(await elsewhere.verify(key)).toMatchObject({ tenantId });
  time = new Date(time.getTime() + 30_000);
  await expect(elsewhere.verify(key)).rejects.toMatchObject({ status: 401 });
});

it("is visible to and revocable by its own tenant only", async () => {
  const keys = here();
  const { apiKey } = await keys.create(wanted);
  expect(await keys.revoke(other, apiKey.id)).toBeUndefined();
  expect((await keys.list(other, { limit: 10 })).items).toEqual([]);
  expect((await keys.list(tenantId, { limit: 10 })).items).toEqual([apiKey]);
});

it("is rejected together with a token as ambiguous", async () => {
  const authenticate = authenticator({ verifyToken: () => Promise.reject(new Error("not asked")), apiKeys: here() });
  const both = authenticate({ authorization: "Bearer x", apiKey: "ak_y" });
  await expect(both).rejects.toMatchObject({ code: "identity-ambiguous" });
  const basic = authenticate({ authorization: "Basic YTpi", apiKey: undefined });
  await expect(basic).rejects.toMatchObject({ status: 401, code: "token-invalid" });
});
