import { signatureProblem, type WebhookDelivery } from "../webhook-endpoint.ts";

/** @throws Problem 403 `signature-invalid`. */
export function signatureOf(delivery: WebhookDelivery): string {
  const signature = delivery.header("x-twilio-signature");
  if (signature === undefined || signature === "") throw signatureProblem("X-Twilio-Signature is missing.");
  return signature;
}

interface Signed {
  readonly tokens: readonly string[];
  readonly signature: string;
  readonly url: string;
  readonly form: URLSearchParams;
}

/**
 * Twilio's signature check (twilio.com/docs/usage/security), in constant time, over the public URL and the form. False
 * also if no token is available.
 */
export async function isSigned({ tokens, signature, url, form }: Signed): Promise<boolean> {
  const { validateRequest } = await import("twilio/lib/webhooks/webhooks.js");
  const parameters = signedParameters(form);
  return tokens.some((token) => validateRequest(token, signature, url, parameters));
}

/** @throws Problem 403 `signature-invalid`. */
export async function verifySigned(signed: Signed): Promise<void> {
  if (!(await isSigned(signed)))
    throw signatureProblem(
      "The signature does not match. Check the auth token, and compare PUBLIC_URL with the URL set at Twilio.",
    );
}

/** A parameter sent twice is signed as a list. */
function signedParameters(form: URLSearchParams): Record<string, string | string[]> {
  const names = new Set(form.keys());
  return Object.fromEntries(
    [...names].map((name) => {
      const values = form.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}
