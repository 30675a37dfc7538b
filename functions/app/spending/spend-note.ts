import { randomUUID } from "node:crypto";
import { measurements } from "../../../shared/contracts/metrics/measurements.ts";
import {
  addCounters,
  countersOf,
  noCounters,
  type WrittenCounters,
} from "../../../shared/contracts/metrics/rollup-counters.ts";
import { type Documents, put } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { newOwned } from "../../../shared/runtime/owned-document.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";

export interface SpendNoteParts {
  readonly documents: Pick<Documents, "commit">;
  readonly log: Logger | undefined;
  now(): Date;
}

/** The client that pays for a request, and the conversation it belongs to. */
export interface SpendOf {
  readonly tenantId: TenantId;
  readonly conversationId?: string;
}

/**
 * Adds one request to a client's spend: one measurement, which the collector counts once. A request that is made again is paid for
 * again. Who waits for an answer gets it even when the note cannot be stored.
 */
export async function noteSpend(
  { documents, log, now }: SpendNoteParts,
  { tenantId, conversationId }: SpendOf,
  what: { readonly kind: "call" | "embedding" | "request"; add(day: string): WrittenCounters },
): Promise<void> {
  const at = now().toISOString();
  const id = `${what.kind}-${randomUUID()}`;
  const add = addCounters(noCounters(), countersOf(what.add(at.slice(0, 10))));
  const measurement = newOwned({
    source: id,
    at,
    conversationId: conversationId ?? null,
    agent: null,
    channel: null,
    gauges: {},
    add,
    counted: false,
    recordedAt: at,
  });
  try {
    await documents.commit(tenantId, [put(measurements.collection, id, measurement)]);
  } catch (error) {
    log?.error({ err: error, tenantId, kind: what.kind }, "a vendor was paid, and the client's spend misses it");
  }
}
