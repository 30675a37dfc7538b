import type { CloudTasksClient } from "@google-cloud/tasks";
import type { TaskQueue } from "../events/scheduler.ts";
import { codeOf, grpcCode } from "../failures.ts";
import { type Lazy, lazy } from "../lazy.ts";
import type { LocalEndpoint } from "./local-endpoint.ts";

const path = "/tasks";
const graceMs = 5_000;

/** The queue on the stand-in. It is created when first needed and paused while this process accepts no tasks. */
export function localQueue(settings: {
  readonly queue: string;
  readonly client: Lazy<CloudTasksClient>;
  readonly endpoint: LocalEndpoint;
}): TaskQueue {
  const { queue: name, client, endpoint } = settings;
  let running = false;

  const made = lazy(async () => {
    const tasks = await client();
    try {
      await tasks.createQueue({ parent: name.slice(0, name.indexOf("/queues/")), queue: { name } });
    } catch (error) {
      if (codeOf(error) !== grpcCode.alreadyExists) throw error;
    }
    if (!running) await tasks.pauseQueue({ name });
    return tasks;
  });

  return {
    queue: name,
    moreQueues: [],
    tenantQueues: {},
    serviceAccount: undefined,
    async url() {
      await made();
      return `${await endpoint.url()}${path}`;
    },
    local: {
      async start() {
        running = true;
        endpoint.open(path);
        await (await made()).resumeQueue({ name });
      },
      async stop() {
        if (!running) return;
        running = false;
        await (await client()).pauseQueue({ name });
        await endpoint.shut(path, graceMs);
      },
    },
  };
}
