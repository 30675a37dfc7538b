import type { CloudTasksClient } from "@google-cloud/tasks";
import type { PositionedRecord, TaskRecord, TenantSnapshot } from "../../recovery.ts";
import type { TenantId } from "../../tenant.ts";
import { type Queues, queuesOfTenant } from "../events/queues.ts";
import { TaskBody } from "../events/task-body.ts";
import { codeOf, grpcCode } from "../failures.ts";
import type { Lazy } from "../lazy.ts";

/** The maximum page size of a Cloud Tasks listing (cloud.google.com/tasks/docs/reference/rpc, ListTasksRequest). */
const maxPageSize = 1_000;
/** Replaces a document's scope in a position. No tenant can have this name. */
const queuePlace = "tasks";

/** Events of one tenant that wait in Cloud Tasks. Their data is passed on as stored: sealed. */
export interface WaitingTasks {
  /**
   * Shared queues hold every tenant's tasks, so all of them are read. Requires the permissions to list tasks and to view them
   * in full.
   */
  of(tenantId: TenantId): AsyncIterable<WaitingTask>;
  remove(task: Pick<WaitingTask, "resource" | "body">): Promise<void>;
}

interface WaitingTask {
  /** `projects/…/queues/…/tasks/…`. */
  readonly resource: string;
  readonly createdAtMs: number;
  readonly body: TaskBody;
}

export function waitingTasks(settings: {
  readonly client: Lazy<CloudTasksClient>;
  /** The home region's. What a lost region's queue holds is taken over within minutes. */
  readonly queues: () => Promise<Queues>;
  /** Told of each removed event. */
  removed(name: string): Promise<void>;
}): WaitingTasks {
  const { client, queues } = settings;

  async function* inQueue(queue: string, tenantId: TenantId): AsyncGenerator<WaitingTask> {
    const request = { parent: queue, responseView: "FULL", pageSize: maxPageSize } as const;
    try {
      for await (const { name, createTime, httpRequest } of (await client()).listTasksAsync(request)) {
        const body = bodyIn(httpRequest?.body);
        if (!name || body?.envelope.tenantId !== tenantId) continue;
        yield { resource: name, createdAtMs: Number(createTime?.seconds ?? 0) * 1000, body };
      }
    } catch (error) {
      if (codeOf(error) !== grpcCode.notFound) throw error; // a queue that was never created is empty
    }
  }

  return {
    async *of(tenantId) {
      for (const queue of queuesOfTenant(await queues(), tenantId)) yield* inQueue(queue, tenantId);
    },
    async remove({ resource, body }) {
      await settings.removed(body.name);
      try {
        await (await client()).deleteTask({ name: resource });
      } catch (error) {
        if (codeOf(error) !== grpcCode.notFound) throw error; // it was just delivered
      }
    },
  };
}

/**
 * A snapshot with the scheduled events that still wait when this is called, because Cloud Tasks keeps no history. They
 * follow all other records, ordered by name.
 */
export async function withWaitingTasks(
  snapshot: TenantSnapshot,
  { tenantId, waiting, now }: { readonly tenantId: TenantId; readonly waiting: WaitingTasks; now(): number },
): Promise<TenantSnapshot> {
  const records: TaskRecord[] = [];
  for await (const { body, createdAtMs } of waiting.of(tenantId)) {
    // The task of a re-armed event is younger than the event.
    if (body.arm === 1 && createdAtMs > snapshot.at.getTime()) continue;
    const { name, at, envelope } = body;
    records.push({ type: "task", name, fireAtMs: Date.parse(at), envelope: JSON.stringify(envelope) });
  }
  records.sort((a, b) => (a.name < b.name ? -1 : 1));
  const listedAt = new Date(now()).toISOString();

  async function* tasksAfter(name: string): AsyncGenerator<PositionedRecord> {
    for (const record of records)
      if (record.name > name) yield { position: JSON.stringify([queuePlace, "", record.name]), record };
  }

  return {
    ...snapshot,
    gaps: [
      ...snapshot.gaps,
      `This backup contains the scheduled events that still waited at ${listedAt}. Cloud Tasks cannot list the events it delivered between the backup's instant and that time.`,
    ],
    async *records(after) {
      const [place, , name] = after === undefined ? [] : (JSON.parse(after) as string[]);
      if (place !== queuePlace) yield* snapshot.records(after);
      yield* tasksAfter(place === queuePlace ? (name ?? "") : "");
    },
  };
}

/** The client returns bytes. Undefined when they do not contain an event of this platform. */
function bodyIn(bytes: Uint8Array | string | null | undefined): TaskBody | undefined {
  if (!bytes) return undefined;
  const text = typeof bytes === "string" ? Buffer.from(bytes, "base64").toString() : Buffer.from(bytes).toString();
  try {
    return TaskBody.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
