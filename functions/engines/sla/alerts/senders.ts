import { z } from "zod";
import { neverConnected } from "../../../../shared/channels/providers/meta-api.ts";
import { sendGridClients } from "../../../../shared/channels/providers/sendgrid-client.ts";
import type { Keys } from "../../../../shared/platform/keys.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { RetryableError, TerminalError } from "../../../../shared/runtime/errors.ts";
import { agencyId } from "../../../../shared/security/agency.ts";
import { secretName } from "../../../../shared/security/secret-reference.ts";
import { type Alert, type AlertContext, alertMail, pagerDutyEvent, slackMessage } from "./messages.ts";

/** Each sends one message. @throws TerminalError `alert-refused`, `secret-missing`; RetryableError `alert-unavailable` */
export interface AlertSenders {
  pagerDuty(tenantId: TenantId, key: string, alert: Alert, about: AlertContext): Promise<void>;
  slack(tenantId: TenantId, webhook: string, alert: Alert, about: AlertContext): Promise<void>;
  email(to: readonly string[], alert: Alert, about: AlertContext): Promise<void>;
}

interface Parts {
  readonly fetch: typeof fetch;
  readonly keys: Keys;
  secret(tenantId: TenantId, name: string): Promise<string>;
  readonly pagerDutyUrl: string | undefined;
  /** Takes the place of the origin of incoming webhooks. */
  readonly slackUrl: string | undefined;
  readonly sendGridUrl: string | undefined;
}

const answerMs = 15_000;
/** developer.pagerduty.com, "Events API v2": 202 with the key of the alert. */
const Accepted = z.object({ status: z.literal("success"), dedup_key: z.string() });
const SendGridRefusal = z.object({ code: z.number() });

export function alertSenders(parts: Parts): AlertSenders {
  const { keys, secret, pagerDutyUrl = "https://events.pagerduty.com", slackUrl, sendGridUrl } = parts;
  const mailClient = sendGridClients(sendGridUrl);

  async function post(who: string, url: string, body: unknown): Promise<Response> {
    const response = await parts
      .fetch(url, {
        ...{ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) },
        ...{ redirect: "error", signal: AbortSignal.timeout(answerMs) },
      })
      .catch((error: unknown) => {
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
    async pagerDuty(tenantId, key, alert, about) {
      const event = pagerDutyEvent(alert, about, await secret(tenantId, secretName(key)));
      const response = await post("PagerDuty", `${pagerDutyUrl}/v2/enqueue`, event);
      if (!Accepted.safeParse(await response.json()).success)
        throw new TerminalError("alert-refused", "PagerDuty answered in a form that it does not document.");
    },
    async slack(tenantId, webhook, alert, about) {
      const url = await secret(tenantId, secretName(webhook));
      if (!URL.canParse(url))
        throw new TerminalError("alert-refused", `The secret ${secretName(webhook)} is no address.`);
      const target = slackUrl === undefined ? url : `${slackUrl}${new URL(url).pathname}`;
      await (await post("Slack", target, slackMessage(alert, about))).body?.cancel();
    },
    async email(to, alert, about) {
      const apiKey = await keys.secret(agencyId, "SENDGRID_API_KEY");
      if (apiKey === undefined)
        throw new TerminalError("secret-missing", "The secret SENDGRID_API_KEY of agency is not set.");
      const sender = await keys.secret(agencyId, "CONSOLE_MAIL_FROM");
      const from = sender ?? `console@${new URL(about.publicUrl).hostname}`;
      const client = await mailClient(apiKey);
      const mail = { to: [...to], from: { email: from, name: "Console" }, ...alertMail(alert, about) };
      await client.sendMultiple(mail).catch((error: unknown) => {
        const status = SendGridRefusal.safeParse(error).data?.code;
        if (neverConnected(error) || status === 429 || (status ?? 0) >= 500)
          throw new RetryableError("alert-unavailable", "SendGrid did not take the mail now.", { cause: error });
        if (status === undefined) throw error;
        throw new TerminalError("alert-refused", `SendGrid refused the mail (${status}).`, { cause: error });
      });
    },
  };
}
