import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { checkFresh } from "../recent.ts";
import type { WebhookDelivery } from "../webhook-endpoint.ts";

const timestampHeader = "x-twilio-email-event-webhook-timestamp";

/** Whether one of SendGrid's public keys has signed a call. */
export type SignatureCheck = (publicKey: string) => boolean;

/**
 * SendGrid's ECDSA over P-256 of timestamp and raw body, to its last CRLF (SendGrid docs, "Event webhook security
 * features"); undefined where the call is not signed.
 * @throws Problem 403 `signature-invalid` when it was signed more than five minutes ago.
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

/** The settings page shows base64 of DER; a key that does not read verifies nothing. */
function keyOf(publicKey: string): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" });
    return key.asymmetricKeyType === "ec" ? key : undefined;
  } catch {
    return undefined;
  }
}
