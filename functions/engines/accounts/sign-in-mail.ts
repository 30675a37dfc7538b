import { z } from "zod";
import { neverConnected } from "../../../shared/channels/providers/meta-api.ts";
import { sendGridClients } from "../../../shared/channels/providers/sendgrid-client.ts";
import type { Keys } from "../../../shared/platform/keys.ts";
import { RetryableError, TerminalError } from "../../../shared/runtime/failures/errors.ts";
import { agencyId } from "../../../shared/security/agency.ts";
import { type SignInMail, signInMailTexts } from "./sign-in-mail-text.ts";

interface Dependencies {
  readonly keys: Keys;
  /** The address of SendGrid's API, where it is not the usual one. */
  readonly baseUrl: string | undefined;
  readonly publicUrl: string;
}

/**
 * Sends links by the agency's account at SendGrid: `SENDGRID_API_KEY`, from `CONSOLE_MAIL_FROM`, which SendGrid must know
 * as a verified sender. Both are secrets of the client `agency`; without an address, mail comes from console@ the
 * console's host.
 * @throws TerminalError `sign-in-mail-refused`, `secret-missing`; RetryableError `sendgrid-unavailable`
 */
export function signInMailer({ keys, baseUrl, publicUrl }: Dependencies): (mail: SignInMail) => Promise<void> {
  const clientOf = sendGridClients(baseUrl);
  return async (mail) => {
    const apiKey = await keys.secret(agencyId, "SENDGRID_API_KEY");
    if (apiKey === undefined)
      throw new TerminalError("secret-missing", "The secret SENDGRID_API_KEY of agency is not set.");
    const from = (await keys.secret(agencyId, "CONSOLE_MAIL_FROM")) ?? `console@${new URL(publicUrl).hostname}`;
    const client = await clientOf(apiKey);
    await client.send(mailOf(mail, from)).catch((error: unknown) => {
      throw asFailure(error);
    });
  };
}

/** Plain text only: a name is somebody's words, and a link in text can be read before it is opened. */
function mailOf(mail: SignInMail, from: string) {
  const { subject, text } = signInMailTexts[mail.language];
  return {
    to: mail.email,
    from: { email: from, name: "Console" },
    subject,
    text: text(mail).join("\n"),
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply" },
    // A rewritten link looks like fraud to the reader, and an invisible picture is a tracker.
    trackingSettings: { clickTracking: { enable: false }, openTracking: { enable: false } },
  };
}

const Refusal = z.object({ code: z.number(), response: z.object({ body: z.unknown() }) });

function asFailure(error: unknown): unknown {
  const status = Refusal.safeParse(error).data?.code;
  if (neverConnected(error) || status === 429 || (status ?? 0) >= 500)
    return new RetryableError("sendgrid-unavailable", "SendGrid did not take the mail now.", { cause: error });
  if (status === undefined) return error;
  const remedy = "Check SENDGRID_API_KEY and CONSOLE_MAIL_FROM of agency, and that the address is a verified sender.";
  return new TerminalError("sign-in-mail-refused", `SendGrid refused the mail (${status}). ${remedy}`);
}
