import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
  type IPolicy,
  retry,
  wrap,
} from "cockatiel";
import { unlessAborted, withDeadline } from "../../runtime/failures/deadline.ts";
import { RetryableError, TerminalError } from "../../runtime/failures/errors.ts";
import type { TenantLimiter } from "../../security/limits/tenant-limiter.ts";
import type { Tool, ToolCallContext, ToolResult } from "../tool.ts";
import type { ToolLimits } from "./tool-limits.ts";

const backoff = { minMs: 200, maxMs: 2_000 };

/**
 * The tools of one entry, held to the entry's limits: rate, time, retries and circuit breaker. The breaker belongs to the
 * entry, because its tools share a service. It counts in this process; the rate counts over all instances.
 *
 * - A call over the rate, or to a broken service, throws TerminalError `tool-rate-limited` or `tool-unavailable`. Nothing
 *   was done, and its text says what the customer may be told.
 * - Only a call that surely did nothing (RetryableError) is made again.
 * - A call with side effects that takes too long throws Error, because its outcome is unknown.
 */
export function limitedTools(
  tools: readonly Tool[],
  entry: { readonly name: string; readonly limits: ToolLimits },
  limiter: (name: string) => TenantLimiter,
): readonly Tool[] {
  const { limits, name } = entry;
  const policy = policyOf(limits);
  const { rate, cost } = limits;
  const counts = rate && limiter(`tool ${name}`);

  async function execute(tool: Tool, args: Readonly<Record<string, unknown>>, call: ToolCallContext) {
    if (counts && rate) {
      const quota = { name: "calls", limit: rate.calls, windowMs: rate.seconds * 1_000 };
      const { allowed } = await counts.count(call.tenantId, [quota]);
      if (!allowed) throw new TerminalError("tool-rate-limited", notNow(tool.name, "was used too often just now"));
    }
    try {
      return (await policy.execute(() => attempt(tool, args, call, limits.timeout))) as ToolResult;
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      throw new TerminalError("tool-unavailable", notNow(tool.name, "has failed several times and is out of order"), {
        cause: error,
      });
    }
  }

  return tools.map((tool) => ({
    ...tool,
    ...(cost === undefined ? {} : { cost }),
    execute: (args, call) => execute(tool, args, call),
  }));
}

function policyOf({ retries, circuit_breaker: { failures, seconds } }: ToolLimits): IPolicy {
  const breaker = circuitBreaker(handleWhen((error) => !(error instanceof TerminalError)).orWhenResult(isBroken), {
    halfOpenAfter: seconds * 1_000,
    breaker: new ConsecutiveBreaker(failures),
  });
  if (retries === 0) return breaker;
  const retrying = retry(
    handleWhen((error) => error instanceof RetryableError && (error.retryAfterMs ?? 0) <= backoff.maxMs),
    {
      maxAttempts: retries,
      backoff: new DelegateBackoff(({ attempt: count, result }) => {
        const asked =
          "error" in result && result.error instanceof RetryableError ? result.error.retryAfterMs : undefined;
        return asked ?? Math.min(backoff.maxMs, backoff.minMs * 2 ** (count - 1));
      }),
    },
  );
  return wrap(retrying, breaker);
}

function isBroken(result: unknown): boolean {
  return typeof result === "object" && result !== null && "broke" in result && result.broke === true;
}

function attempt(
  tool: Tool,
  args: Readonly<Record<string, unknown>>,
  call: ToolCallContext,
  timeout: number | undefined,
): Promise<ToolResult> {
  if (call.signal.aborted) throw call.signal.reason;
  if (timeout === undefined) return tool.execute(args, call);
  return withDeadline(timeout * 1_000, call.signal, async (signal) => {
    try {
      return await unlessAborted(signal, () => tool.execute(args, { ...call, signal }));
    } catch (error) {
      if (!signal.aborted || call.signal.aborted || error instanceof TerminalError) throw error;
      const late = `${tool.name}: no answer within ${timeout} s`;
      if (!tool.sideEffects) throw new RetryableError("tool-timeout", `${late}.`, { cause: error });
      throw new Error(`${late}, so the outcome is unknown.`, { cause: error });
    }
  });
}

function notNow(tool: string, why: string): string {
  return `${tool} ${why}. It was not called, so nothing was done or looked up. Say so, and offer a colleague or a later time.`;
}
