import { z } from "zod";
import { type NoticeParts, noticeSenders } from "../../../../shared/notices/notice-senders.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { secretName } from "../../../../shared/security/secrets/secret-reference.ts";
import { type Alert, type AlertContext, alertMail, pagerDutyEvent, slackMessage } from "./messages.ts";

/** Each sends one message. @throws TerminalError `alert-refused`, `secret-missing`; RetryableError `alert-unavailable` */
export interface AlertSenders {
  pagerDuty(tenantId: TenantId, key: string, alert: Alert, about: AlertContext): Promise<void>;
  slack(tenantId: TenantId, webhook: string, alert: Alert, about: AlertContext): Promise<void>;
  email(to: readonly string[], alert: Alert, about: AlertContext): Promise<void>;
}

interface Parts extends NoticeParts {
  readonly pagerDutyUrl: string | undefined;
}

/** developer.pagerduty.com, "Events API v2": 202 with the key of the alert. */
const Accepted = z.object({ status: z.literal("success"), dedup_key: z.string() });

export function alertSenders({ pagerDutyUrl = "https://events.pagerduty.com", ...parts }: Parts): AlertSenders {
  const notices = noticeSenders(parts);
  return {
    async pagerDuty(tenantId, key, alert, about) {
      const event = pagerDutyEvent(alert, about, await parts.secret(tenantId, secretName(key)));
      const response = await notices.post("PagerDuty", `${pagerDutyUrl}/v2/enqueue`, event);
      if (!Accepted.safeParse(await response.json()).success)
        throw new TerminalError("alert-refused", "PagerDuty answered in a form that it does not document.");
    },
    slack: (tenantId, webhook, alert, about) => notices.slack(tenantId, webhook, slackMessage(alert, about)),
    email: (to, alert, about) => notices.email(to, alertMail(alert, about), about.publicUrl),
  };
}
