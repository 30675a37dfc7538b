import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;

/** Kept outside the product. Anyone who has it can open every backup made with it. */
export type RecoveryKey = Buffer & { readonly __recoveryKey: true };

/** The name of the key in a secret store. */
export const recoveryKeyName = "BACKUP_KEY";

/** The written form: 32 random bytes in base64url, so that a copied key is easy to distinguish from other secrets. */
export function newRecoveryKey(): string {
  return `backup-key-${randomBytes(keyBytes).toString("base64url")}`;
}

/** Undefined when no line of the text is a key from `newRecoveryKey` (npm prints lines of its own before it). */
export function parseRecoveryKey(text: string): RecoveryKey | undefined {
  const [, encoded] = /^backup-key-([\w-]{43})\s*$/m.exec(text) ?? [];
  return encoded === undefined ? undefined : (Buffer.from(encoded, "base64url") as RecoveryKey);
}

/**
 * A backup's own key, encrypted with the recovery key. Opening it requires the same `place`, which identifies the
 * backup.
 */
export function wrapKey(recoveryKey: RecoveryKey, key: Buffer, place: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", wrappingKey(recoveryKey), iv).setAAD(Buffer.from(place));
  return Buffer.concat([iv, cipher.update(key), cipher.final(), cipher.getAuthTag()]).toString("base64");
}

/** Undefined when it was wrapped with another recovery key or was altered. */
export function unwrapKey(recoveryKey: RecoveryKey, wrapped: string, place: string): Buffer | undefined {
  const bytes = Buffer.from(wrapped, "base64");
  if (bytes.length !== ivBytes + keyBytes + tagBytes) return undefined;
  try {
    const iv = bytes.subarray(0, ivBytes);
    const decipher = createDecipheriv("aes-256-gcm", wrappingKey(recoveryKey), iv, { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]);
  } catch {
    return undefined;
  }
}

function wrappingKey(recoveryKey: RecoveryKey): Buffer {
  return Buffer.from(hkdfSync("sha256", recoveryKey, "", "agent-platform backup 1", keyBytes));
}
