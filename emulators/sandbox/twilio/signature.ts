import { createHmac } from "node:crypto";

/**
 * The value of `X-Twilio-Signature`: base64 HMAC-SHA1 over the exact URL, followed by every parameter sorted by name,
 * name and value joined. A repeated parameter is included once per distinct value, sorted (webhooks.md; twilio's own
 * validator).
 */
export function signTwilio(
  authToken: string,
  url: string,
  parameters: Readonly<Record<string, string | readonly string[]>>,
): string {
  const signed = Object.keys(parameters)
    .sort()
    .flatMap((name) => valuesOf(parameters[name]).map((value) => name + value));
  return createHmac("sha1", authToken)
    .update(url + signed.join(""))
    .digest("base64");
}

function valuesOf(value: string | readonly string[] | undefined): readonly string[] {
  return typeof value === "string" ? [value] : [...new Set(value)].sort();
}
