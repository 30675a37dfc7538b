import { createHash } from "node:crypto";
import type { CloudTasksClient } from "@google-cloud/tasks";
import { z } from "zod";
import type { Bus, Envelope } from "../bus.ts";
import { absent, type Collection, type Documents, put, remove, VersionConflict } from "../documents.ts";
import type { PlatformLog } from "../embedded/log.ts";
import type { PlatformDoor } from "../platform.ts";
import type { Scheduler } from "../scheduler.ts";
import { platformScope } from "../tenant.ts";
import type { CallerCheck } from "./caller-identity.ts";
import { codeOf, grpcCode } from "./failures.ts";
import { readJson, sendResponse } from "./http.ts";
import type { Lazy } from "./lazy.ts";
import { WireEnvelope } from "./wire.ts";

/** Cloud Tasks takes a time up to 30 days ahead (cloud.google.com/tasks/docs/quotas); a later task is armed again. */
export const longestDelayMs = 29 * 24 * 3_600_000;
/** Cloud Tasks may run a task a moment early by this clock. */
const earlyMs = 60_000;
const maxTaskIdLength = 500;

/** What a task posts. */
export const TaskBody = z.object({
  name: z.string(),
  at: z.iso.datetime(),
  /** How many tasks this event has waited in, this one included. */
  arm: z.number().int().positive(),
  envelope: WireEnvelope,
});
export type TaskBody = z.infer<typeof TaskBody>;

/** Which task an event waits in that was armed again, for `cancel`. */
export const armedTasks: Collection<{ readonly arm: number }> = {
  name: "armed-tasks",
  schema: z.object({ arm: z.number() }),
  indexes: [],
  confidential: false,
};

export interface TaskQueue {
  /** `projects/…/locations/…/queues/…`. */
  readonly queue: string;
  /** The queues of tenants that have their own, by tenant. */
  readonly tenantQueues: Readonly<Record<string, string>>;
  /** Where tasks are posted: this platform's task door. */
  readonly url: () => Promise<string>;
  /** Signs the posts; undefined where nobody checks: the stand-in. */
  readonly serviceAccount: string | undefined;
  /** Holds back and lets go the whole queue; in production it always runs. */
  readonly local?: { start(): Promise<void>; stop(): Promise<void> };
}

export interface TasksScheduler extends Scheduler {
  readonly door: PlatformDoor;
  /**
   * For an event of a backup: schedules it also where its name was used, unless it waits still. A name that Cloud Tasks
   * keeps from a task that is gone is passed by as an event is that is armed again: under the name's next number.
   */
  scheduleAgain(task: Parameters<Scheduler["schedule"]>[0]): Promise<void>;
}

/**
 * Named tasks of one queue, each of which posts an event to the task door, which publishes it. Cloud Tasks keeps used
 * names for hours (a day at most), and runs a task at least once: the event's id tells a second from a first.
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
  const horizonMs = settings.horizonMs ?? longestDelayMs;

  const queueOf = ({ tenantId }: Envelope) => tasks.tenantQueues[tenantId] ?? tasks.queue;

  async function create(body: TaskBody): Promise<"scheduled" | "exists"> {
    const queue = queueOf(body.envelope);
    const atMs = Math.min(Date.parse(body.at), now() + horizonMs);
    const url = await tasks.url();
    const { serviceAccount } = tasks;
    const task = {
      name: `${queue}/tasks/${taskId(body.name, body.arm)}`,
      scheduleTime: { seconds: Math.floor(atMs / 1000), nanos: (((atMs % 1000) + 1000) % 1000) * 1_000_000 },
      httpRequest: {
        url,
        httpMethod: "POST" as const,
        headers: { "Content-Type": "application/json" },
        body: Buffer.from(JSON.stringify(body)).toString("base64"),
        ...(serviceAccount ? { oidcToken: { serviceAccountEmail: serviceAccount, audience: url } } : {}),
      },
    };
    try {
      await (await client()).createTask({ parent: queue, task });
      return "scheduled";
    } catch (error) {
      if (codeOf(error) === grpcCode.alreadyExists) return "exists";
      throw explained(error, queue);
    }
  }

  function explained(cause: unknown, queue: string): unknown {
    // Cloud Tasks answers so for a queue that is missing, and for one that was disabled.
    if (codeOf(cause) !== grpcCode.notFound && codeOf(cause) !== grpcCode.failedPrecondition) return cause;
    return new Error(`The queue ${queue} takes no tasks: apply terraform, or resume the queue.`, { cause });
  }

  /** A name does not tell whose event it is, so the tenants' own queues are asked where the common one has none. */
  async function removeTask(name: string, arm: number): Promise<boolean> {
    const id = taskId(name, arm);
    if (await removeFrom(tasks.queue, id)) return true;
    const others = Object.values(tasks.tenantQueues).map((queue) => removeFrom(queue, id));
    return (await Promise.all(others)).includes(true);
  }

  async function removeFrom(queue: string, id: string): Promise<boolean> {
    try {
      await (await client()).deleteTask({ name: `${queue}/tasks/${id}` });
      return true;
    } catch (error) {
      if (codeOf(error) === grpcCode.notFound) return false;
      throw explained(error, queue);
    }
  }

  const armed = (name: string) => documents.get(platformScope, armedTasks, taskId(name, 1));

  async function noteArm({ name, at, arm }: TaskBody, ifVersion: string): Promise<void> {
    const expiresAt = new Date(Date.parse(at) + 24 * 3_600_000);
    await documents.commit(platformScope, [put(armedTasks, taskId(name, 1), { arm }, { ifVersion, expiresAt })]);
  }

  /**
   * Lets the event wait in a next task. A cancellation at any moment is noticed by one side or the other: this writes
   * down the next task before it looks whether the present one is still there, and looks again once it has made it;
   * `cancel` deletes the present one before it reads what is written down, and that before it deletes the next.
   */
  async function armAgain(body: TaskBody): Promise<void> {
    const { name, arm } = body;
    const known = await armed(name);
    if (arm > 1 && !known) return; // cancelled
    if (!known || known.data.arm <= arm) await noteArm({ ...body, arm: arm + 1 }, known?.version ?? absent);
    if (!(await isThere(body))) return void (await cancel(name));
    await create({ ...body, arm: arm + 1 }); // "exists" when a crash came after it
    if (!(await armed(name))) await removeTask(name, arm + 1);
  }

  async function isThere({ name, arm, envelope }: TaskBody): Promise<boolean> {
    try {
      await (await client()).getTask({ name: `${queueOf(envelope)}/tasks/${taskId(name, arm)}` });
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
      if (error instanceof VersionConflict) return (await cancel(name)) || first; // armed again meanwhile
      throw error;
    }
    return (await removeTask(name, known.data.arm)) || first;
  }

  return {
    async schedule({ name, at, envelope }) {
      if (!/^[\w-]{1,500}$/.test(name))
        throw new Error(`"${name}" cannot name a task: use 1 to 500 letters, digits, - and _.`);
      if (Number.isNaN(at.getTime())) throw new Error(`The task ${name} has no valid time.`);
      if (at.getTime() > now() + horizonMs && (await armed(name))) return "exists";
      return create({ name, at: at.toISOString(), arm: 1, envelope });
    },

    async scheduleAgain({ name, at, envelope }) {
      for (;;) {
        const known = await armed(name);
        const body = { name, at: at.toISOString(), arm: known?.data.arm ?? 1, envelope };
        if ((await create(body)) === "scheduled" || (await isThere(body))) return;
        await noteArm({ ...body, arm: body.arm + 1 }, known?.version ?? absent);
      }
    },

    cancel,
    start: async () => tasks.local?.start(),
    stop: async () => tasks.local?.stop(),

    /** Publishes what has come due. Cloud Tasks repeats everything that is not answered with 2xx. */
    async door(request, response) {
      if (settings.isExpected && !(await settings.isExpected(request))) return sendResponse(response, 401);
      const body = TaskBody.safeParse(await readJson(request));
      if (!body.success) {
        settings.log.error({}, "a task bears no event of this platform");
        return sendResponse(response, 400);
      }
      if (Date.parse(body.data.at) > now() + Math.min(earlyMs, horizonMs)) await armAgain(body.data);
      else await settings.bus.publish([body.data.envelope as Envelope]);
      sendResponse(response, 204);
    },
  };
}

/**
 * A hash goes first because tasks whose names begin alike are slow to make and to run (cloud.google.com/tasks/docs,
 * on task names).
 */
function taskId(name: string, arm: number): string {
  const hash = createHash("sha256").update(name).digest("hex");
  const suffix = arm === 1 ? "" : `--${arm}`;
  const id = `${hash.slice(0, 8)}-${name}${suffix}`;
  return id.length <= maxTaskIdLength ? id : `${hash}${suffix}`;
}
