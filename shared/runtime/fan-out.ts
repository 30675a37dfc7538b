import { z } from "zod";
import { TerminalError } from "./failures/errors.ts";
import type { StepContext } from "./step.ts";

/** The outcome of one branch of a fan-out (docs/patterns/fan-out.md). */
export type BranchResult<R> =
  | { readonly status: "completed"; readonly result: R }
  /** `code` is stable. `reason` says what happened and may be shown to an operator. */
  | { readonly status: "failed"; readonly code: string; readonly reason: string };

/** The pending branches of a run and the outcomes of the others. The run's document holds this value. */
export interface Join<R> {
  readonly pending: readonly string[];
  readonly results: Readonly<Record<string, BranchResult<R>>>;
}

export function branchResultSchema<R>(result: z.ZodType<R>): z.ZodType<BranchResult<R>> {
  return z.discriminatedUnion("status", [
    z.object({ status: z.literal("completed"), result }),
    z.object({ status: z.literal("failed"), code: z.string(), reason: z.string() }),
  ]) as unknown as z.ZodType<BranchResult<R>>;
}

export function joinSchema<R>(result: z.ZodType<R>): z.ZodType<Join<R>> {
  return z.object({
    pending: z.array(z.string()),
    results: z.record(z.string(), branchResultSchema(result)),
  });
}

/** A join of branches by name. There is at least one branch, and names are unique. */
export function openJoin<R>(branches: readonly string[]): Join<R> {
  const pending = [...new Set(branches)];
  if (pending.length === 0 || pending.length < branches.length)
    throw new Error("A join needs at least one branch and no duplicates.");
  return { pending, results: {} };
}

/**
 * The join with a branch's result. Undefined if the branch is not pending: its result came before, or the join was
 * closed without it. The join ends when nothing is pending, so exactly one decision ends it.
 */
export function withBranch<R>(join: Join<R>, branch: string, result: BranchResult<R>): Join<R> | undefined {
  if (!join.pending.includes(branch)) return undefined;
  return {
    pending: join.pending.filter((each) => each !== branch),
    results: { ...join.results, [branch]: result },
  };
}

/** The join, ended now: every pending branch fails with `code`. Undefined if it has already ended. */
export function closeJoin<R>(join: Join<R>, code: string, reason: string): Join<R> | undefined {
  if (join.pending.length === 0) return undefined;
  const failed = join.pending.map((branch) => [branch, { status: "failed" as const, code, reason }] as const);
  return { pending: [], results: { ...join.results, ...Object.fromEntries(failed) } };
}

/**
 * Runs a branch's work within its step's `gather`. A `TerminalError`, or any error of the last of `tries`, becomes a
 * failed result. A branch that became a dead letter would leave the join waiting. Other errors are thrown, and the bus
 * retries. `tries` is at most the `maxAttempts` of the step's retry policy.
 */
export async function runBranch<R>(
  ctx: Pick<StepContext, "attempt" | "log">,
  tries: number,
  work: () => Promise<R>,
): Promise<BranchResult<R>> {
  try {
    return { status: "completed", result: await work() };
  } catch (error) {
    const terminal = error instanceof TerminalError;
    if (!terminal && ctx.attempt < tries) throw error;
    ctx.log.error({ err: error, attempt: ctx.attempt }, "a branch failed for good");
    if (terminal) return { status: "failed", code: error.code, reason: error.message };
    return { status: "failed", code: "branch-failed", reason: `It failed ${tries} times.` };
  }
}
