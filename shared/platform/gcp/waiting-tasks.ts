import type { CloudTasksClient } from "@google-cloud/tasks";
import type { Positioned, TaskRecord, TenantSnapshot } from "../recovery.ts";
import type { TenantId } from "../tenant.ts";
import { codeOf, grpcCode } from "./failures.ts";
import type { Lazy } from "./lazy.ts";
import { TaskBody, type TaskQueue } from "./scheduler.ts";

/** The most that Cloud Tasks lists at once (cloud.google.com/tasks/docs/reference/rpc, ListTasksRequest). */
const listedAtOnce = 1_000;
/** In the place of a document's scope in a position; no tenant is called so. */
const queuePlace = "tasks";

/** Events of one tenant that wait in Cloud Tasks. Their data passes as it lies there: sealed. */
export interface WaitingTasks {
  /** One queue holds every tenant's, so all of it is read. Needs the permissions to list tasks and to see them in full. */
  of(tenantId: TenantId): AsyncIterable<WaitingTask>;
  remove(task: Pick<WaitingTask, "resource">): Promise<void>;
}

interface WaitingTask {
  /** `projects/…/queues/…/tasks/…`. */
  readonly resource: string;
  readonly createdAtMs: number;
  readonly body: TaskBody;
}

export function waitingTasks(settings: {
  readonly client: Lazy<CloudTasksClient>;
  readonly tasks: Pick<TaskQueue, "queue" | "tenantQueues">;
}): WaitingTasks {
  const { client, tasks } = settings;

  async function* inQueue(queue: string, tenantId: TenantId): AsyncGenerator<WaitingTask> {
    const request = { parent: queue, responseView: "FULL", pageSize: listedAtOnce } as const;
    try {
      for await (const { name, createTime, httpRequest } of (await client()).listTasksAsync(request)) {
        const body = bodyIn(httpRequest?.body);
        if (!name || body?.envelope.tenantId !== tenantId) continue;
        yield { resource: name, createdAtMs: Number(createTime?.seconds ?? 0) * 1000, body };
      }
    } catch (error) {
      if (codeOf(error) !== grpcCode.notFound) throw error; // a queue that was never made holds nothing
    }
  }

  return {
    async *of(tenantId) {
      // Before a tenant had a queue of its own, its events went to the common one.
      const own = tasks.tenantQueues[tenantId];
      for (const queue of own === undefined ? [tasks.queue] : [tasks.queue, own]) yield* inQueue(queue, tenantId);
    },
    async remove({ resource }) {
      try {
        await (await client()).deleteTask({ name: resource });
      } catch (error) {
        if (codeOf(error) !== grpcCode.notFound) throw error; // it has just been delivered
      }
    },
  };
}

/**
 * A snapshot with the scheduled events of its instant that still wait when this is called: Cloud Tasks keeps no history.
 * They come after all other records, in order of name.
 */
export async function withWaitingTasks(
  snapshot: TenantSnapshot,
  { tenantId, waiting, now }: { readonly tenantId: TenantId; readonly waiting: WaitingTasks; now(): number },
): Promise<TenantSnapshot> {
  const records: TaskRecord[] = [];
  for await (const { body, createdAtMs } of waiting.of(tenantId)) {
    // A task that was armed again is younger than its event.
    if (body.arm === 1 && createdAtMs > snapshot.at.getTime()) continue;
    const { name, at, envelope } = body;
    records.push({ type: "task", name, fireAtMs: Date.parse(at), envelope: JSON.stringify(envelope) });
  }
  records.sort((a, b) => (a.name < b.name ? -1 : 1));
  const listedAt = new Date(now()).toISOString();

  async function* tasksAfter(name: string): AsyncGenerator<Positioned> {
    for (const record of records)
      if (record.name > name) yield { position: JSON.stringify([queuePlace, "", record.name]), record };
  }

  return {
    ...snapshot,
    gaps: [
      ...snapshot.gaps,
      `The scheduled events in this backup are those that still waited at ${listedAt}: Cloud Tasks does not tell which it delivered between the backup's instant and then.`,
    ],
    async *records(after) {
      const [place, , name] = after === undefined ? [] : (JSON.parse(after) as string[]);
      if (place !== queuePlace) yield* snapshot.records(after);
      yield* tasksAfter(place === queuePlace ? (name ?? "") : "");
    },
  };
}

/** The client gives bytes; undefined where they are no event of this platform. */
function bodyIn(bytes: Uint8Array | string | null | undefined): TaskBody | undefined {
  if (!bytes) return undefined;
  const text = typeof bytes === "string" ? Buffer.from(bytes, "base64").toString() : Buffer.from(bytes).toString();
  try {
    return TaskBody.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
