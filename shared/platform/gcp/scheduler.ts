import { createHash } from "node:crypto";
import type { CloudTasksClient } from "@google-cloud/tasks";
import { z } from "zod";
import type { Bus, Envelope } from "../bus.ts";
import { absent, type Collection, type Documents, put, remove, VersionConflict } from "../documents.ts";
import type { PlatformLog } from "../embedded/log.ts";
import type { PlatformEndpoint } from "../platform.ts";
import type { Scheduler } from "../scheduler.ts";
import { platformScope } from "../tenant.ts";
import type { CallerCheck } from "./caller-identity.ts";
import { codeOf, grpcCode } from "./failures.ts";
import { readJson, sendResponse } from "./http.ts";
import type { Lazy } from "./lazy.ts";
import { type Queues, queueOf, queuesOfName } from "./queues.ts";
import { WireEnvelope } from "./wire.ts";

/** Cloud Tasks accepts times up to 30 days ahead (cloud.google.com/tasks/docs/quotas). A later task is re-armed. */
export const maxDelayMs = 29 * 24 * 3_600_000;
/** Cloud Tasks may run a task slightly early by this clock. */
const earlyMs = 60_000;
const maxTaskIdLength = 500;

/** The body that a task posts. */
export const TaskBody = z.object({
  name: z.string(),
  at: z.iso.datetime(),
  /** The number of tasks this event has used, this one included. */
  arm: z.number().int().positive(),
  envelope: WireEnvelope,
});
export type TaskBody = z.infer<typeof TaskBody>;

/** The current task of a re-armed event, for `cancel`. */
export const armedTasks: Collection<{ readonly arm: number }> = {
  name: "armed-tasks",
  schema: z.object({ arm: z.number() }),
  indexes: [],
  confidential: false,
  // A number.
  personal: "nothing",
};

export interface TaskQueue extends Queues {
  /** The URL that tasks post to: this platform's task endpoint. */
  readonly url: () => Promise<string>;
  /** Signs the posts; undefined with the stand-in, which does not sign. */
  readonly serviceAccount: string | undefined;
  /** Pauses and resumes the whole queue. Absent in production, where the queue always runs. */
  readonly local?: { start(): Promise<void>; stop(): Promise<void> };
}

export interface TasksScheduler extends Scheduler {
  readonly endpoint: PlatformEndpoint;
  /**
   * Schedules an event of a backup, even if its name was used, unless it still waits. Cloud Tasks reserves the names of
   * past tasks. Such a name is skipped as for a re-armed event: the next number is used.
   */
  scheduleAgain(task: Parameters<Scheduler["schedule"]>[0]): Promise<void>;
}

/**
 * Named tasks in queues. Each posts an event to the task endpoint, which publishes it. Cloud Tasks reserves used
 * names for hours (a day at most) and runs a task at least once. The event's id identifies a duplicate.
 */
export function tasksScheduler(settings: {
  readonly client: Lazy<CloudTasksClient>;
  readonly tasks: TaskQueue;
  readonly documents: Documents;
  readonly bus: Pick<Bus, "publish">;
  readonly isExpected: CallerCheck | undefined;
  readonly log: PlatformLog;
  readonly now: () => number;
  readonly horizonMs?: number;
}): TasksScheduler {
  const { client, tasks, documents, now } = settings;
  const horizonMs = settings.horizonMs ?? maxDelayMs;

  async function create(body: TaskBody): Promise<"scheduled" | "exists"> {
    const queue = queueOf(tasks, { name: body.name, tenantId: body.envelope.tenantId });
    const atMs = Math.min(Date.parse(body.at), now() + horizonMs);
    const url = await tasks.url();
    const { serviceAccount } = tasks;
    const task = {
      name: `${queue}/tasks/${taskId(body.name, body.arm)}`,
      scheduleTime: { seconds: Math.floor(atMs / 1000), nanos: (((atMs % 1000) + 1000) % 1000) * 1_000_000 },
      httpRequest: {
        url,
        httpMethod: "POST" as const,
        // Cloud Run's log of the request names the trace then.
        headers: { "Content-Type": "application/json", ...traceHeader(body.envelope) },
        body: Buffer.from(JSON.stringify(body)).toString("base64"),
        ...(serviceAccount ? { oidcToken: { serviceAccountEmail: serviceAccount, audience: url } } : {}),
      },
    };
    try {
      await (await client()).createTask({ parent: queue, task });
      return "scheduled";
    } catch (error) {
      if (codeOf(error) === grpcCode.alreadyExists) return "exists";
      throw withRemedy(error, queue);
    }
  }

  function withRemedy(cause: unknown, queue: string): unknown {
    // Cloud Tasks returns these for a missing or a disabled queue.
    if (codeOf(cause) !== grpcCode.notFound && codeOf(cause) !== grpcCode.failedPrecondition) return cause;
    return new Error(`The queue ${queue} accepts no tasks. Apply terraform, or resume the queue.`, { cause });
  }

  async function removeTask(name: string, arm: number): Promise<boolean> {
    const id = taskId(name, arm);
    const [likeliest, ...others] = queuesOfName(tasks, name);
    if (await removeFrom(likeliest, id)) return true;
    return (await Promise.all(others.map((queue) => removeFrom(queue, id)))).includes(true);
  }

  async function removeFrom(queue: string, id: string): Promise<boolean> {
    try {
      await (await client()).deleteTask({ name: `${queue}/tasks/${id}` });
      return true;
    } catch (error) {
      if (codeOf(error) === grpcCode.notFound) return false;
      throw withRemedy(error, queue);
    }
  }

  const armed = (name: string) => documents.get(platformScope, armedTasks, taskId(name, 1));

  async function recordArm({ name, at, arm }: TaskBody, ifVersion: string): Promise<void> {
    const expiresAt = new Date(Date.parse(at) + 24 * 3_600_000);
    await documents.commit(platformScope, [put(armedTasks, taskId(name, 1), { arm }, { ifVersion, expiresAt })]);
  }

  /**
   * Moves the event to a next task. A concurrent cancellation is always noticed by one side. This function records the
   * next task before it checks whether the present one still exists, and checks again after creating the next. `cancel`
   * deletes the present task before it reads the record, and reads the record before it deletes the next task.
   */
  async function rearm(body: TaskBody): Promise<void> {
    const { name, arm } = body;
    const known = await armed(name);
    if (arm > 1 && !known) return; // cancelled
    if (!known || known.data.arm <= arm) await recordArm({ ...body, arm: arm + 1 }, known?.version ?? absent);
    if (!(await taskExists(body))) return void (await cancel(name));
    await create({ ...body, arm: arm + 1 }); // "exists" when a crash followed an earlier run
    if (!(await armed(name))) await removeTask(name, arm + 1);
  }

  async function taskExists({ name, arm }: TaskBody): Promise<boolean> {
    for (const queue of queuesOfName(tasks, name)) if (await isIn(queue, taskId(name, arm))) return true;
    return false;
  }

  async function isIn(queue: string, id: string): Promise<boolean> {
    try {
      await (await client()).getTask({ name: `${queue}/tasks/${id}` });
      return true;
    } catch (error) {
      if (codeOf(error) === grpcCode.notFound) return false;
      throw error;
    }
  }

  async function cancel(name: string): Promise<boolean> {
    const first = await removeTask(name, 1);
    const known = await armed(name);
    if (!known) return first;
    try {
      const ifVersion = known.version;
      await documents.commit(platformScope, [remove(armedTasks, taskId(name, 1), { ifVersion })]);
    } catch (error) {
      if (error instanceof VersionConflict) return (await cancel(name)) || first; // re-armed meanwhile
      throw error;
    }
    return (await removeTask(name, known.data.arm)) || first;
  }

  return {
    async schedule({ name, at, envelope }) {
      if (!/^[\w-]{1,500}$/.test(name))
        throw new Error(`"${name}" is not a valid task name. Use 1 to 500 letters, digits, - and _.`);
      if (Number.isNaN(at.getTime())) throw new Error(`The task ${name} has no valid time.`);
      if (at.getTime() > now() + horizonMs && (await armed(name))) return "exists";
      return create({ name, at: at.toISOString(), arm: 1, envelope });
    },

    async scheduleAgain({ name, at, envelope }) {
      for (;;) {
        const known = await armed(name);
        const body = { name, at: at.toISOString(), arm: known?.data.arm ?? 1, envelope };
        if ((await create(body)) === "scheduled" || (await taskExists(body))) return;
        await recordArm({ ...body, arm: body.arm + 1 }, known?.version ?? absent);
      }
    },

    cancel,
    start: async () => tasks.local?.start(),
    stop: async () => tasks.local?.stop(),

    /** Publishes due events. Cloud Tasks retries every answer other than 2xx. */
    async endpoint(request, response) {
      if (settings.isExpected && !(await settings.isExpected(request))) return sendResponse(response, 401);
      const body = TaskBody.safeParse(await readJson(request));
      if (!body.success) {
        settings.log.error({}, "a task contains no valid event");
        return sendResponse(response, 400);
      }
      if (Date.parse(body.data.at) > now() + Math.min(earlyMs, horizonMs)) await rearm(body.data);
      else await settings.bus.publish([body.data.envelope as Envelope]);
      sendResponse(response, 204);
    },
  };
}

function traceHeader({ trace }: Envelope): Record<string, string> {
  return trace === undefined ? {} : { traceparent: trace };
}

/**
 * A hash goes first, because tasks whose names share a prefix are slow to create and run (cloud.google.com/tasks/docs,
 * on task names).
 */
function taskId(name: string, arm: number): string {
  const hash = createHash("sha256").update(name).digest("hex");
  const suffix = arm === 1 ? "" : `--${arm}`;
  const id = `${hash.slice(0, 8)}-${name}${suffix}`;
  return id.length <= maxTaskIdLength ? id : `${hash}${suffix}`;
}
