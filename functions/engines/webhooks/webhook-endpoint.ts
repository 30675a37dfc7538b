import { randomBytes } from "node:crypto";
import { z } from "zod";
import { webhookReceivers } from "../../../shared/contracts/sending/webhook-receivers.ts";
import { ChannelType } from "../../../shared/events/index.ts";
import { webhookEventNames } from "../../../shared/events/webhook-event-names.ts";
import type { Collection } from "../../../shared/platform/documents.ts";

const WebhookEndpoint = z.object({
  id: z.string(),
  url: z.string(),
  description: z.string().nullable(),
  events: z.array(z.literal(webhookEventNames)),
  /** `whsec_` and base64, as Standard Webhooks writes it. */
  secret: z.string(),
  /** The secret before the last rotation. It signs too, until `until`. */
  previousSecret: z.object({ secret: z.string(), until: z.string() }).nullable(),
  /** The channels whose events it receives; null: all. An event that tells no channel goes to every endpoint. */
  channels: z.array(ChannelType).nullable().default(null),
  /** The integration whose `webhook_url` it is; null for one made through the API. */
  integration: z.string().nullable().default(null),
  /** The name of the tenant's secret that signs in place of `secret`. */
  secretName: z.string().nullable().default(null),
  /** True while no active configuration names it any more. It keeps its secret for a rollback. */
  dropped: z.boolean().default(false),
  /** Why nothing is sent; null while it is enabled. */
  disabled: z.object({ reason: z.string(), at: z.string() }).nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;

/** Sealed, because it holds the secrets. */
export const webhookEndpoints: Collection<WebhookEndpoint> = {
  name: webhookReceivers.name,
  schema: WebhookEndpoint,
  indexes: [["createdAt"]],
  confidential: true,
  personal: "nothing",
};

/** Of those made through the API. An event that one of them chose reads them all. */
export const maxEndpoints = 20;

export function newSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

export function newEndpoint(
  settings: Pick<WebhookEndpoint, "id" | "url" | "description" | "events" | "channels" | "integration" | "secretName">,
  at: string,
): WebhookEndpoint {
  const fresh = { secret: newSecret(), previousSecret: null, dropped: false, disabled: null };
  return { ...settings, ...fresh, createdAt: at, updatedAt: at };
}

/** The secrets that sign at this time, newest first. Void where the tenant's own secret signs (`secretName`). */
export function signingSecrets({ secret, previousSecret }: WebhookEndpoint, now: Date): readonly string[] {
  const previous = previousSecret !== null && previousSecret.until > now.toISOString() ? [previousSecret.secret] : [];
  return [secret, ...previous];
}

/** A tenant's own secret as Standard Webhooks writes it. One in another form is a text whose bytes are the key. */
export function signingSecret(own: string): string {
  return own.startsWith("whsec_") ? own : `whsec_${Buffer.from(own).toString("base64")}`;
}
