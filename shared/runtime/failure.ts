import type { Bus, DeliveryOutcome, Envelope } from "../platform/bus.ts";
import { DocumentTooLarge } from "../platform/documents.ts";
import type { Logger } from "../telemetry/log.ts";
import { isBug, RetryableError, TerminalError } from "./errors.ts";
import { deriveId } from "./ids.ts";
import { type AnyStep, bugAttempts } from "./step.ts";

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
  const { data } = step.on.schema.safeParse(envelope.data);
  const { tenantId, id: causationId } = envelope;
  const occurredAt = now().toISOString();
  const envelopes = (step.afterFailure?.({ ...envelope, data }) ?? []).map((next, index) => {
    return { ...next, id: failureEventId(causationId, step.name, index), tenantId, causationId, occurredAt };
  });
  if (envelopes.length > 0) await bus.publish(envelopes);
}
