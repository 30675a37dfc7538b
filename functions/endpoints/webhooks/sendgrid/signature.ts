import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { checkFresh } from "../recent.ts";
import type { WebhookDelivery } from "../webhook-endpoint.ts";

const timestampHeader = "x-twilio-email-event-webhook-timestamp";

/** Whether the holder of a public key signed the request. */
export type SignatureCheck = (publicKey: string) => boolean;

/**
 * Checks SendGrid's signature: ECDSA over P-256 of the timestamp and the raw body, including its last CRLF (SendGrid docs,
 * "Event webhook security features"). Undefined for an unsigned request.
 * @throws Problem 403 `signature-invalid` if the timestamp differs from now by more than five minutes.
 */
export function signatureOf({ header, rawBody }: WebhookDelivery, now: Date): SignatureCheck | undefined {
  const signature = header("x-twilio-email-event-webhook-signature");
  const timestamp = header(timestampHeader);
  if (!signature || !timestamp) return undefined;
  checkFresh(Number(timestamp) * 1_000, now);
  const signed = Buffer.concat([Buffer.from(timestamp), rawBody]);
  const given = Buffer.from(signature, "base64");
  return (publicKey) => {
    const key = keyOf(publicKey);
    return key !== undefined && verify("sha256", signed, key, given);
  };
}

/** SendGrid's settings page shows base64 of DER. An invalid key verifies nothing. */
function keyOf(publicKey: string): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" });
    return key.asymmetricKeyType === "ec" ? key : undefined;
  } catch {
    return undefined;
  }
}
