import { z } from "zod";
import { absent, type Collection, type Documents, put, type Stored } from "../../documents.ts";
import { platformScope } from "../../tenant.ts";
import { unlessConflict } from "../../version-conflicts.ts";
import { TaskBody } from "./task-body.ts";

/** An ended event is known in every region as long as Cloud Tasks reserves its name in one: a day at most. */
const keptMs = 24 * 3_600_000;
/** A lost region may come back this long after an event of it was due, and the event is still taken over. */
const recoverableMs = 30 * keptMs;
const pageSize = 100;

const ScheduledEvent = z.object({
  /** The region whose queue holds the task; null once the event was published or cancelled. */
  region: z.string().nullable(),
  task: TaskBody.nullable(),
});
type ScheduledEvent = z.infer<typeof ScheduledEvent>;

/**
 * What waits in Cloud Tasks, because a region is lost with its queues. The event is stored as in the queue: sealed. It
 * is deleted once it is due, so what it holds of a customer goes with it as it goes from the queue.
 */
export const scheduledEvents: Collection<ScheduledEvent> = {
  name: "scheduled-events",
  schema: ScheduledEvent,
  indexes: [["region"]],
  confidential: false,
  personal: "nothing",
};

/** The records of scheduled events of a product in several regions, by the id of their first task. */
export function scheduledEventRecords(documents: Documents, now: () => number) {
  const expiry = (at: string) => new Date(Math.max(Date.parse(at), now()) + recoverableMs);
  const write = (id: string, data: ScheduledEvent, expiresAt: Date, ifVersion: string) =>
    documents.commit(platformScope, [put(scheduledEvents, id, data, { ifVersion, expiresAt })]);

  const find = (id: string) => documents.get(platformScope, scheduledEvents, id);

  return {
    find,

    /** False when the event is known already. */
    add: (id: string, region: string, task: TaskBody): Promise<boolean> =>
      unlessConflict(write(id, { region, task }, expiry(task.at), absent)),

    /** False when somebody else changed the record meanwhile. */
    move: (record: Stored<ScheduledEvent>, region: string, task: TaskBody): Promise<boolean> =>
      unlessConflict(write(record.id, { region, task }, expiry(task.at), record.version)),

    /** Records an event of a backup, whatever was known of its name. */
    replace: (id: string, region: string, task: TaskBody) =>
      documents.commit(platformScope, [put(scheduledEvents, id, { region, task }, { expiresAt: expiry(task.at) })]),

    /** Notes that the event was published or cancelled. False when that was known, or the event is unknown. */
    async end(id: string): Promise<boolean> {
      for (;;) {
        const record = await find(id);
        if (!record || record.data.region === null) return false;
        const ended = write(id, { region: null, task: null }, new Date(now() + keptMs), record.version);
        if (await unlessConflict(ended)) return true;
      }
    },

    /** A page of the events that wait in a region's queue. */
    async waitingIn(region: string): Promise<readonly Stored<ScheduledEvent>[]> {
      const where = [["region", "==", region]] as const;
      return (await documents.query(platformScope, scheduledEvents, { where, limit: pageSize })).items;
    },
  };
}
export type ScheduledEventRecords = ReturnType<typeof scheduledEventRecords>;
