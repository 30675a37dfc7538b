import { type Instances, recording } from "../../app/instances.ts";

/** What runs because of the time. Each is a function, beside the steps and the endpoints. */
export const scheduledFunctions = {
  /** Takes the events that the scheduler's queue posts when they are due. */
  scheduledEvent: {
    name: "scheduled-event",
    instances: { ...recording, maxInstances: 20 } satisfies Instances,
    queue: { name: "scheduled-events", maxDispatchesPerSecond: 500, maxConcurrentDispatches: 1000 },
  },
  /** Looks after outboxes, one sweep at a time. */
  sweep: {
    name: "sweep",
    instances: { ...recording, concurrency: 1, maxInstances: 2, timeoutSeconds: 300 } satisfies Instances,
    /** As cron writes it: every minute. */
    schedule: "* * * * *",
  },
} as const;
