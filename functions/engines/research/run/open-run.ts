import {
  type ResearchRequested,
  researchOverdue,
  researchPartDue,
  researchRequested,
  researchStarted,
} from "../../../../shared/events/lifecycle/research.ts";
import { absent, type Documents, put } from "../../../../shared/platform/documents.ts";
import { openJoin } from "../../../../shared/runtime/fan-out.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import type { Source } from "../sources/source.ts";
import { newRun, type ResearchRun, researchRuns } from "./run.ts";
import { subjectKey, subjectLocks } from "./subject-lock.ts";

/** Longer than any source takes, with its retries. */
const overdueAfterMs = 15 * 60_000;

interface Lock {
  readonly version: string;
  readonly isBusy: boolean;
}

/**
 * Begins a run: one branch for each source that knows something of the business. Decides nothing while another run of the
 * same business collects.
 */
export function openRunStep({
  documents,
  sources,
}: {
  readonly documents: Pick<Documents, "get">;
  readonly sources: readonly Pick<Source, "kind" | "applies">[];
}) {
  return step<ResearchRequested, ResearchRun, Lock>({
    name: "research-open",
    on: researchRequested,
    publishes: [researchStarted, researchPartDue],
    schedules: [researchOverdue],
    document: researchRuns,
    documentId: ({ data }) => data.runId,
    async gather(_run, { tenantId, data }) {
      const lock = await documents.get(tenantId, subjectLocks, subjectKey(data.subject));
      const holder = lock && (await documents.get(tenantId, researchRuns.collection, lock.data.runId));
      return { version: lock?.version ?? absent, isBusy: holder?.data.state.status === "collecting" };
    },
    decide(run, { data }, { version, isBusy }, now) {
      if (run !== undefined || isBusy) return undefined;
      const { runId, type, subject, by } = data;
      const kinds = sources.filter((source) => source.applies(subject)).map(({ kind }) => kind);
      const at = now.toISOString();
      const lock = put(subjectLocks, subjectKey(subject), { runId, at }, { ifVersion: version });
      return {
        document: newRun(data, { sources: kinds, join: openJoin(kinds), at }),
        writes: [lock],
        publish: [
          newEvent(researchStarted, runId, { runId, type, subject, by }),
          // Each source has its own key, because events of one key wait for each other.
          ...kinds.map((source) => newEvent(researchPartDue, `${runId}.${source}`, { runId, source, round: 0 })),
        ],
        schedule: [
          {
            ...newEvent(researchOverdue, runId, { runId }),
            name: `research-overdue-${runId}`,
            at: new Date(now.getTime() + overdueAfterMs),
          },
        ],
      };
    },
  });
}
