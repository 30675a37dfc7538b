import type { EventType } from "../../events/index.ts";
import type { Bus, BusDelivery, DeliveryOutcome, Envelope } from "../../platform/bus.ts";
import { DocumentTooLarge } from "../../platform/documents.ts";
import { upcast, versionOf } from "../../platform/sealing/upcast.ts";
import type { Logger } from "../../telemetry/log.ts";
import { checkDeclared } from "../declared.ts";
import { envelopeFrom } from "../envelope.ts";
import { deriveId } from "../ids.ts";
import { type AnyStep, bugAttempts, invalidAttempts } from "../step.ts";
import { isBug, RetryableError, TerminalError } from "./errors.ts";

/** What becomes of a delivery whose step threw. */
export function outcomeOfFailure(error: unknown, log: Logger, attempt: number): DeliveryOutcome {
  // A retry would compute the same document. Terraform counts this message (modules/observability).
  if (error instanceof DocumentTooLarge) {
    log.error({ err: error, attempt }, "a document is too large to be stored");
    return { type: "dead", cause: `${error.code}: ${error.message}` };
  }
  if (error instanceof TerminalError) {
    log.error({ err: error, attempt }, "step failed for good");
    return { type: "dead", cause: `${error.code}: ${error.message}` };
  }
  const known = error instanceof RetryableError;
  const cause = known
    ? `${error.code}: ${error.message}`
    : error instanceof Error
      ? `${error.name}: ${error.message}`
      : String(error);
  if (attempt >= bugAttempts && isBug(error)) {
    log.error({ err: error, attempt }, "step failed for good");
    return { type: "dead", cause };
  }
  log.warn({ err: error, attempt }, "step failed, tried again later");
  const afterMs = known ? error.retryAfterMs : undefined;
  return { type: "retry", cause, ...(afterMs === undefined ? {} : { afterMs }) };
}

/** An event's data as the current version, whatever version published it. */
export function readEvent<T>({ schema, upcasters }: EventType<T>, { v = 1, data }: Pick<Envelope, "v" | "data">) {
  return schema.safeParse(upcast(data, v, upcasters));
}

/** What becomes of a delivery whose data does not match its schema. */
export function outcomeOfInvalid(
  type: EventType<unknown>,
  { envelope, attempt }: BusDelivery,
  error: Error,
): DeliveryOutcome {
  const cause = `event-invalid: ${error.message}`;
  const isNewer = (envelope.v ?? 1) > versionOf(type);
  return isNewer || attempt < invalidAttempts ? { type: "retry", cause } : { type: "dead", cause };
}

/** The id of an event that a step's `afterFailure` returned for the event `causationId`. */
export function failureEventId(causationId: string, stepName: string, index = 0): string {
  return deriveId(causationId, stepName, "failed", String(index));
}

/** Publishes what a step has for a dead letter. Ids are derived from the event: a repeat publishes the same events. */
export async function announceFailure(
  step: AnyStep,
  envelope: Envelope,
  { bus, now }: { readonly bus: Pick<Bus, "publish">; readonly now: () => Date },
): Promise<void> {
  const { data } = readEvent(step.on, envelope);
  const { tenantId, id: causationId, trace } = envelope;
  const at = now();
  const publish = step.afterFailure?.({ ...envelope, data }) ?? [];
  checkDeclared({ name: step.name, publishes: step.publishesAfterFailure ?? [] }, { publish });
  const envelopes = publish.map((next, index) =>
    envelopeFrom(next, { id: failureEventId(causationId, step.name, index), tenantId, causationId, at, trace }),
  );
  if (envelopes.length > 0) await bus.publish(envelopes);
}
