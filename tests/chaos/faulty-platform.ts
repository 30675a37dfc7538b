import { VersionConflict, type Write } from "../../shared/platform/documents.ts";
import type { Platform } from "../../shared/platform/platform.ts";

/** The platform calls that can be made to fail. */
export const portCalls = ["get", "query", "commit", "publish", "schedule", "cancel"] as const;
export type PortCall = (typeof portCalls)[number];

/**
 * The outcome of one call. `before`: nothing was done. `after`: it was done, and the caller gets an error. `midway`:
 * part was done (for a publish, the first half of its events); for any other call, like `after`. `repeated`: it was
 * done, the answer was lost, and Google's client retried on its own. Preconditions that held the first time no longer
 * hold.
 */
export interface Fault {
  readonly status: keyof typeof statusCodes;
  readonly when: "before" | "after" | "midway" | "repeated";
}

/** google.rpc.Code, as in Google's clients. */
export const statusCodes = {
  deadlineExceeded: 4,
  resourceExhausted: 8,
  aborted: 10,
  unavailable: 14,
} as const;

/** Returns each call's fault in turn. Undefined lets the call through. */
export type FaultPlan = (call: PortCall) => Fault | undefined;

/** An error as Google's clients throw it: with its status code beside the message. */
export function googleError(status: keyof typeof statusCodes): Error & { readonly code: number } {
  return Object.assign(new Error(`${status}, injected`), { code: statusCodes[status] });
}

/**
 * A platform whose calls fail like Google's, according to the plan. Only its callers see the faults. Deliveries and due
 * tasks come unchanged from the wrapped platform.
 */
export function faultyPlatform(platform: Platform, plan: FaultPlan): Platform {
  const { documents, bus, scheduler } = platform;

  async function through<R>(
    call: PortCall,
    act: () => Promise<R>,
    given: { readonly half?: () => Promise<unknown>; readonly failure?: (fault: Fault) => Error } = {},
  ): Promise<R> {
    const fault = plan(call);
    if (!fault) return act();
    if (fault.when === "midway" && given.half) await given.half();
    else if (fault.when !== "before") await act();
    if (fault.when === "repeated") return act();
    throw given.failure?.(fault) ?? googleError(fault.status);
  }

  return {
    ...platform,
    documents: {
      ids: documents.ids,
      watch: documents.watch,
      get: (tenantId, collection, id) => through("get", () => documents.get(tenantId, collection, id)),
      query: (tenantId, collection, query) => through("query", () => documents.query(tenantId, collection, query)),
      commit: (tenantId, writes) =>
        through("commit", () => documents.commit(tenantId, writes), {
          failure: ({ status }) => commitFailure(status, writes),
        }),
      overdue: (collection, field, until, limit) =>
        through("query", () => documents.overdue(collection, field, until, limit)),
      close: () => documents.close(),
    },
    bus: {
      ...bus,
      publish: (envelopes) =>
        through("publish", () => bus.publish(envelopes), {
          half: () => bus.publish(envelopes.slice(0, Math.floor(envelopes.length / 2))),
        }),
    },
    scheduler: {
      ...scheduler,
      schedule: (task) => through("schedule", () => scheduler.schedule(task)),
      cancel: (name) => through("cancel", () => scheduler.cancel(name)),
    },
    close: (graceMs) => platform.close(graceMs),
  };
}

/** The port reports contention on documents that were read as a conflict. */
function commitFailure(status: Fault["status"], writes: readonly Write[]): Error {
  const conditional = writes.some(({ ifVersion }) => ifVersion !== undefined);
  return status === "aborted" && conditional ? new VersionConflict("contention, injected") : googleError(status);
}

/**
 * Lets calls through. After an outage is requested, every call fails with UNAVAILABLE for the given number of calls.
 */
export function outage(calls: number): FaultPlan {
  let left = calls;
  return () => {
    left -= 1;
    return left >= 0 ? { status: "unavailable", when: "before" } : undefined;
  };
}

/** Applies each fault to the next call of its kind, in order. Calls without a remaining fault go through. */
export function inOrder(faults: readonly (Fault & { readonly call: PortCall; readonly skip: number })[]): FaultPlan {
  const queues = new Map<PortCall, (Fault | undefined)[]>();
  for (const { call, skip, ...fault } of faults)
    queues.set(call, [...(queues.get(call) ?? []), ...Array.from({ length: skip }, () => undefined), fault]);
  return (call) => queues.get(call)?.shift();
}
