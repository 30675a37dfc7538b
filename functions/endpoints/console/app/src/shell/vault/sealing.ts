/** A text as the browser keeps it: AES-256-GCM, with the record's name as what it is bound to. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}

const ivBytes = 12;
const utf8 = new TextEncoder();

/** The browser's half of a key. It can be kept, and nobody reads it out again: it is not extractable. */
export async function newBrowserHalf(): Promise<CryptoKey> {
  const random = crypto.getRandomValues(new Uint8Array(32));
  return crypto.subtle.importKey("raw", random, "HKDF", false, ["deriveKey"]);
}

/**
 * A person's key in this browser. It takes both halves: `browserHalf` never leaves the browser, and the API gives
 * `personHalf` to the signed-in person alone. So the next person who signs in at the same machine cannot make it.
 */
export function personalKey(browserHalf: CryptoKey, personHalf: string): Promise<CryptoKey> {
  const hkdf = {
    name: "HKDF",
    hash: "SHA-256",
    salt: utf8.encode(personHalf),
    info: utf8.encode("console-unsent"),
  };
  return crypto.subtle.deriveKey(hkdf, browserHalf, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

export async function seal(key: CryptoKey, name: string, text: string): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const cipher = { name: "AES-GCM", iv, additionalData: utf8.encode(name) };
  return { iv, bytes: await crypto.subtle.encrypt(cipher, key, utf8.encode(text)) };
}

/** Undefined for what this key did not seal under this name. */
export async function unseal(key: CryptoKey, name: string, { iv, bytes }: Sealed): Promise<string | undefined> {
  try {
    const cipher = { name: "AES-GCM", iv, additionalData: utf8.encode(name) };
    return new TextDecoder().decode(await crypto.subtle.decrypt(cipher, key, bytes));
  } catch {
    return undefined;
  }
}
