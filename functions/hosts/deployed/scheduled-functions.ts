import { type Instances, recording } from "../../app/instances.ts";

/** Functions that run at a time, beside the steps and the endpoints. */
export const scheduledFunctions = {
  /** Receives the due events that the scheduler's queue posts. */
  scheduledEvent: {
    name: "scheduled-event",
    instances: { ...recording, maxInstances: 20 } satisfies Instances,
    queue: { name: "scheduled-events", maxDispatchesPerSecond: 500, maxConcurrentDispatches: 1000 },
  },
  /** Relays overdue outboxes, one sweep at a time. */
  sweep: {
    name: "sweep",
    instances: {
      ...recording,
      concurrency: 1,
      maxInstances: 2,
      timeoutSeconds: 300,
      callsTenants: true,
      roles: [...recording.roles, "secrets"],
    } satisfies Instances,
    /** In cron syntax: every minute. */
    schedule: "* * * * *",
  },
} as const;
