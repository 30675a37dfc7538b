import type { TenantId } from "../../../shared/platform/tenant.ts";
import { withDeadline } from "../../../shared/runtime/failures/deadline.ts";
import { RetryableError, TerminalError } from "../../../shared/runtime/failures/errors.ts";
import type { Capability } from "../../../shared/schema/capability.ts";
import type { IntegrationCheck } from "./integration-check.ts";
import { type ProbeDependencies, probeOf } from "./probe.ts";

const maxMessageCharacters = 500;
const limitMs = 15_000;

/** Tests one integration now. A service that refuses or does not answer is an outcome, not an error. */
export async function checkIntegration(check: {
  readonly tenantId: TenantId;
  readonly integration: Capability;
  /** The names of the secrets that it needs. */
  readonly secrets: readonly string[];
  readonly deps: ProbeDependencies;
  readonly now: () => Date;
}): Promise<Omit<IntegrationCheck, "okAt">> {
  const { tenantId, integration, secrets, deps, now } = check;
  const startedAt = performance.now();
  const outcome = (status: IntegrationCheck["status"], failure?: { code: string; message: string }) => ({
    name: integration.name,
    status,
    code: failure?.code ?? null,
    message: failure?.message.slice(0, maxMessageCharacters) ?? null,
    durationMs: Math.round(performance.now() - startedAt),
    at: now().toISOString(),
  });
  try {
    await Promise.all(secrets.map((name) => deps.secret(tenantId, name)));
    const probe = probeOf(integration, deps);
    if (!probe) return outcome("unchecked");
    await withDeadline(limitMs, new AbortController().signal, (signal) => probe({ tenantId, signal }));
    return outcome("ok");
  } catch (error) {
    if (error instanceof TerminalError || error instanceof RetryableError) return outcome("failed", error);
    throw error;
  }
}
