import { createHash, createVerify, generateKeyPairSync } from "node:crypto";
import type { StorageRequest } from "./messages.ts";
import { StorageRefusal } from "./store.ts";

/** The only service account that may sign links here. */
export interface Signer {
  readonly credentials: {
    readonly type: "service_account";
    readonly client_email: string;
    readonly private_key: string;
  };
  /** @throws StorageRefusal 403 for an altered link, 400 for an expired one. */
  check(request: StorageRequest): void;
}

const algorithm = "GOOG4-RSA-SHA256";

/** V4 signatures (cloud.google.com/storage/docs/authentication/canonical-requests), with a key created at startup. */
export function createSigner(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const email = "stand-in@storage.invalid";

  return {
    credentials: {
      type: "service_account",
      client_email: email,
      private_key: String(privateKey.export({ type: "pkcs8", format: "pem" })),
    },
    check({ method, url, headers }) {
      const query = url.searchParams;
      const given = (name: string) => query.get(`X-Goog-${name}`) ?? "";
      const scope = given("Credential").slice(email.length + 1);
      const signedHeaders = given("SignedHeaders").split(";");
      const headerLines = signedHeaders.map((name) => `${name}:${headerValue(name, url, headers)}\n`).join("");
      const canonical = [
        method,
        url.pathname,
        canonicalQuery(query),
        headerLines,
        signedHeaders.join(";"),
        headers["x-goog-content-sha256"] ?? "UNSIGNED-PAYLOAD",
      ].join("\n");
      const hash = createHash("sha256").update(canonical).digest("hex");
      const text = [algorithm, given("Date"), scope, hash].join("\n");
      const genuine =
        given("Algorithm") === algorithm &&
        given("Credential").startsWith(`${email}/`) &&
        createVerify("RSA-SHA256")
          .update(text)
          .verify(publicKey, Buffer.from(given("Signature"), "hex"));
      if (!genuine) throw new StorageRefusal(403, "The request signature does not match.");
      const expiresAtMs = timeOf(given("Date")) + Number(given("Expires")) * 1000;
      if (!(Date.now() < expiresAtMs)) throw new StorageRefusal(400, "The signed link has expired.");
    },
  };
}

/** Google's client signs the host without its port. */
function headerValue(name: string, url: URL, headers: StorageRequest["headers"]): string {
  if (name === "host") return url.hostname;
  return String(headers[name] ?? "")
    .trim()
    .replace(/\s{2,}/g, " ");
}

function canonicalQuery(query: URLSearchParams): string {
  const encode = (text: string) =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  return [...query]
    .filter(([name]) => name !== "X-Goog-Signature")
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&");
}

/** `20261122T080000Z` */
function timeOf(date: string): number {
  return Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}
