import { randomBytes } from "node:crypto";
import type { DeliveryOutcome, Envelope, RetryPolicy, Subscription } from "../../shared/platform/bus.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { TenantId } from "../../shared/platform/tenant.ts";

/**
 * Opens the platform under test. Opened again after `close`, it contains the earlier data. The suites use unique
 * tenants, topics and names, so that they can share one store.
 */
export type OpenPlatform = () => Promise<Platform>;

/** Runs `body` with an open platform and always closes it. */
export async function withPlatform<T>(open: OpenPlatform, body: (platform: Platform) => Promise<T>): Promise<T> {
  const platform = await open();
  try {
    return await body(platform);
  } finally {
    await platform.close(5_000);
  }
}

export function unique(prefix: string): string {
  return `${prefix}-${randomBytes(6).toString("hex")}`;
}

export function newTenant(): TenantId {
  return TenantId.parse(unique("tenant"));
}

/** Limits only hangs: a busy machine may take ten times as long as an idle one. */
const hangLimitMs = 120_000;

/** Resolves when `condition` holds. @throws Error naming `what` after two minutes. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + hangLimitMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Timed out after ${hangLimitMs} ms: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export function envelope(event: Partial<Envelope> & Pick<Envelope, "type" | "tenantId">): Envelope {
  return {
    id: unique("event"),
    key: "key",
    causationId: null,
    occurredAt: "2026-11-22T08:00:00.000Z",
    data: {},
    ...event,
  };
}

export const quickRetry: RetryPolicy = { minBackoffMs: 10, maxBackoffMs: 40, maxAttempts: 5 };

/** A subscription that records its deliveries and returns the given outcomes. */
export function recorder(
  topic: string,
  answer: (event: Envelope, attempt: number) => DeliveryOutcome | Promise<DeliveryOutcome> = () => ({ type: "done" }),
  name = unique("subscription"),
): Subscription & { readonly seen: { readonly event: Envelope; readonly attempt: number }[] } {
  const seen: { readonly event: Envelope; readonly attempt: number }[] = [];
  return {
    seen,
    name,
    topic,
    retry: quickRetry,
    async handle({ envelope: event, attempt }) {
      seen.push({ event, attempt });
      return answer(event, attempt);
    },
  };
}
