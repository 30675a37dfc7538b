import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { normalized } from "../../schema/bounded-text.ts";
import type { SecretLink } from "./secret-link-documents.ts";

type StoredPassword = NonNullable<SecretLink["password"]>;

/** N=2^15, r=8, p=1: 32 MiB and about 50 ms (RFC 7914; OWASP's password storage cheat sheet lists it as a minimum). */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

export async function hashLinkPassword(password: string, at: Date): Promise<StoredPassword> {
  const salt = randomBytes(16);
  return {
    salt: salt.toString("base64url"),
    hash: (await derive(password, salt)).toString("base64url"),
    setAt: at.toISOString(),
  };
}

export async function isLinkPassword(stored: StoredPassword, given: string): Promise<boolean> {
  const derived = await derive(given, Buffer.from(stored.salt, "base64url"));
  return timingSafeEqual(derived, Buffer.from(stored.hash, "base64url"));
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  scrypt(normalized(password, "NFKC"), salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key)));
  return promise;
}
