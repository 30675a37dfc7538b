import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Keys } from "../keys.ts";

const Keyring = z.object({ key: z.base64().refine((text) => Buffer.from(text, "base64").length === 32) });
const formatVersion = 1;
const ivBytes = 12;
const tagBytes = 16;

class KeyUnusable extends Error {
  override readonly name = "KeyUnusable";
  readonly code = "key-unusable";
}

export interface Keyring extends Pick<Keys, "wrap" | "unwrap"> {
  /** A key for another purpose, derived from the master key. */
  derive(purpose: string): Buffer;
}

/** A data key as the database holds it. */
export interface WrappedKey {
  readonly tenantId: string;
  readonly wrapped: Uint8Array;
}

/**
 * Wraps tenants' data keys with the master key in `keyring.json`. The file is created on first use and readable only by
 * its owner. Anyone who can read that file can read all data, so production refuses it.
 *
 * @throws Error when the file is not a keyring, is missing although data keys in use were wrapped by one, or has wrapped
 * none of them: it is never replaced, because what it sealed would be lost.
 */
export function openKeyring(dataDir: string, inUse: readonly WrappedKey[] = []): Keyring {
  const file = join(dataDir, "keyring.json");
  if (inUse.length > 0 && !existsSync(file))
    throw new Error(`${file} is missing, and the data in ${dataDir} cannot be read without it. ${keyringRemedy}`);
  const masterKey = readOrCreate(file);
  const opens = ({ tenantId, wrapped }: WrappedKey) => {
    try {
      return unwrapped(masterKey, tenantId, wrapped).length > 0;
    } catch {
      return false;
    }
  };
  if (inUse.length > 0 && !inUse.some(opens))
    throw new Error(`${file} is another keyring than the one that sealed the data in ${dataDir}. ${keyringRemedy}`);

  return {
    async wrap(tenantId, dataKey) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv("aes-256-gcm", masterKey, iv).setAAD(Buffer.from(tenantId));
      const sealed = Buffer.concat([cipher.update(dataKey), cipher.final()]);
      return Buffer.concat([Buffer.of(formatVersion), iv, sealed, cipher.getAuthTag()]);
    },

    async unwrap(tenantId, wrapped) {
      try {
        return unwrapped(masterKey, tenantId, wrapped);
      } catch (cause) {
        throw new KeyUnusable(`The data key of ${tenantId} was wrapped for another tenant or by another keyring.`, {
          cause,
        });
      }
    },

    derive: (purpose) => createHmac("sha256", masterKey).update(purpose).digest(),
  };
}

const keyringRemedy =
  "Restore keyring.json from a backup of this folder, or start with another --data-dir; `npm start -- --reset` begins without the data.";

/** @throws Error when it was wrapped for another tenant or by another key. */
function unwrapped(masterKey: Buffer, tenantId: string, wrapped: Uint8Array): Buffer {
  const bytes = Buffer.from(wrapped);
  if (bytes[0] !== formatVersion || bytes.length <= 1 + ivBytes + tagBytes) throw new Error("not a wrapped key");
  const iv = bytes.subarray(1, 1 + ivBytes);
  const decipher = createDecipheriv("aes-256-gcm", masterKey, iv, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(tenantId)).setAuthTag(bytes.subarray(-tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(1 + ivBytes, -tagBytes)), decipher.final()]);
}

function readOrCreate(file: string): Buffer {
  const existing = read(file);
  if (existing) return existing;
  const fresh = `${file}.${randomBytes(8).toString("hex")}`;
  const descriptor = openSync(fresh, "wx", 0o600);
  writeSync(descriptor, `${JSON.stringify({ key: randomBytes(32).toString("base64") })}\n`);
  fsyncSync(descriptor);
  closeSync(descriptor);
  try {
    linkSync(fresh, file); // fails when another process was first; its key is then used
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(fresh);
  }
  const created = read(file);
  if (!created) throw new Error(`${file} was deleted while it was being created.`);
  return created;
}

function read(file: string): Buffer | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    return Buffer.from(Keyring.parse(JSON.parse(text)).key, "base64");
  } catch {
    // The cause is omitted because it would quote the file.
    throw new Error(
      `${file} is not a keyring. Restore it from a backup: the data it sealed cannot be read without it.`,
    );
  }
}
