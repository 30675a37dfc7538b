import { randomBytes } from "node:crypto";
import type { DeliveryOutcome, Envelope, RetryPolicy, Subscription } from "../../shared/platform/bus.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { TenantId } from "../../shared/platform/tenant.ts";

/**
 * Opens the platform under test. Opened again after `close` it finds what it held before; the suites use tenants,
 * topics and names of their own, so that one store may serve them all.
 */
export type OpenPlatform = () => Promise<Platform>;

/** Runs `body` with an open platform, and closes it whatever happens. */
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

/** A limit for what hangs, and for nothing else: a busy machine may take ten times as long as a quiet one. */
const patienceMs = 120_000;

/** Resolves when `condition` holds. @throws Error naming `what` when it does not within two minutes. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Waited ${patienceMs} ms in vain until ${what}.`);
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

/** A subscription that records what it is given and answers as told. */
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
