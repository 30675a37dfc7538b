import { randomUUID } from "node:crypto";
import type { EventType } from "../events/index.ts";
import { envelopeOf } from "../runtime/envelope.ts";
import { deriveId } from "../runtime/ids.ts";
import type { Event } from "../runtime/step.ts";
import type { ApiRequest } from "./route.ts";

/**
 * The event of a caller's request, for a step that runs in the request. The same Idempotency-Key gives the same event.
 */
export function requestedEvent<T>(
  event: EventType<T>,
  { identity, idempotencyKey }: Pick<ApiRequest<unknown, unknown, unknown>, "identity" | "idempotencyKey">,
  wish: { readonly action: string; readonly key: string; readonly data: T; readonly at: Date },
): Event<T> {
  const { tenantId, subject } = identity;
  const { action, key, data, at } = wish;
  const id = idempotencyKey ? deriveId(action, tenantId, subject, key, idempotencyKey) : randomUUID();
  return envelopeOf(event, { id, tenantId, key, at, data });
}
