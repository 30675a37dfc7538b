import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedPlatform, openEmbedded } from "../../platform/embedded/platform.ts";
import type { Keys } from "../../platform/keys.ts";
import { platformScope, TenantId } from "../../platform/tenant.ts";
import { createSecretLinks, linkIdOf, type SecretLinks } from "./secret-link.ts";
import { secretLinks } from "./secret-link-documents.ts";

const tenantId = TenantId.parse("client_123");
const other = TenantId.parse("client_456");
const keys = { secret: async () => "a secret of at least thirty-two bytes" } as unknown as Keys;
const wanted = { tenantId, purpose: "demo", target: "demo_1", createdBy: "asha" } as const;
const purpose = "demo";

let dataDir: string;
let platform: EmbeddedPlatform;
let time: Date;
let links: SecretLinks;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "links-"));
  time = new Date("2026-11-22T09:10:00Z");
  platform = openEmbedded({ dataDir, now: () => time });
  links = createSecretLinks({ documents: platform.documents, keys, now: () => time });
});

afterEach(async () => {
  await platform.close(100);
  rmSync(dataDir, { recursive: true });
});

it("opens what it was made for, and is stored only as a hash", async () => {
  const { token, link } = await links.create(wanted);
  expect(token).toHaveLength(22);
  expect(await links.open(token, { purpose })).toEqual(link);
  const stored = await platform.documents.get(platformScope, secretLinks, linkIdOf(token));
  expect(JSON.stringify(stored)).not.toContain(token);
});

it.each(["", "short", "A".repeat(22), "../../../../etc/passwd"])("finds nothing at %j", async (token) => {
  await links.create(wanted);
  await expect(links.open(token, { purpose })).rejects.toMatchObject({ status: 404, code: "link-not-found" });
});

it("opens nothing of another kind", async () => {
  const { token } = await links.create(wanted);
  await expect(links.open(token, { purpose: "proposal" })).rejects.toMatchObject({ status: 404 });
});

it("ends when it expires or is withdrawn", async () => {
  const { token, link } = await links.create({ ...wanted, expiresAt: new Date("2026-11-22T10:00:00Z") });
  time = new Date("2026-11-22T10:00:00Z");
  await expect(links.open(token, { purpose })).rejects.toMatchObject({ status: 410, code: "link-expired" });
  await links.change(tenantId, link.id, { expiresAt: null });
  await links.open(token, { purpose });
  await links.change(tenantId, link.id, { revoke: true });
  await expect(links.open(token, { purpose })).rejects.toMatchObject({ status: 410, code: "link-revoked" });
});

describe("with a password", () => {
  const password = "नमस्ते 2026";
  const by = { purpose, visitor: "203.0.113.7" } as const;

  it("opens by the ticket that the password gave, until the password changes", async () => {
    const { token, link } = await links.create({ ...wanted, password });
    await expect(links.open(token, { purpose })).rejects.toMatchObject({ code: "link-password-required" });
    const { ticket } = await links.unlock(token, { ...by, password });
    expect(await links.open(token, { purpose, ticket })).toMatchObject({ id: link.id, hasPassword: true });
    const another = await links.create({ ...wanted, password });
    await expect(links.open(another.token, { purpose, ticket })).rejects.toMatchObject({ status: 401 });
    time = new Date("2026-11-22T09:20:00Z");
    await links.change(tenantId, link.id, { password: "another" });
    await expect(links.open(token, { purpose, ticket })).rejects.toMatchObject({ status: 401 });
  });

  it("refuses a visitor after five wrong passwords in an hour, right ones too, and nobody else", async () => {
    const { token } = await links.create({ ...wanted, password });
    for (let attempt = 1; attempt <= 5; attempt += 1)
      await expect(links.unlock(token, { ...by, password: "guess" })).rejects.toMatchObject({ status: 401 });
    const refused = links.unlock(token, { ...by, password });
    await expect(refused).rejects.toMatchObject({ status: 429, headers: { "Retry-After": "3000" } });
    await links.unlock(token, { ...by, visitor: "203.0.113.8", password });
    time = new Date("2026-11-22T10:00:00Z");
    await links.unlock(token, { ...by, password });
  });
});

it("counts uses per visitor and per day, and starts again the next day", async () => {
  const { link } = await links.create({ ...wanted, caps: { perVisitor: 2, perDay: 3 } });
  await links.count(link, "a");
  await links.count(link, "a");
  await expect(links.count(link, "a")).rejects.toMatchObject({ status: 429, code: "link-visitor-cap" });
  await links.count(link, "b");
  await expect(links.count(link, "c")).rejects.toMatchObject({ status: 429, code: "link-day-cap" });
  time = new Date("2026-11-23T00:00:00Z");
  await links.count(link, "a");
});

it("allows exactly as many as its cap of uses that come at once", async () => {
  const { link } = await links.create({ ...wanted, caps: { perVisitor: 3, perDay: 100 } });
  const results = await Promise.allSettled(Array.from({ length: 6 }, () => links.count(link, "a")));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
});

it("is shown, changed and removed by its tenant only", async () => {
  const { link, token } = await links.create(wanted);
  expect(await links.show(other, link.id)).toBeUndefined();
  expect(await links.change(other, link.id, { revoke: true })).toBeUndefined();
  await links.remove(other, link.id);
  await links.open(token, { purpose });
  await links.remove(tenantId, link.id);
  await expect(links.open(token, { purpose })).rejects.toMatchObject({ status: 404 });
});
