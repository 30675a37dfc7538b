import { createHash } from "node:crypto";
import { z } from "zod";
import type { Envelope } from "../bus.ts";
import { platformScope, TenantId } from "../tenant.ts";

/** An event as it travels in a message or a task. */
export const WireEnvelope: z.ZodType<Envelope> = z.object({
  id: z.string().min(1),
  type: z.string().min(1),
  tenantId: z.union([TenantId, z.literal(platformScope)]),
  key: z.string(),
  causationId: z.string().nullable(),
  occurredAt: z.string(),
  data: z.unknown(),
}) as z.ZodType<Envelope>;

/** Set on a message that is meant for one subscription of its topic only: a replayed dead letter. */
export const onlyFor = "subscription";

/**
 * The filter of every subscription (terraform gives the same), so that a replayed event costs a delivery nowhere else.
 * Google's emulator ignores filters; the door looks again.
 */
export function subscriptionFilter(name: string): string {
  return `NOT attributes:${onlyFor} OR attributes.${onlyFor} = "${name}"`;
}

/** Ordering keys and attribute values have at most 1024 bytes (cloud.google.com/pubsub/quotas). */
const maxAttributeBytes = 1024;

/** Events of one key of one tenant share it. */
export function orderingKeyOf({ tenantId, key }: Pick<Envelope, "tenantId" | "key">): string {
  return fitting(`${tenantId}/${key}`);
}

/** What subscriptions may filter by. */
export function attributesOf({ tenantId, type, key }: Envelope): Record<string, string> {
  return { tenant: tenantId, type, key: fitting(key) };
}

function fitting(text: string): string {
  return Buffer.byteLength(text) <= maxAttributeBytes ? text : createHash("sha256").update(text).digest("hex");
}

/** What Pub/Sub posts (cloud.google.com/pubsub/docs/push#receive_push). The attempt needs a dead-letter policy. */
export const PushBody = z.object({
  message: z.object({
    data: z.base64(),
    messageId: z.string(),
    attributes: z.record(z.string(), z.string()).default({}),
  }),
  deliveryAttempt: z.number().int().positive().optional(),
});
export type PushBody = z.infer<typeof PushBody>;

/** The event in a pushed message; undefined when it is none of ours. */
export function envelopeIn(body: PushBody): Envelope | undefined {
  try {
    return WireEnvelope.parse(JSON.parse(Buffer.from(body.message.data, "base64").toString()));
  } catch {
    return undefined;
  }
}
