import { z } from "zod";
import type { Keys } from "../../platform/keys.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { TerminalError } from "../../runtime/failures/errors.ts";
import { type EmailSender, mailData, senderOf } from "../sending/mail-data.ts";
import { acceptedReport, refusedReport } from "../sending/send-report.ts";
import type { ProviderSender } from "../sending/sender.ts";
import { type Certainty, NotAccepted, withConfirmation } from "../sending/uncertain-sends.ts";
import { neverConnected } from "./meta-api.ts";
import type { SendingConfig } from "./provider-definition.ts";
import { providerKey } from "./provider-key.ts";
import { sendGridClients } from "./sendgrid-client.ts";

export interface SendGridDependencies {
  readonly keys: Keys;
  config(tenantId: TenantId, name: string, version: number): Promise<SendingConfig>;
  /** The address of SendGrid's API, where it is not the usual one. */
  readonly baseUrl: string | undefined;
  readonly certainty: Certainty;
}

/** Sends e-mail through SendGrid's own client. */
export function sendGridSender({ keys, config, baseUrl, certainty }: SendGridDependencies): ProviderSender {
  const clientOf = sendGridClients(baseUrl);

  return withConfirmation(certainty, async (message, { tenantId, log }) => {
    const tenant = await config(tenantId, message.config.name, message.config.version);
    const apiKey = await providerKey(keys, tenantId, tenant, {
      field: "api_key",
      account: message.account,
      usualName: "SENDGRID_API_KEY",
    });
    const sender: EmailSender = senderOf(tenant, message);
    if (apiKey === undefined || message.content.type !== "mail") return refusedReport(message, "no-sendgrid-account");
    const client = await clientOf(apiKey);
    try {
      const [{ headers }] = await client.send(mailData(message, message.content, sender, tenantId));
      return acceptedReport(message, messageIdIn(headers));
    } catch (error) {
      const code = refusalCode(error);
      log.warn({ provider: "sendgrid", messageId: message.messageId, code }, "the provider refused the message");
      return refusedReport(message, code);
    }
  });
}

/** The prefix of `sg_message_id` in events on this mail. */
function messageIdIn(headers: unknown): string | null {
  return z.object({ "x-message-id": z.string() }).safeParse(headers).data?.["x-message-id"] ?? null;
}

const Refusal = z.object({ code: z.number(), response: z.object({ body: z.unknown() }) });

/**
 * The status with which SendGrid refused this message.
 * @throws NotAccepted `sendgrid-unavailable`; TerminalError `sendgrid-credentials`; after any other error the outcome
 * is unknown.
 */
function refusalCode(error: unknown): string {
  if (neverConnected(error)) throw notTaken("SendGrid could not be reached; the message is tried again.", error);
  const refusal = Refusal.safeParse(error);
  if (!refusal.success) throw error;
  const { code: status } = refusal.data;
  if (status === 429 || status >= 500)
    throw notTaken(`SendGrid did not take the message now (${status}); it is tried again.`, error);
  if (status === 401 || status === 403)
    throw new TerminalError(
      "sendgrid-credentials",
      `SendGrid refused this tenant's key (${status}): check SENDGRID_API_KEY, and that its sender address is verified.`,
    );
  return String(status);
}

function notTaken(message: string, cause: unknown): NotAccepted {
  return new NotAccepted("sendgrid-unavailable", message, { cause });
}
