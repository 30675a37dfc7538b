import { randomUUID } from "node:crypto";
import type { EventType } from "../events/index.ts";
import { envelopeOf } from "../runtime/envelope.ts";
import { deriveId } from "../runtime/ids.ts";
import type { Event } from "../runtime/step.ts";
import type { ApiRequest } from "./route.ts";

type Requesting = Pick<ApiRequest<unknown, unknown, unknown>, "identity" | "idempotencyKey">;

/** The id of the event of a caller's request. The same Idempotency-Key gives the same id. */
export function requestedId(
  { identity, idempotencyKey }: Requesting,
  { action, key }: { readonly action: string; readonly key: string },
): string {
  if (!idempotencyKey) return randomUUID();
  return deriveId(action, identity.tenantId, identity.subject, key, idempotencyKey);
}

/**
 * The event of a caller's request, for a step that runs in the request. The same Idempotency-Key gives the same event.
 */
export function requestedEvent<T>(
  event: EventType<T>,
  request: Requesting,
  wish: { readonly action: string; readonly key: string; readonly data: T; readonly at: Date },
): Event<T> {
  const { key, data, at } = wish;
  const { tenantId } = request.identity;
  return envelopeOf(event, { id: requestedId(request, wish), tenantId, key, at, data });
}
