import { hash } from "node:crypto";

/** What one sign-in by OIDC is recognised by. All of it follows from the secret, which only the browser's cookie holds. */
export interface OidcAttempt {
  /** Ties the provider's answer to the browser that asked for it. */
  readonly state: string;
  /** Ties the ID token to this sign-in. */
  readonly nonce: string;
  /** Ties the code to this sign-in (PKCE, RFC 7636). */
  readonly codeVerifier: string;
}

export function oidcAttempt(secret: string): OidcAttempt {
  const part = (name: string) => hash("sha256", `oidc-${name}:${secret}`, "base64url");
  return { state: part("state"), nonce: part("nonce"), codeVerifier: part("code-verifier") };
}
