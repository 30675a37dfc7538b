import { LRUCache } from "lru-cache";
import { z } from "zod";
import { absent, type Collection, type Documents, put } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { unlessConflict } from "../../platform/version-conflicts.ts";
import type { Logger } from "../../telemetry/log.ts";
import {
  allow,
  currentWindow,
  type HeldWindow,
  isExhausted,
  lease,
  mayAllow,
  onCredit,
  type Quota,
  remaining,
  SharedWindow,
} from "./quota-window.ts";

const LeasedQuotas = z.object({ windows: z.record(z.string(), SharedWindow) });
type LeasedQuotas = z.infer<typeof LeasedQuotas>;

/** What a tenant's instances have leased, by what is counted. The next window overwrites it. */
export const leasedQuotas: Collection<LeasedQuotas> = {
  name: "leased-quotas",
  schema: LeasedQuotas,
  indexes: [],
  confidential: false,
  // Numbers and times.
  personal: "nothing",
};

/** After this many conflicts in a row an instance goes on without a lease and records its calls at the next one. */
const leaseAttempts = 8;
const maxTenants = 10_000;

export interface QuotaState {
  readonly quota: Quota;
  readonly remaining: number;
  readonly resetMs: number;
}

export interface Count {
  readonly allowed: boolean;
  /** Of the quota that refuses the call, otherwise of the one with the fewest calls left. */
  readonly state: QuotaState;
}

export interface TenantLimiter {
  /** Counts one call against these quotas of the tenant, one at least. */
  count(tenantId: TenantId, quotas: readonly Quota[]): Promise<Count>;
}

type Windows = Readonly<Record<string, HeldWindow>>;

/** A tenant's windows in this process, and the lease that is under way. */
interface Meter {
  windows: Windows;
  waiting: number;
  leasing: Promise<void> | undefined;
}

/**
 * Holds a tenant's quotas over all instances that share `documents`. An instance leases calls from a document of the
 * tenant and then counts in memory. A lease is one read and one write. Calls that nobody used when the window ends are
 * lost, so fewer than the limit may be allowed; docs/api.md has the figures.
 */
export function tenantLimiter(options: {
  readonly documents: Documents;
  /** What is counted. Limiters with other names count separately. */
  readonly name: string;
  /** The most instances that a deployment has. */
  readonly instances: number;
  readonly log: Logger;
  readonly now: () => Date;
}): TenantLimiter {
  const { documents, instances, name, log } = options;
  const meters = new LRUCache<TenantId, Meter>({ max: maxTenants });

  return {
    async count(tenantId, quotas) {
      const meter = meters.get(tenantId) ?? { windows: {}, waiting: 0, leasing: undefined };
      meters.set(tenantId, meter);
      for (;;) {
        const nowMs = options.now().getTime();
        update(meter, quotas, (quota) => currentWindow(meter.windows[quota.name], quota, nowMs));
        const lacking = quotas.filter((quota) => !mayAllow(windowOf(meter, quota), quota, instances));
        if (lacking.length === 0) {
          update(meter, quotas, (quota) => allow(windowOf(meter, quota)));
          return { allowed: true, state: fewestLeft(quotas.map((quota) => stateOf(meter, quota, nowMs))) };
        }
        const exhausted = lacking.find((quota) => isExhausted(windowOf(meter, quota), quota));
        if (exhausted) return { allowed: false, state: stateOf(meter, exhausted, nowMs) };
        await joinLease(tenantId, meter, lacking);
      }
    },
  };

  /** One lease at a time for a tenant. It leases enough for all callers that wait for it when it is recorded. */
  async function joinLease(tenantId: TenantId, meter: Meter, lacking: readonly Quota[]): Promise<void> {
    meter.waiting += 1;
    meter.leasing ??= leaseMore(tenantId, meter, lacking).finally(() => {
      meter.leasing = undefined;
    });
    try {
      await meter.leasing;
    } finally {
      meter.waiting -= 1;
    }
  }

  async function leaseMore(tenantId: TenantId, meter: Meter, lacking: readonly Quota[]): Promise<void> {
    try {
      for (let attempt = 1; attempt <= leaseAttempts; attempt += 1)
        if (await tryLease(tenantId, meter, lacking)) return;
      log.debug({ tenant: tenantId, counted: name }, "leases conflict, counting without one");
    } catch (error) {
      // The limit still holds for each instance, and a database that is away stops more than this.
      log.warn({ err: error, tenant: tenantId, counted: name }, "no lease of calls, counting without one");
    }
    update(meter, lacking, (quota) => onCredit(windowOf(meter, quota), quota, meter.waiting));
  }

  /** False after a conflict: another instance has leased in between. */
  async function tryLease(tenantId: TenantId, meter: Meter, lacking: readonly Quota[]): Promise<boolean> {
    const stored = await documents.get(tenantId, leasedQuotas, name);
    const leases = lacking.map((quota) => ({
      quota,
      ...lease(stored?.data.windows[quota.name], windowOf(meter, quota), { quota, waiting: meter.waiting }),
    }));
    // A window with nothing left is not written, so refused calls cost no writes.
    if (leases.some(({ granted }) => granted > 0)) {
      const leased = Object.fromEntries(leases.map(({ quota, shared }) => [quota.name, shared]));
      const data = { ...stored?.data, windows: { ...stored?.data.windows, ...leased } };
      const write = put(leasedQuotas, name, data, { ifVersion: stored?.version ?? absent });
      if (!(await unlessConflict(documents.commit(tenantId, [write])))) return false;
    }
    // Nothing is allowed from a window that waits for a lease. One that has ended in the meantime stays ended.
    const current = leases.filter(({ quota, held }) => windowOf(meter, quota).startedAtMs === held.startedAtMs);
    meter.windows = { ...meter.windows, ...Object.fromEntries(current.map(({ quota, held }) => [quota.name, held])) };
    return true;
  }
}

function update(meter: Meter, quotas: readonly Quota[], next: (quota: Quota) => HeldWindow): void {
  meter.windows = { ...meter.windows, ...Object.fromEntries(quotas.map((quota) => [quota.name, next(quota)])) };
}

function windowOf(meter: Meter, quota: Quota): HeldWindow {
  const held = meter.windows[quota.name];
  if (held === undefined) throw new Error(`There is no window of ${quota.name}`);
  return held;
}

function stateOf(meter: Meter, quota: Quota, nowMs: number): QuotaState {
  const held = windowOf(meter, quota);
  return { quota, remaining: remaining(held, quota), resetMs: held.startedAtMs + quota.windowMs - nowMs };
}

export function fewestLeft(states: readonly QuotaState[]): QuotaState {
  return states.reduce((fewest, state) => (state.remaining <= fewest.remaining ? state : fewest));
}
