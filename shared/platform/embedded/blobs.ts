import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { checkedBlobName, isBlobName } from "../blob-name.ts";
import type { BlobInfo, Blobs } from "../blobs.ts";
import { absent, VersionConflict } from "../documents.ts";
import { TenantId } from "../tenant.ts";
import type { Database } from "./database/database.ts";

export type EmbeddedBlobs = Required<Blobs>;

/** The path that serves signed links. */
const linkPath = "/blobs/";

/**
 * Files under `<dataDir>/blobs`, one per version, and a SQLite row that names the current version. A file is complete
 * on disk before its row names it, so readers see either the old version or the new one.
 */
export function embeddedBlobs(settings: {
  readonly database: Database;
  readonly dataDir: string;
  readonly signingKey: Buffer;
  readonly baseUrl: string;
  readonly now: () => number;
}): EmbeddedBlobs {
  const { database } = settings;
  database.execute(`CREATE TABLE IF NOT EXISTS blobs (
    tenant TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL, size INTEGER NOT NULL,
    content_type TEXT NOT NULL, PRIMARY KEY (tenant, name)) WITHOUT ROWID`);
  const columns = "name, size, content_type AS contentType, version";
  const find = database.statement(`SELECT ${columns} FROM blobs WHERE tenant = ? AND name = ?`);
  const findPrefix = database.statement(
    `SELECT ${columns} FROM blobs WHERE tenant = ? AND substr(name, 1, length(?2)) = ?2 AND name >= ?2 ORDER BY name`,
  );
  const store = database.statement(
    "INSERT OR REPLACE INTO blobs (tenant, name, version, size, content_type) VALUES (?, ?, ?, ?, ?)",
  );
  const erase = database.statement("DELETE FROM blobs WHERE tenant = ? AND name = ?");

  const fileOf = (tenantId: TenantId, version: string) => blobFile(settings.dataDir, tenantId, version);
  const infoOf = (tenantId: TenantId, name: string) => find.get(tenantId, name) as unknown as BlobInfo | undefined;
  const signature = (text: string) => createHmac("sha256", settings.signingKey).update(text).digest();
  const signed = (tenantId: string, name: string, expires: string) => signature(`${tenantId}\n${name}\n${expires}`);

  async function get(tenantId: TenantId, name: string): ReturnType<Blobs["get"]> {
    const info = infoOf(tenantId, checkedBlobName(name));
    if (!info) return undefined;
    try {
      return { info: { ...info }, body: await readFile(fileOf(tenantId, info.version)) };
    } catch (error) {
      // The blob was replaced or deleted after its row was read. The row then names another version.
      if (infoOf(tenantId, name)?.version === info.version) throw error;
      return get(tenantId, name);
    }
  }

  return {
    get,

    async put(tenantId, name, body, { contentType, ifVersion }) {
      const info: BlobInfo = { name: checkedBlobName(name), size: body.byteLength, contentType, version: randomUUID() };
      const file = fileOf(tenantId, info.version);
      await writeDurably(file, body);
      try {
        const before = await database.write(() => {
          const current = infoOf(tenantId, name);
          if (ifVersion !== undefined && ifVersion !== (current?.version ?? absent))
            throw new VersionConflict(`The blob ${name} is no longer at version ${ifVersion}.`);
          store.run(tenantId, name, info.version, info.size, contentType);
          return current;
        });
        if (before) await rm(fileOf(tenantId, before.version), { force: true });
        return info;
      } catch (error) {
        if (error instanceof VersionConflict) await rm(file, { force: true });
        throw error;
      }
    },

    async list(tenantId, prefix) {
      return findPrefix.all(tenantId, prefix).map((row) => ({ ...row })) as unknown as BlobInfo[];
    },

    async delete(tenantId, name) {
      const before = await database.write(() => {
        const current = infoOf(tenantId, checkedBlobName(name));
        if (current) erase.run(tenantId, name);
        return current;
      });
      if (before) await rm(fileOf(tenantId, before.version), { force: true });
      return before !== undefined;
    },

    async signedLink(tenantId, name, { expiresAt }) {
      const link = new URL(`${linkPath}${tenantId}/${checkedBlobName(name)}`, settings.baseUrl);
      const expires = String(expiresAt.getTime());
      link.searchParams.set("expires", expires);
      link.searchParams.set("signature", signed(tenantId, name, expires).toString("base64url"));
      return link.href;
    },

    /** Undefined when the link was altered or has expired, or when its blob was deleted. */
    async follow(link) {
      const [tenant, ...rest] = link.pathname.slice(linkPath.length).split("/");
      const tenantId = TenantId.safeParse(tenant);
      const name = rest.join("/");
      if (!link.pathname.startsWith(linkPath) || !tenantId.success || !isBlobName(name)) return undefined;
      const expires = link.searchParams.get("expires") ?? "";
      const given = Buffer.from(link.searchParams.get("signature") ?? "", "base64url");
      const expected = signed(tenantId.data, name, expires);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      return Number(expires) > settings.now() ? get(tenantId.data, name) : undefined;
    },
  };
}

/** The path of one version's bytes. All blobs of a tenant share a folder. */
export function blobFile(dataDir: string, tenantId: TenantId, version: string): string {
  return join(dataDir, "blobs", tenantId, version);
}

/** The file exists in full or not at all, also after a power loss. */
async function writeDurably(file: string, body: Uint8Array): Promise<void> {
  const directory = dirname(file);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const temporary = `${file}.part`;
  const handle = await open(temporary, "wx", 0o600);
  try {
    await handle.writeFile(body);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
  const folder = await open(directory, "r");
  await folder.sync().finally(() => folder.close());
}
