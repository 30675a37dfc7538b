import type { CloudTasksClient } from "@google-cloud/tasks";
import { z } from "zod";
import type { Bus, Envelope } from "../../bus.ts";
import { absent, type Collection, type Documents, put, remove, VersionConflict } from "../../documents.ts";
import type { PlatformLog } from "../../embedded/log.ts";
import type { PlatformEndpoint } from "../../platform.ts";
import type { Scheduler } from "../../scheduler.ts";
import { platformScope } from "../../tenant.ts";
import type { CallerCheck } from "../caller-identity.ts";
import { codeOf, grpcCode } from "../failures.ts";
import { readJson, sendResponse } from "../http.ts";
import type { Lazy } from "../lazy.ts";
import { type Queues, queueOf, queuesOfName } from "./queues.ts";
import type { ScheduledEventRecords } from "./scheduled-events.ts";
import { TaskBody, taskId } from "./task-body.ts";

/** Cloud Tasks accepts times up to 30 days ahead (cloud.google.com/tasks/docs/quotas). A later task is re-armed. */
export const maxDelayMs = 29 * 24 * 3_600_000;
/** Cloud Tasks may run a task slightly early by this clock. */
const earlyMs = 60_000;

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

/** The queues of a product in several regions. A queue is lost with its region, so documents record what it holds. */
export interface RegionalQueues {
  readonly records: ScheduledEventRecords;
  readonly regions: readonly string[];
  /** The region whose queue takes new tasks. */
  home(): Promise<string>;
  queueIn(region: string): TaskQueue;
}

export interface TasksScheduler extends Scheduler {
  readonly endpoint: PlatformEndpoint;
  /** Notes that an event's task was removed from its queue. */
  forget(name: string): Promise<void>;
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
  /** Undefined where the product runs in one region: `tasks` is its queue. */
  readonly regional: RegionalQueues | undefined;
  readonly documents: Documents;
  readonly bus: Pick<Bus, "publish">;
  readonly isExpected: CallerCheck | undefined;
  readonly log: PlatformLog;
  readonly now: () => number;
  readonly horizonMs?: number;
}): TasksScheduler {
  const { client, regional, documents, now } = settings;
  const horizonMs = settings.horizonMs ?? maxDelayMs;

  const queuesIn = (region: string | undefined) =>
    regional && region !== undefined ? regional.queueIn(region) : settings.tasks;
  const home = async () => queuesIn(await regional?.home());

  /** In the queue of the body's region. */
  async function create(body: TaskBody): Promise<"scheduled" | "exists"> {
    const tasks = queuesIn(body.region);
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
    const [likeliest, ...others] = queuesOfName(await home(), name);
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
    const next = { ...body, arm: arm + 1 };
    await create(next); // "exists" when a crash followed an earlier run
    const record = await regional?.records.find(taskId(name, 1));
    if (record?.data.region && body.region) await regional?.records.move(record, body.region, next);
    if (!(await armed(name))) await removeTask(name, arm + 1);
  }

  async function taskExists({ name, arm, region }: TaskBody): Promise<boolean> {
    for (const queue of queuesOfName(queuesIn(region), name)) if (await isIn(queue, taskId(name, arm))) return true;
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
    // A task in another region's queue cannot be deleted while that region is down. The record makes it do nothing.
    const ended = await regional?.records.end(taskId(name, 1));
    const first = (await removeTask(name, 1)) || ended === true;
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

  /** Schedules in the home region, and records it before, so that a crash in between is repaired by repeating this. */
  async function createRecorded(task: Omit<TaskBody, "region">, { records, home }: RegionalQueues) {
    const id = taskId(task.name, 1);
    const region = await home();
    const body = { ...task, region };
    const isNew = await records.add(id, region, body);
    if (!isNew && (await records.find(id))?.data.region !== region) return "exists"; // ended, or about to be taken over
    const outcome = await create(body);
    // Only an earlier revision, which kept no records, can have used the name of a new event.
    if (isNew && outcome === "exists" && !(await taskExists(body))) await records.end(id);
    return outcome;
  }

  /** Moves what another region's queue holds to the home region's. A task that is posted by both is published once. */
  async function takeOver({ records, regions, home }: RegionalQueues): Promise<number> {
    const to = await home();
    let taken = 0;
    for (const region of regions.filter((each) => each !== to)) {
      let page: Awaited<ReturnType<typeof records.waitingIn>>;
      do {
        page = await records.waitingIn(region);
        const moved = await Promise.all(
          page.map(async (record) => {
            const body = { ...(record.data.task as TaskBody), region: to };
            await create(body); // "exists" when a crash followed an earlier run
            return records.move(record, to, body);
          }),
        );
        taken += moved.filter(Boolean).length;
      } while (page.length > 0);
    }
    if (taken > 0) settings.log.warn({ taken, to }, "scheduled events of another region were taken over");
    return taken;
  }

  return {
    async schedule({ name, at, envelope }) {
      if (!/^[\w-]{1,500}$/.test(name))
        throw new Error(`"${name}" is not a valid task name. Use 1 to 500 letters, digits, - and _.`);
      if (Number.isNaN(at.getTime())) throw new Error(`The task ${name} has no valid time.`);
      if (at.getTime() > now() + horizonMs && (await armed(name))) return "exists";
      const task = { name, at: at.toISOString(), arm: 1, envelope };
      return regional ? createRecorded(task, regional) : create(task);
    },

    async scheduleAgain({ name, at, envelope }) {
      for (;;) {
        const known = await armed(name);
        const region = await regional?.home();
        const task = { name, at: at.toISOString(), arm: known?.data.arm ?? 1, envelope };
        const body = region === undefined ? task : { ...task, region };
        if (region !== undefined) await regional?.records.replace(taskId(name, 1), region, body);
        if ((await create(body)) === "scheduled" || (await taskExists(body))) return;
        await recordArm({ ...body, arm: body.arm + 1 }, known?.version ?? absent);
      }
    },

    cancel,
    takeOver: async () => (regional ? takeOver(regional) : 0),
    forget: async (name) => void (await regional?.records.end(taskId(name, 1))),
    start: async () => settings.tasks.local?.start(),
    stop: async () => settings.tasks.local?.stop(),

    /** Publishes due events. Cloud Tasks retries every answer other than 2xx. */
    async endpoint(request, response) {
      if (settings.isExpected && !(await settings.isExpected(request))) return sendResponse(response, 401);
      const body = TaskBody.safeParse(await readJson(request));
      if (!body.success) {
        settings.log.error({}, "a task contains no valid event");
        return sendResponse(response, 400);
      }
      const id = taskId(body.data.name, 1);
      const record = await regional?.records.find(id);
      if (record?.data.region === null) return sendResponse(response, 204);
      // Another region takes it over, or has done so. Retried until it is published there, or here.
      if (record && body.data.region !== undefined && record.data.region !== body.data.region)
        return sendResponse(response, 503);
      if (Date.parse(body.data.at) > now() + Math.min(earlyMs, horizonMs)) await rearm(body.data);
      else {
        await settings.bus.publish([body.data.envelope as Envelope]);
        await regional?.records.end(id); // a crash before this line publishes it twice under one id, never zero times
      }
      sendResponse(response, 204);
    },
  };
}

function traceHeader({ trace }: Envelope): Record<string, string> {
  return trace === undefined ? {} : { traceparent: trace };
}
