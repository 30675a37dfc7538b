import type { Blobs } from "../../../shared/platform/blobs.ts";
import { absent, VersionConflict } from "../../../shared/platform/documents.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { newTenant, type OpenPlatform, withPlatform } from "../open-platform.ts";

/** The contract of every implementation of the blobs port. */
export function blobsContract(name: string, open: OpenPlatform): void {
  describe(`blobs: ${name}`, () => {
    let platform: Platform;
    let blobs: Blobs;
    let tenant: TenantId;
    const text = { contentType: "text/plain; charset=utf-8" };
    const bytes = (content: string) => Buffer.from(content);

    beforeAll(async () => {
      platform = await open();
      blobs = platform.blobs;
    });
    afterAll(() => platform.close(5_000));
    beforeEach(() => {
      tenant = newTenant();
    });

    test("returns stored bytes unchanged", async () => {
      const body = Buffer.from(Array.from({ length: 70_000 }, (_, place) => place % 256));
      const info = await blobs.put(tenant, "calls/1.wav", body, { contentType: "audio/wav" });
      expect(info).toMatchObject({ name: "calls/1.wav", size: 70_000, contentType: "audio/wav" });
      const read = await blobs.get(tenant, "calls/1.wav");
      expect(read?.info).toEqual(info);
      expect(Buffer.compare(Buffer.from(read?.body ?? []), body)).toBe(0);
    });

    test("returns nothing for a missing, deleted or foreign blob", async () => {
      expect(await blobs.get(tenant, "a")).toBeUndefined();
      await blobs.put(tenant, "a", bytes("mine"), text);
      expect(await blobs.get(newTenant(), "a")).toBeUndefined();
      expect(await blobs.delete(newTenant(), "a")).toBe(false);
      expect(await blobs.delete(tenant, "a")).toBe(true);
      expect(await blobs.delete(tenant, "a")).toBe(false);
      expect(await blobs.get(tenant, "a")).toBeUndefined();
    });

    test("rejects a stale version and changes nothing", async () => {
      const first = await blobs.put(tenant, "a", bytes("1"), { ...text, ifVersion: absent });
      await expect(blobs.put(tenant, "a", bytes("x"), { ...text, ifVersion: absent })).rejects.toThrow(VersionConflict);
      const second = await blobs.put(tenant, "a", bytes("2"), { ...text, ifVersion: first.version });
      expect(second.version).not.toBe(first.version);
      const stale = blobs.put(tenant, "a", bytes("x"), { ...text, ifVersion: first.version });
      await expect(stale).rejects.toThrow(VersionConflict);
      expect(Buffer.from((await blobs.get(tenant, "a"))?.body ?? []).toString()).toBe("2");
    });

    test("one of many concurrent creations of a name succeeds", async () => {
      const create = (place: number) => blobs.put(tenant, "a", bytes(`${place}`), { ...text, ifVersion: absent });
      const results = await Promise.allSettled([0, 1, 2, 3].map(create));
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    });

    test("lists its own tenant's blobs by prefix, ordered by name", async () => {
      for (const blob of ["b/2", "a", "b/1", "bc"]) await blobs.put(tenant, blob, bytes(blob), text);
      await blobs.put(newTenant(), "b/3", bytes("other"), text);
      const names = async (prefix: string) => (await blobs.list(tenant, prefix)).map((info) => info.name);
      expect(await names("b/")).toEqual(["b/1", "b/2"]);
      expect(await names("")).toEqual(["a", "b/1", "b/2", "bc"]);
      expect(await names("%")).toEqual([]);
    });

    test.each(["../up", "/root", "a//b", "a/./b", "", "a b", "a\\b", "a/", "ü"])("rejects the name %j", async (bad) => {
      await expect(blobs.put(tenant, bad, bytes("x"), text)).rejects.toThrow("is not a valid blob name");
      await expect(blobs.get(tenant, bad)).rejects.toThrow("is not a valid blob name");
    });

    test("each link is specific to its blob and expiry", async () => {
      await blobs.put(tenant, "a", bytes("1"), text);
      const expiresAt = new Date(Date.now() + 60_000);
      const link = new URL(await blobs.signedLink(tenant, "a", { expiresAt }));
      expect(link.pathname).toContain("a");
      expect(link.href).not.toBe(await blobs.signedLink(newTenant(), "a", { expiresAt }));
    });

    test("keeps blobs across a restart", async () => {
      await withPlatform(open, (other) => other.blobs.put(tenant, "kept", bytes("still here"), text));
      await withPlatform(open, async (other) => {
        expect(Buffer.from((await other.blobs.get(tenant, "kept"))?.body ?? []).toString()).toBe("still here");
      });
    });
  });
}
