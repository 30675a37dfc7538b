import { errors, jwtVerify, SignJWT } from "jose";
import type { Keys } from "../platform/keys.ts";
import { platformScope } from "../platform/tenant.ts";
import { TerminalError } from "../runtime/failures/errors.ts";
import { CallMetadata } from "./call.ts";

/**
 * The platform's secret that signs calls' metadata. It is not the secret of tokens: a worker needs this one, and must
 * not be able to sign in as an operator.
 */
export const callMetadataSecretName = "CALL_METADATA_SECRET";

/** RFC 7518 section 3.2: an HS256 key has at least the 256 bits of the hash. */
const minSecretBytes = 32;
const type = "call-metadata+jwt";

export interface Signing {
  readonly now: Date;
  /** Undefined: it never expires, as in the dispatch rule of a number, which LiveKit keeps for years. */
  readonly lifetimeSeconds?: number;
  /** The `jti` claim, by which a dispatch is found again. */
  readonly id?: string;
}

/**
 * Signs the data that a worker gets about a call. Anybody can read it: it is put into the tokens of browsers.
 * @throws Error when the platform's secret is missing or too short
 */
export async function signCallMetadata(keys: Keys, metadata: CallMetadata, signing: Signing): Promise<string> {
  const { now, lifetimeSeconds, id } = signing;
  const issuedAt = Math.floor(now.getTime() / 1_000);
  const token = new SignJWT({ call: metadata }).setProtectedHeader({ alg: "HS256", typ: type }).setIssuedAt(issuedAt);
  if (lifetimeSeconds !== undefined) token.setExpirationTime(issuedAt + lifetimeSeconds);
  if (id !== undefined) token.setJti(id);
  return token.sign(await readSecret(keys));
}

/**
 * Reads a call's metadata, as `signCallMetadata` wrote it.
 * @throws TerminalError `call-metadata-malformed`, `call-metadata-foreign` (signed with another secret, or for another
 * use) or `call-metadata-expired`
 */
export async function verifyCallMetadata(keys: Keys, signed: string, now: Date = new Date()): Promise<CallMetadata> {
  const checks = { algorithms: ["HS256"], typ: type, currentDate: now, clockTolerance: 30 };
  const { payload } = await jwtVerify(signed, await readSecret(keys), checks).catch(refuse);
  const read = CallMetadata.safeParse(payload.call);
  if (!read.success) throw malformed(read.error);
  return read.data;
}

/** The `jti` of metadata that this platform wrote itself. Undefined for anything else. Nothing is verified. */
export function idOfCallMetadata(signed: string): string | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(signed.split(".")[1] ?? "", "base64url").toString());
    return claims !== null && typeof claims === "object" && "jti" in claims ? String(claims.jti) : undefined;
  } catch {
    return undefined; // Another product's dispatch, whose metadata has a form of its own.
  }
}

async function readSecret(keys: Keys): Promise<Uint8Array> {
  const secret = new TextEncoder().encode((await keys.secret(platformScope, callMetadataSecretName)) ?? "");
  if (secret.length >= minSecretBytes) return secret;
  throw new Error(
    `The platform's secret ${callMetadataSecretName} must have at least ${minSecretBytes} bytes; it has ${secret.length}. ` +
      "Set it to the same value where calls are opened and where the voice runner runs.",
  );
}

function refuse(error: unknown): never {
  if (error instanceof errors.JWTExpired)
    throw new TerminalError("call-metadata-expired", "The call's metadata has expired. Request a new token.", {
      cause: error,
    });
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWTClaimValidationFailed)
    throw new TerminalError(
      "call-metadata-foreign",
      `The call's metadata was not signed by this platform. Compare ${callMetadataSecretName} on both sides.`,
      { cause: error },
    );
  if (error instanceof errors.JOSEError) throw malformed(error);
  throw error;
}

function malformed(cause: unknown): TerminalError {
  const detail = "The call's metadata is not what this platform writes. Dispatch agents only through the platform.";
  return new TerminalError("call-metadata-malformed", detail, { cause });
}
