import { z } from "zod";
import { neverConnected } from "../channels/providers/meta-api.ts";
import { sendGridClients } from "../channels/providers/sendgrid-client.ts";
import type { Keys } from "../platform/keys.ts";
import type { TenantId } from "../platform/tenant.ts";
import { RetryableError, TerminalError } from "../runtime/failures/errors.ts";
import { agencyId } from "../security/agency.ts";
import { secretName } from "../security/secrets/secret-reference.ts";

export interface NoticeMail {
  readonly subject: string;
  readonly text: string;
}

/** Tells people what happened. @throws TerminalError `alert-refused`, `secret-missing`; RetryableError `alert-unavailable` */
export interface NoticeSenders {
  /** Posts JSON to `url`. `who` names the service in errors. */
  post(who: string, url: string, body: unknown): Promise<Response>;
  /** `webhook` names the secret with the address. */
  slack(tenantId: TenantId, webhook: string, message: unknown): Promise<void>;
  /** From the agency's account. `publicUrl`: the console's origin, whose host sends when no sender is set. */
  email(to: readonly string[], mail: NoticeMail, publicUrl: string): Promise<void>;
}

export interface NoticeParts {
  readonly fetch: typeof fetch;
  readonly keys: Keys;
  secret(tenantId: TenantId, name: string): Promise<string>;
  /** Takes the place of the origin of incoming webhooks. */
  readonly slackUrl: string | undefined;
  readonly sendGridUrl: string | undefined;
}

const answerMs = 15_000;
const SendGridRefusal = z.object({ code: z.number() });

export function noticeSenders({ fetch, keys, secret, slackUrl, sendGridUrl }: NoticeParts): NoticeSenders {
  const mailClient = sendGridClients(sendGridUrl);

  async function post(who: string, url: string, body: unknown): Promise<Response> {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(answerMs),
    }).catch((error: unknown) => {
      if (neverConnected(error))
        throw new RetryableError("alert-unavailable", `${who} was not reached.`, { cause: error });
      throw error;
    });
    if (response.status === 429 || response.status >= 500)
      throw new RetryableError("alert-unavailable", `${who} did not take the alert now (${response.status}).`);
    if (!response.ok) {
      const said = (await response.text()).slice(0, 200);
      throw new TerminalError("alert-refused", `${who} refused the alert (${response.status}): ${said}`);
    }
    return response;
  }

  return {
    post,
    async slack(tenantId, webhook, message) {
      const url = await secret(tenantId, secretName(webhook));
      if (!URL.canParse(url))
        throw new TerminalError("alert-refused", `The secret ${secretName(webhook)} is no address.`);
      const target = slackUrl === undefined ? url : `${slackUrl}${new URL(url).pathname}`;
      await (await post("Slack", target, message)).body?.cancel();
    },
    async email(to, mail, publicUrl) {
      const apiKey = await keys.secret(agencyId, "SENDGRID_API_KEY");
      if (apiKey === undefined)
        throw new TerminalError("secret-missing", "The secret SENDGRID_API_KEY of agency is not set.");
      const sender = await keys.secret(agencyId, "CONSOLE_MAIL_FROM");
      const from = sender ?? `console@${new URL(publicUrl).hostname}`;
      const client = await mailClient(apiKey);
      await client
        .sendMultiple({ to: [...to], from: { email: from, name: "Console" }, ...mail })
        .catch((error: unknown) => {
          const status = SendGridRefusal.safeParse(error).data?.code;
          if (neverConnected(error) || status === 429 || (status ?? 0) >= 500)
            throw new RetryableError("alert-unavailable", "SendGrid did not take the mail now.", { cause: error });
          if (status === undefined) throw error;
          throw new TerminalError("alert-refused", `SendGrid refused the mail (${status}).`, { cause: error });
        });
    },
  };
}

/** The characters that mean something in Slack's markup. */
export function slackText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
