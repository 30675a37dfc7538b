import { activeConfigsOf } from "../../../../shared/config/versions/active-configs.ts";
import type { ConfigVersions } from "../../../../shared/config/versions/versions.ts";
import { readDays } from "../../../../shared/contracts/metrics/rollups.ts";
import {
  type KnowledgeGapFound,
  knowledgeGapFound,
  successLookDue,
  successQuarterEnded,
  successTaskTold,
} from "../../../../shared/events/index.ts";
import type { Embedder } from "../../../../shared/knowledge/embedding/embedder.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { wallClock } from "../../../../shared/time/wall-clock.ts";
import { changesOf } from "../changes.ts";
import { findGaps } from "../gaps/find-gaps.ts";
import { dayBefore } from "../kpis.ts";
import { quarterOf } from "../reviews/quarter.ts";
import { type Seen, tellTasks } from "../tasks/playbooks.ts";
import { type SuccessTask, successTasks } from "../tasks/task.ts";
import { nextLook } from "./next-look.ts";
import { readToolDemands } from "./read-tool-demands.ts";
import { type SuccessWatch, successWatches, watchId } from "./watch.ts";

/** A client without any conversation for so long is looked at no longer: a quarter, and the month in which it is corrected. */
const patienceDays = 125;
const mostTasks = 100;
/** As long as the metrics count late events. */
const correctedDays = 31;

interface Looked {
  readonly zone: string;
  readonly day: string;
  readonly seen: Seen;
  readonly hasTraffic: boolean;
  readonly gaps: readonly KnowledgeGapFound[];
}

interface Dependencies {
  readonly documents: Documents;
  readonly configs: Pick<ConfigVersions, "pointers" | "parsed">;
  /** Null: words alone decide which questions are alike. */
  embedder(): Promise<Embedder | null>;
}

/** Looks at a client's figures once a day, tells what the playbooks find, and plans the next look. */
export function lookStep({ documents, configs, embedder }: Dependencies) {
  return step<typeof successLookDue.schema._output, SuccessWatch, Looked | undefined>({
    name: "success-look",
    on: successLookDue,
    publishes: [successTaskTold, successQuarterEnded, knowledgeGapFound],
    schedules: [successLookDue],
    document: successWatches,
    documentId: () => watchId,
    async gather(watch, { tenantId, data: { round } }, { now, log, signal }) {
      if (watch?.status !== "watching" || watch.round !== round) return undefined;
      const [config] = await activeConfigsOf(configs, tenantId);
      const zone = config?.timezone ?? "UTC";
      const day = dayBefore(wallClock(now, zone).date, 1);
      const [days, tools, gaps, tasks] = await Promise.all([
        readDays(documents, tenantId, { from: dayBefore(day, patienceDays), until: day }),
        readToolDemands(documents, tenantId, now),
        findGaps({ documents, embedder }, tenantId, { now, log, signal }),
        openTasks(documents, tenantId),
      ]);
      const demands = [...tools, ...gaps.map(demandOf)];
      const seen = { day, at: now.toISOString(), changes: changesOf(days, day), demands, tasks };
      return { zone, day, seen, gaps, hasTraffic: days.some(({ counters }) => counters.conversations.begun > 0) };
    },
    decide(watch, { tenantId }, looked, now) {
      if (!watch || !looked) return undefined;
      const { zone, day, seen, gaps, hasTraffic } = looked;
      if (!hasTraffic) return { document: { ...watch, status: "stopped" } };
      const look = nextLook(watch.round, now, zone);
      const told = tellTasks(seen).map((each) => {
        const taskId = deriveId("success-task", tenantId, each.cause, each.period);
        return newEvent(successTaskTold, taskId, { taskId, ...each });
      });
      return {
        document: { ...watch, day, nextAt: look.at.toISOString() },
        // A day that was looked at, as after a clock that went back, is not told again.
        publish: watch.day !== null && watch.day >= day ? [] : [...told, ...foundGaps(gaps), ...endedQuarter(day)],
        schedule: [look],
      };
    },
  });
}

function foundGaps(gaps: readonly KnowledgeGapFound[]) {
  return gaps.map((gap) => newEvent(knowledgeGapFound, gap.gapId, gap));
}

function demandOf({ gapId: key, question: subject, conversations, recently }: KnowledgeGapFound) {
  return { playbook: "knowledge-gap" as const, key, subject, conversations, recently };
}

/** The quarter that has ended, on each day of the month in which late events still correct its days. */
function endedQuarter(lastDay: string) {
  const today = dayBefore(lastDay, -1);
  const quarter = quarterOf(dayBefore(today, correctedDays));
  return quarter === quarterOf(today) ? [] : [newEvent(successQuarterEnded, quarter, { quarter })];
}

async function openTasks(documents: Documents, tenantId: TenantId): Promise<readonly SuccessTask[]> {
  const read = (["open", "snoozed"] as const).map((status) =>
    documents.query(tenantId, successTasks.collection, {
      where: [["state.status", "==", status]],
      orderBy: { field: "state.openedAt", direction: "desc" },
      limit: mostTasks,
    }),
  );
  return (await Promise.all(read)).flatMap(({ items }) => items.map(({ data }) => data.state));
}
