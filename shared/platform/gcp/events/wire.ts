import { createHash } from "node:crypto";
import { z } from "zod";
import type { Envelope } from "../../bus.ts";
import { platformScope, TenantId } from "../../tenant.ts";

/** The JSON form of an event in a message or a task. Keeps what only a newer revision knows. */
export const WireEnvelope: z.ZodType<Envelope> = z.looseObject({
  v: z.number().int().optional(),
  id: z.string().min(1),
  type: z.string().min(1),
  tenantId: z.union([TenantId, z.literal(platformScope)]),
  key: z.string(),
  causationId: z.string().nullable(),
  occurredAt: z.string(),
  trace: z.string().optional().catch(undefined),
  data: z.unknown(),
}) as z.ZodType<Envelope>;

/** The attribute of a message meant for only one subscription of its topic: a replayed dead letter. */
export const onlyFor = "subscription";

/**
 * The filter of every subscription; terraform sets the same one. A replayed event then costs a delivery on one
 * subscription only. Google's emulator ignores filters, so the endpoint checks again.
 */
export function subscriptionFilter(name: string): string {
  return `NOT attributes:${onlyFor} OR attributes.${onlyFor} = "${name}"`;
}

/** Ordering keys and attribute values have at most 1024 bytes (cloud.google.com/pubsub/quotas). */
const maxAttributeBytes = 1024;

/** Events of one key of one tenant share an ordering key. */
export function orderingKeyOf({ tenantId, key }: Pick<Envelope, "tenantId" | "key">): string {
  return hashIfTooLong(`${tenantId}/${key}`);
}

/** The attributes that subscriptions may filter by, and the one by which Google's clients continue a trace. */
export function attributesOf({ tenantId, type, key, trace }: Envelope): Record<string, string> {
  const traced = trace === undefined ? {} : { googclient_traceparent: trace };
  return { tenant: tenantId, type, key: hashIfTooLong(key), ...traced };
}

function hashIfTooLong(text: string): string {
  return Buffer.byteLength(text) <= maxAttributeBytes ? text : createHash("sha256").update(text).digest("hex");
}

/**
 * The body of a Pub/Sub push (cloud.google.com/pubsub/docs/push#receive_push). The attempt is present only with a
 * dead-letter policy.
 */
export const PushBody = z.object({
  message: z.object({
    data: z.base64(),
    messageId: z.string(),
    attributes: z.record(z.string(), z.string()).default({}),
  }),
  deliveryAttempt: z.number().int().positive().optional(),
});
export type PushBody = z.infer<typeof PushBody>;

/** The event in a pushed message; undefined when the message does not contain a valid event. */
export function envelopeIn(body: PushBody): Envelope | undefined {
  try {
    return WireEnvelope.parse(JSON.parse(Buffer.from(body.message.data, "base64").toString()));
  } catch {
    return undefined;
  }
}
