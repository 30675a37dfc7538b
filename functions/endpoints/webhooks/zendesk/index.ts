import { z } from "zod";
import { operatorActed } from "../../../../shared/events/index.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import type { Logger } from "../../../../shared/telemetry/log.ts";
import { parseJsonBody } from "../../http/body.ts";
import { equalInConstantTime, hmacSha256 } from "../constant-time.ts";
import type { ProviderSecrets, SecretKind } from "../provider-secrets.ts";
import { envelopeOf, type Publishing, publishAll } from "../publishing/publish.ts";
import { checkFresh } from "../recent.ts";
import {
  type Acknowledgement,
  acknowledgedAsJson,
  signatureProblem,
  type Webhook,
  type WebhookDelivery,
} from "../webhook-endpoint.ts";
import { readDeskEvent } from "./event.ts";

export interface ZendeskDependencies extends Publishing {
  readonly secrets: ProviderSecrets;
}

const WithWebhookSecret = z.object({ webhook_secret: z.string().optional() });

const signingSecret: SecretKind = {
  usualName: "ZENDESK_WEBHOOK_SECRET",
  named: (config) =>
    config.integrations.available.flatMap(({ type, config: settings }) =>
      type === "crm" ? [WithWebhookSecret.safeParse(settings).data?.webhook_secret] : [],
    ),
};

/**
 * Zendesk's webhook for the tickets that handoffs create. A person's public comment is sent to the customer, and a solved
 * ticket resolves the conversation. Registered as `/webhooks/zendesk?client_id=…`, because events of other tickets name no
 * tenant.
 */
export function zendeskWebhookEndpoint(deps: ZendeskDependencies): Webhook {
  return {
    path: "/webhooks/zendesk",
    mediaType: "application/json",
    maxBodyBytes: 1024 * 1024,
    receive: (delivery, log) => receive(deps, delivery, log),
  };
}

async function receive(deps: ZendeskDependencies, delivery: WebhookDelivery, log: Logger): Promise<Acknowledgement> {
  const { header, query, rawBody } = delivery;
  const signature = header("x-zendesk-webhook-signature") ?? "";
  const timestamp = header("x-zendesk-webhook-signature-timestamp") ?? "";
  if (signature === "") throw signatureProblem("X-Zendesk-Webhook-Signature is missing.");
  const now = deps.now();
  checkFresh(Date.parse(timestamp), now);
  const acts = readDeskEvent(parseJsonBody(rawBody));
  // The tenant is only a claim until that tenant's secret verifies it.
  const tenantId = TenantId.safeParse(acts[0]?.tenantId ?? query.get("client_id")).data;
  const secrets = tenantId ? deps.secrets.ofTenant(tenantId, signingSecret) : deps.secrets.ofPlatform(signingSecret);
  const signed = Buffer.concat([Buffer.from(timestamp), rawBody]);
  if (!(await secrets).some((secret) => equalInConstantTime(hmacSha256(secret, signed, "base64"), signature)))
    throw signatureProblem("The signature does not match the body. Check the secret, and add ?client_id= to the URL.");
  if (acts.length === 0 || !tenantId) {
    log.info({ tenantId }, "Ignored a help desk event that does not concern the customer");
    return acknowledgedAsJson;
  }
  const envelopes = acts.map(({ eventId, conversationId, action, operator, text }) => {
    const id = deriveId("zendesk", tenantId, eventId);
    const data = { conversationId, action, operator, text, force: true };
    return envelopeOf(operatorActed, { id, tenantId, key: conversationId, at: now, data });
  });
  await publishAll(deps, envelopes, log);
  return acknowledgedAsJson;
}
