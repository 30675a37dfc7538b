import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { sandboxTwilio } from "../../../emulators/sandbox/twilio/twilio.ts";

/** Posts a form as Twilio does. By default Twilio's own library signs it. Returns the response. */
export async function postForm(
  url: string,
  fields: Readonly<Record<string, string>>,
  how: { readonly token?: string; readonly signature?: string | null } = {},
): Promise<Response> {
  const expected = getExpectedTwilioSignature(how.token ?? sandboxTwilio.authToken, url, { ...fields });
  const signature = how.signature === undefined ? expected : how.signature;
  return fetch(url, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      ...(signature === null ? {} : { "X-Twilio-Signature": signature }),
    },
    body: new URLSearchParams(fields).toString(),
  });
}
