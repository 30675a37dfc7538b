import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudTasksClient } from "@google-cloud/tasks";
import { credentials } from "@grpc/grpc-js";
import { type CloudTasksStandIn, startCloudTasks } from "../../../emulators/cloud-tasks.ts";
import { skipMetadataServer } from "../../../shared/environment.ts";
import type { Envelope } from "../../../shared/platform/bus.ts";
import { silentLog } from "../../../shared/platform/embedded/log.ts";
import { openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import { tasksScheduler } from "../../../shared/platform/gcp/events/scheduler.ts";
import { lazy } from "../../../shared/platform/gcp/lazy.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import { envelope, newTenant, unique, until } from "../open-platform.ts";

/** Cloud Tasks accepts at most 30 days; 300 ms represent them here. */
describe("delays beyond the limit of Cloud Tasks", () => {
  const horizonMs = 300;
  const parent = "projects/demo/locations/asia-south1";
  const [common, own] = [`${parent}/queues/common`, `${parent}/queues/own`];
  const more = [2, 3].map((number) => `${parent}/queues/common-${number}`);
  const dataDir = mkdtempSync(join(tmpdir(), "gcp-scheduler-"));
  let standIn: CloudTasksStandIn;
  let client: CloudTasksClient;
  let platform: Platform;
  let server: Server;
  let scheduler: ReturnType<typeof tasksScheduler>;
  let published: Envelope[];
  let posts: number;
  /** The header of each post. */
  let traces: (string | string[] | undefined)[];
  /** How far the scheduler's clock is ahead. */
  let aheadMs: number;
  /**
   * At the beginning of this post the clock moves past what is scheduled, so that it falls due however busy the machine is.
   * In the middle of one, the next task would be armed by the old clock and the new one.
   */
  let duePost: number | undefined;

  /** A process that was started with these queues beside the first. */
  function schedulerWith(moreQueues: readonly string[], limitMs = horizonMs) {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    return tasksScheduler({
      client: lazy(async () => client),
      tasks: {
        queue: common,
        moreQueues,
        tenantQueues: { isolated: own },
        url: async () => url,
        serviceAccount: undefined,
      },
      regional: undefined,
      documents: platform.documents,
      bus: {
        async publish(events) {
          published.push(...events);
        },
      },
      isExpected: undefined,
      log: silentLog,
      now: () => Date.now() + aheadMs,
      horizonMs: limitMs,
    });
  }

  beforeAll(async () => {
    skipMetadataServer();
    standIn = await startCloudTasks({ port: 0 });
    const [apiEndpoint = "", port] = standIn.address.split(":");
    const sslCreds = credentials.createInsecure();
    client = new CloudTasksClient({ projectId: "demo", apiEndpoint, port: Number(port), sslCreds });
    platform = openEmbedded({ dataDir });
    server = createServer((request, response) => {
      posts += 1;
      if (posts === duePost) aheadMs = 120_000;
      traces.push(request.headers.traceparent);
      // As the functions framework does: Cloud Tasks posts again after a fault, such as a conflict with the post before.
      scheduler.endpoint(request, response).catch(() => response.writeHead(500).end());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    for (const name of [common, own, ...more]) await client.createQueue({ parent, queue: { name } });
    scheduler = schedulerWith(more);
  });
  afterAll(async () => {
    await client.close();
    await standIn.close();
    server.closeAllConnections();
    server.close();
    await platform.close(1_000);
    rmSync(dataDir, { recursive: true });
  });
  beforeEach(() => {
    published = [];
    posts = 0;
    traces = [];
    aheadMs = 0;
    duePost = undefined;
  });

  const later = (ms: number, name = unique("task"), tenantId = newTenant()) => ({
    name,
    at: new Date(Date.now() + ms),
    envelope: envelope({ type: "reminder", tenantId }),
  });

  test("keep the event's trace in the task's header and in the event, however often they are re-armed", async () => {
    const trace = "00-6a0b1c2d3e4f5061728394a5b6c7d8e9-00f067aa0ba902b7-01";
    const task = later(60_000);
    duePost = 3;
    await scheduler.schedule({ ...task, envelope: { ...task.envelope, trace } });
    await until("it is published", () => published.length === 1);
    expect(published[0]?.trace).toBe(trace);
    expect(new Set(traces)).toEqual(new Set([trace]));
  });

  test("are re-armed until they are due, and published once", async () => {
    const task = later(60_000);
    duePost = 3;
    expect(await scheduler.schedule(task)).toBe("scheduled");
    await until("it was published", () => published.length > 0);
    expect(published[0]).toEqual(task.envelope);
    await new Promise((resolve) => setTimeout(resolve, horizonMs * 2));
    expect(published).toHaveLength(1);
  });

  test("can be cancelled once while they wait for the second time", async () => {
    const task = later(60_000);
    await scheduler.schedule(task);
    await until("it is armed again", () => posts >= 1);
    expect(await scheduler.cancel(task.name)).toBe(true);
    expect(await scheduler.cancel(task.name)).toBe(false);
    aheadMs = 120_000;
    await new Promise((resolve) => setTimeout(resolve, horizonMs * 3));
    expect(published).toEqual([]);
  });

  test("keep their name while they wait", async () => {
    const task = later(60_000);
    await scheduler.schedule(task);
    expect(await scheduler.schedule(task)).toBe("exists");
    await until("it was armed again", () => posts >= 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await scheduler.schedule(task)).toBe("exists");
    await scheduler.cancel(task.name);
  });

  test("a tenant's own queue receives its tasks, which are cancelled by name alone", async () => {
    const task = later(200_000, unique("task"), "isolated" as ReturnType<typeof newTenant>);
    await scheduler.schedule(task);
    expect((await client.listTasks({ parent: `${parent}/queues/own` }))[0]).toHaveLength(1);
    expect(await scheduler.cancel(task.name)).toBe(true);
    expect((await client.listTasks({ parent: `${parent}/queues/own` }))[0]).toHaveLength(0);
  });

  const waitingIn = async (queue: string) => {
    const [tasks] = await client.listTasks({ parent: queue });
    return tasks.map(({ name = "" }) => name?.slice(name.lastIndexOf("/") + 1) ?? "");
  };

  test("several queues share the tasks, and each is cancelled by its name", async () => {
    const waiting = async () => (await Promise.all([common, ...more].map(waitingIn))).flat();
    await until("what tests before left is gone", async () => (await waiting()).length === 0);
    // None is re-armed meanwhile: for a moment such a task stands twice in the lists.
    const patient = schedulerWith(more, 400_000);
    const tasks = Array.from({ length: 30 }, () => later(200_000));
    for (const task of tasks) expect(await patient.schedule(task)).toBe("scheduled");
    const counts = await Promise.all([common, ...more].map(async (queue) => (await waitingIn(queue)).length));
    expect(counts.filter((count) => count > 0)).toHaveLength(3);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(30);
    for (const task of tasks) expect(await patient.cancel(task.name)).toBe(true);
    expect(await waiting()).toEqual([]);
  });

  test("what was scheduled before queues were added is cancelled, and re-armed until it is due", async () => {
    const before = schedulerWith([]);
    const patient = schedulerWith([], 400_000);
    const cancelled = Array.from({ length: 10 }, () => later(200_000));
    const due = Array.from({ length: 10 }, () => later(900));
    for (const task of cancelled) await patient.schedule(task);
    for (const task of due) await before.schedule(task);
    for (const task of cancelled) expect(await scheduler.cancel(task.name)).toBe(true);
    await until("all that is due was published", () => published.length >= due.length);
    expect(published.map((event) => event.id).sort()).toEqual(due.map((task) => task.envelope.id).sort());
  });
});
