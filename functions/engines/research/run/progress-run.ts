import {
  type ResearchReported,
  type ResearchSourceEnded,
  researchEvidenceStored,
  researchOverdue,
  researchReportDue,
  researchReported,
  researchSourceEnded,
} from "../../../../shared/events/lifecycle/research.ts";
import { closeJoin, type Join, withBranch } from "../../../../shared/runtime/fan-out.ts";
import { type Decision, newEvent, step } from "../../../../shared/runtime/step.ts";
import { type ResearchRun, researchRuns } from "./run.ts";

/** Takes a source's end. The last one asks for the report. */
export const joinSource = step<ResearchSourceEnded, ResearchRun>({
  name: "research-join-source",
  on: researchSourceEnded,
  publishes: [researchReportDue],
  document: researchRuns,
  documentId: ({ data }) => data.runId,
  decide(run, { data: { source, result } }, _gathered, now) {
    const join = run && withBranch(run.join, source, result);
    if (!join) return undefined;
    const cancel = join.pending.length === 0 ? [`research-overdue-${run.id}`] : [];
    return { ...afterJoin(run, join, now), cancel };
  },
});

/** A source that has not ended by now counts as failed. */
export const closeOverdueRun = step<{ readonly runId: string }, ResearchRun>({
  name: "research-close-overdue",
  on: researchOverdue,
  publishes: [researchReportDue],
  document: researchRuns,
  documentId: ({ data }) => data.runId,
  decide(run, _event, _gathered, now) {
    const join = run && closeJoin(run.join, "source-overdue", "The source did not end in time.");
    return join && afterJoin(run, join, now);
  },
});

/** The report is written again with what a person found out. While sources collect, the last one asks for it anyway. */
export const addEvidence = step<{ readonly runId: string }, ResearchRun>({
  name: "research-add-evidence",
  on: researchEvidenceStored,
  publishes: [researchReportDue],
  document: researchRuns,
  documentId: ({ data }) => data.runId,
  decide(run, _event, _gathered, now) {
    if (!run || run.join.pending.length > 0) return undefined;
    const askedRevision = run.askedRevision + 1;
    const due = newEvent(researchReportDue, run.id, { runId: run.id, revision: askedRevision });
    return { document: { ...run, askedRevision, updatedAt: now.toISOString() }, publish: [due] };
  },
});

/** The newest report is written. A run that somebody cancelled stays cancelled, with the report of what it had. */
export const recordReport = step<ResearchReported, ResearchRun>({
  name: "research-record-report",
  on: researchReported,
  document: researchRuns,
  documentId: ({ data }) => data.runId,
  decide(run, { data: { revision, facts } }, _gathered, now) {
    if (!run || revision <= run.revision) return undefined;
    const status = run.status === "reporting" ? "completed" : run.status;
    return { document: { ...run, status, revision, facts, updatedAt: now.toISOString() } };
  },
});

function afterJoin(run: ResearchRun, join: Join<{ pages: number }>, now: Date): Decision<ResearchRun> {
  const after = { ...run, join, updatedAt: now.toISOString() };
  if (join.pending.length > 0) return { document: after };
  const status = run.status === "collecting" ? ("reporting" as const) : run.status;
  const askedRevision = run.askedRevision + 1;
  const due = newEvent(researchReportDue, run.id, { runId: run.id, revision: askedRevision });
  return { document: { ...after, status, askedRevision }, publish: [due] };
}
