import { AsyncLocalStorage } from "node:async_hooks";
import type { TenantId } from "../../platform/tenant.ts";
import { TerminalError } from "../failures/errors.ts";

/**
 * A sandbox tenant is a demo's. Its data is invented, and nothing that it does reaches anybody outside. The id alone says
 * what it is, so that no document and no setting can make one of them real.
 */
export const sandboxPrefix = "sandbox-";

export function isSandboxTenant(tenantId: string): boolean {
  return tenantId.startsWith(sandboxPrefix);
}

const acting = new AsyncLocalStorage<TenantId>();

/** Runs work of a tenant. The runner does so for every step, and the API for every operation. */
export function onBehalfOf<T>(tenantId: TenantId, run: () => T): T {
  return acting.run(tenantId, run);
}

/** The tenant whose work this is. Undefined: work of no tenant. */
export function actingTenant(): TenantId | undefined {
  return acting.getStore();
}

/** What tells a caller that a sandbox tenant's call was not made. */
export const sandboxRefusal = "sandbox-tenant";

/** `fetch` for the servers of tenants and of their providers. @throws TerminalError `sandbox-tenant` in a demo. */
export const outsideFetch: typeof fetch = async (input, init) => {
  const tenantId = actingTenant();
  if (tenantId !== undefined && isSandboxTenant(tenantId))
    throw new TerminalError(sandboxRefusal, "This is a demo with invented data. Nothing outside is called.");
  return fetch(input, init);
};
