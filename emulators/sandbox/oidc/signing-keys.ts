import { generateKeyPair, type JsonWebKey, type KeyObject, randomUUID, sign } from "node:crypto";
import { promisify } from "node:util";

interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The provider's RS256 keys. The first is made when it is needed, because that takes a moment. */
export function signingKeys() {
  let current: Promise<SigningKey> | undefined;
  const key = () => {
    current ??= newKey();
    return current;
  };
  return {
    rotate() {
      current = undefined;
    },
    /** The public keys, as at `jwks_uri` (RFC 7517). */
    async keySet(): Promise<{ readonly keys: readonly JsonWebKey[] }> {
      const { id, publicKey } = await key();
      return { keys: [{ ...publicKey.export({ format: "jwk" }), kid: id, use: "sig", alg: "RS256" }] };
    },
    /** A signed token. `how`: with a key that the provider does not publish, or without any signature. */
    async sign(claims: object, how: "usual" | "foreign" | "unsigned"): Promise<string> {
      const { id, privateKey } = await key();
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
      if (how === "unsigned") return `${part({ alg: "none", typ: "JWT" })}.${part(claims)}.`;
      const signed = `${part({ alg: "RS256", typ: "JWT", kid: id })}.${part(claims)}`;
      const by = how === "foreign" ? (await newKey()).privateKey : privateKey;
      return `${signed}.${sign("sha256", Buffer.from(signed), by).toString("base64url")}`;
    },
  };
}

async function newKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2_048 });
  return { id: randomUUID(), privateKey, publicKey };
}
