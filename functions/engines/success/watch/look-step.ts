import { activeConfigsOf } from "../../../../shared/config/active-configs.ts";
import type { ConfigVersions } from "../../../../shared/config/versions.ts";
import { readDays } from "../../../../shared/contracts/rollups.ts";
import { successLookDue, successQuarterEnded, successTaskTold } from "../../../../shared/events/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { wallClock } from "../../../../shared/time/wall-clock.ts";
import { changesOf } from "../changes.ts";
import { dayBefore } from "../kpis.ts";
import { quarterOf } from "../reviews/quarter.ts";
import { type Seen, tellTasks } from "../tasks/playbooks.ts";
import { type SuccessTask, successTasks } from "../tasks/task.ts";
import { nextLook } from "./next-look.ts";
import { readDemands } from "./read-demands.ts";
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
}

interface Dependencies {
  readonly documents: Documents;
  readonly configs: Pick<ConfigVersions, "pointers" | "parsed">;
}

/** Looks at a client's figures once a day, tells what the playbooks find, and plans the next look. */
export function lookStep({ documents, configs }: Dependencies) {
  return step<typeof successLookDue.schema._output, SuccessWatch, Looked | undefined>({
    name: "success-look",
    on: successLookDue,
    publishes: [successTaskTold, successQuarterEnded],
    schedules: [successLookDue],
    document: successWatches,
    documentId: () => watchId,
    async gather(watch, { tenantId, data: { round } }, { now }) {
      if (watch?.status !== "watching" || watch.round !== round) return undefined;
      const [config] = await activeConfigsOf(configs, tenantId);
      const zone = config?.timezone ?? "UTC";
      const day = dayBefore(wallClock(now, zone).date, 1);
      const [days, demands, tasks] = await Promise.all([
        readDays(documents, tenantId, { from: dayBefore(day, patienceDays), until: day }),
        readDemands(documents, tenantId, now),
        openTasks(documents, tenantId),
      ]);
      const seen = { day, at: now.toISOString(), changes: changesOf(days, day), demands, tasks };
      return { zone, day, seen, hasTraffic: days.some(({ counters }) => counters.conversations.begun > 0) };
    },
    decide(watch, { tenantId }, looked, now) {
      if (!watch || !looked) return undefined;
      const { zone, day, seen, hasTraffic } = looked;
      if (!hasTraffic) return { document: { ...watch, status: "stopped" } };
      const look = nextLook(watch.round, now, zone);
      const told = tellTasks(seen).map((each) => {
        const taskId = deriveId("success-task", tenantId, each.cause, each.period);
        return newEvent(successTaskTold, taskId, { taskId, ...each });
      });
      return {
        document: { ...watch, day, nextAt: look.at.toISOString() },
        // A day that was looked at, as after a clock that went back, is not told again.
        publish: watch.day !== null && watch.day >= day ? [] : [...told, ...endedQuarter(day)],
        schedule: [look],
      };
    },
  });
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
