import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Collection } from "../../../shared/platform/documents.ts";
import { webhookEventNames } from "./webhook-events.ts";

const WebhookEndpoint = z.object({
  id: z.string(),
  url: z.string(),
  description: z.string().nullable(),
  events: z.array(z.literal(webhookEventNames)),
  /** `whsec_` and base64, as Standard Webhooks writes it. */
  secret: z.string(),
  /** The secret before the last rotation. It signs too, until `until`. */
  previousSecret: z.object({ secret: z.string(), until: z.string() }).nullable(),
  /** Why nothing is sent; null while it is enabled. */
  disabled: z.object({ reason: z.string(), at: z.string() }).nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;

/** Sealed, because it holds the secrets. */
export const webhookEndpoints: Collection<WebhookEndpoint> = {
  name: "webhook-endpoints",
  schema: WebhookEndpoint,
  indexes: [["createdAt"]],
  confidential: true,
  personal: "nothing",
};

/** Every event reads all of them. */
export const maxEndpoints = 20;

export function newSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

/** The secrets that sign at this time, newest first. */
export function signingSecrets({ secret, previousSecret }: WebhookEndpoint, now: Date): readonly string[] {
  const previous = previousSecret !== null && previousSecret.until > now.toISOString() ? [previousSecret.secret] : [];
  return [secret, ...previous];
}
