import { deliveryReported, optOutReported } from "../../../../shared/events/index.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import type { Envelope } from "../../../../shared/platform/bus.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import type { Logger } from "../../../../shared/telemetry/log.ts";
import { parseJsonBody } from "../../http/body.ts";
import type { ProviderSecrets, SecretKind } from "../provider-secrets.ts";
import { envelopeOf, type Publishing, publishAll } from "../publishing/publish.ts";
import { type Acknowledgement, signatureProblem, type Webhook, type WebhookDelivery } from "../webhook-endpoint.ts";
import { type MailReport, readMailEvent } from "./event.ts";
import { signatureOf } from "./signature.ts";

export interface SendGridWebhookDependencies extends Publishing {
  readonly secrets: ProviderSecrets;
}

/** Not named in configurations: the tenant's secret of this name, or the agency's. */
export const publicKey: SecretKind = { usualName: "SENDGRID_WEBHOOK_PUBLIC_KEY", named: () => [] };

export const acknowledged: Acknowledgement = { contentType: "text/plain; charset=utf-8", body: "ok" };

/** SendGrid posts events in batches of up to 768 KB (SendGrid docs, "Event webhook: getting started"). */
const maxBodyBytes = 2 * 1024 * 1024;

/** SendGrid's webhook for mail events. A tenant with its own account adds `?client_id=…`. */
export function sendgridEvents(deps: SendGridWebhookDependencies): Webhook {
  return {
    path: "/webhooks/sendgrid",
    mediaType: "application/json",
    maxBodyBytes,
    receive: (delivery, log) => receive(deps, delivery, log),
  };
}

async function receive(
  deps: SendGridWebhookDependencies,
  delivery: WebhookDelivery,
  log: Logger,
): Promise<Acknowledgement> {
  const now = deps.now();
  const isSignedBy = signatureOf(delivery, now);
  if (!isSignedBy) throw signatureProblem("The signature headers are missing. Enable the signed event webhook.");
  const events = parseJsonBody(delivery.rawBody);
  if (!Array.isArray(events)) throw new Problem(400, "body-invalid", "The body must be a list of events.");
  const reports = events.flatMap((event) => readMailEvent(event) ?? []);
  const verified = new Map<string, boolean>();
  for (const { tenantId } of reports)
    if (!verified.has(tenantId))
      verified.set(tenantId, (await deps.secrets.ofTenant(tenantId, publicKey)).some(isSignedBy));
  if (![...verified.values()].includes(true)) {
    const client = delivery.query.get("client_id");
    const keys = client ? deps.secrets.ofTenant(client, publicKey) : deps.secrets.ofPlatform(publicKey);
    if (!(await keys).some(isSignedBy)) throw signatureProblem("The signature does not match the body. Check the key.");
  }
  const ours = reports.filter(({ tenantId }) => verified.get(tenantId));
  log.info({ events: events.length, ours: ours.length }, "SendGrid events received");
  await publishAll(
    deps,
    ours.map((report) => eventOf(report, now)),
    log,
  );
  return acknowledged;
}

function eventOf(report: MailReport, at: Date): Envelope {
  const { conversationId, eventId, trace } = report;
  // The tenant's key verified the signature, so the id is valid.
  const tenantId = TenantId.parse(report.tenantId);
  const id = deriveId("sendgrid-event", tenantId, eventId);
  const common = { id, tenantId, key: conversationId, at, trace };
  if (report.type === "opt-out")
    return envelopeOf(optOutReported, {
      ...common,
      data: { conversationId, channel: "email", wording: report.wording, message: null },
    });
  const { turnId, messageId, providerMessageId, status, errorCode } = report;
  return envelopeOf(deliveryReported, {
    ...common,
    data: { conversationId, turnId, messageId, providerMessageId, status, errorCode },
  });
}
