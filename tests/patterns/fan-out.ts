import { z } from "zod";
import { eventType } from "../../shared/events/index.ts";
import {
  branchResultSchema,
  closeJoin,
  type Join,
  joinSchema,
  openJoin,
  runBranch,
  withBranch,
} from "../../shared/runtime/fan-out.ts";
import { ownedDocument } from "../../shared/runtime/owned-document.ts";
import { tenantId } from "../../shared/runtime/runner-fixture.ts";
import { type AnyStep, type Decision, newEvent, type StepContext, step } from "../../shared/runtime/step.ts";

/** The pattern of docs/patterns/fan-out.md as an engine implements it: a run queries several sources concurrently. */

const runRequested = eventType("run-requested", z.object({ runId: z.string(), sources: z.array(z.string()) }));
const sourceRequested = eventType("source-requested", z.object({ runId: z.string(), source: z.string() }));
const sourceCollected = eventType(
  "source-collected",
  z.object({ runId: z.string(), source: z.string(), result: branchResultSchema(z.string()) }),
);
const runOverdue = eventType("run-overdue", z.object({ runId: z.string() }));
const runJoined = eventType(
  "run-joined",
  z.object({ runId: z.string(), failed: z.array(z.string()), found: z.array(z.string()) }),
);

const Run = z.object({ join: joinSchema(z.string()) });
type Run = z.infer<typeof Run>;
export const runs = ownedDocument<Run>({
  name: "runs",
  state: Run,
  indexes: [],
  confidential: false,
  personal: "nothing",
});

const Branch = z.object({ result: branchResultSchema(z.string()) });
type Branch = z.infer<typeof Branch>;
export const branches = ownedDocument<Branch>({
  name: "branches",
  state: Branch,
  indexes: [],
  confidential: false,
  personal: "nothing",
});

const Joined = z.object({ times: z.number(), failed: z.array(z.string()), found: z.array(z.string()) });
type Joined = z.infer<typeof Joined>;
export const reports = ownedDocument<Joined>({
  name: "reports",
  state: Joined,
  indexes: [],
  confidential: false,
  personal: "nothing",
});

/** Attempts of a branch, fewer than those of the bus. */
const branchTries = 40;
const retry = { minBackoffMs: 1, maxBackoffMs: 5, maxAttempts: 100 };

/** Queries one source. */
export type Collect = (runId: string, source: string, ctx: StepContext) => Promise<string>;

export function fanOutSteps(collect: Collect, overdueAfterMs: number): readonly AnyStep[] {
  const startRun = step<z.infer<typeof runRequested.schema>, Run>({
    name: "start-run",
    on: runRequested,
    publishes: [sourceRequested],
    schedules: [runOverdue],
    document: runs,
    documentId: ({ data }) => data.runId,
    retry,
    decide(before, { data: { runId, sources } }, _gathered, now) {
      if (before) return undefined;
      return {
        document: { join: openJoin<string>(sources) },
        // Each branch has its own key, because events of one key are processed in sequence.
        publish: sources.map((source) => newEvent(sourceRequested, `${runId}.${source}`, { runId, source })),
        schedule: [
          {
            ...newEvent(runOverdue, runId, { runId }),
            name: `run-overdue-${runId}`,
            at: new Date(now.getTime() + overdueAfterMs),
          },
        ],
      };
    },
  });

  const collectSource = step<z.infer<typeof sourceRequested.schema>, Branch, Branch["result"]>({
    name: "collect-source",
    on: sourceRequested,
    publishes: [sourceCollected],
    // Each branch has its own document, because gathers of one document take turns.
    document: branches,
    documentId: ({ data: { runId, source } }) => `${runId}.${source}`,
    retry,
    gather: (_before, { data: { runId, source } }, ctx) =>
      runBranch(ctx, branchTries, () => collect(runId, source, ctx)),
    decide: (_before, { data: { runId, source } }, result) => ({
      document: { result },
      publish: [newEvent(sourceCollected, runId, { runId, source, result })],
    }),
  });

  const joinSources = step<z.infer<typeof sourceCollected.schema>, Run>({
    name: "join-sources",
    on: sourceCollected,
    publishes: [runJoined],
    document: runs,
    documentId: ({ data }) => data.runId,
    retry,
    decide(run, { data: { runId, source, result } }) {
      const join = run && withBranch(run.join, source, result);
      return join && { ...decideJoin(runId, join), cancel: join.pending.length === 0 ? [`run-overdue-${runId}`] : [] };
    },
  });

  const closeRun = step<z.infer<typeof runOverdue.schema>, Run>({
    name: "close-run",
    on: runOverdue,
    publishes: [runJoined],
    document: runs,
    documentId: ({ data }) => data.runId,
    retry,
    decide(run, { data: { runId } }) {
      const join = run && closeJoin(run.join, "overdue", "The source did not respond in time.");
      return join && decideJoin(runId, join);
    },
  });

  /** The step after the join. It counts its invocations. */
  const report = step<z.infer<typeof runJoined.schema>, Joined>({
    name: "report-run",
    on: runJoined,
    document: reports,
    documentId: ({ data }) => data.runId,
    retry,
    decide: (before, { data: { failed, found } }) => ({ document: { times: (before?.times ?? 0) + 1, failed, found } }),
  });

  return [startRun, collectSource, joinSources, closeRun, report] as unknown as readonly AnyStep[];
}

/** Stores the run's join, and publishes the result after the last branch. */
function decideJoin(runId: string, join: Join<string>): Decision<Run> {
  if (join.pending.length > 0) return { document: { join } };
  const results = Object.entries(join.results).sort(([a], [b]) => (a < b ? -1 : 1));
  const failed = results.flatMap(([source, { status }]) => (status === "failed" ? [source] : []));
  const found = results.flatMap(([, result]) => (result.status === "completed" ? [result.result] : []));
  return { document: { join }, publish: [newEvent(runJoined, runId, { runId, failed, found })] };
}

/** The event that requests a run. Another `id` requests it again. */
export function request(runId: string, sources: readonly string[], id = `request-${runId}`) {
  const occurredAt = "2026-01-01T00:00:00.000Z";
  const data = { runId, sources: [...sources] };
  return { id, type: runRequested.type, tenantId, key: runId, causationId: null, occurredAt, data };
}
