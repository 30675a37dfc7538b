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
import { scheduledEventRecords } from "../../../shared/platform/gcp/events/scheduled-events.ts";
import { type TasksScheduler, tasksScheduler } from "../../../shared/platform/gcp/events/scheduler.ts";
import { lazy } from "../../../shared/platform/gcp/lazy.ts";
import { homeCachedMs, openRegions } from "../../../shared/platform/gcp/regions.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import { envelope, newTenant, unique, until } from "../open-platform.ts";

const [north, south] = ["europe-north1", "europe-southwest1"] as const;
const dataDir = mkdtempSync(join(tmpdir(), "gcp-regions-"));
let standIn: CloudTasksStandIn;
let client: CloudTasksClient;
let platform: Platform;
let server: Server;
let published: Envelope[];
let clockMs = 0;
const instances = new Map<string, ReturnType<typeof instanceIn>>();
const parent = (region: string) => `projects/demo/locations/${region}`;
const queue = (region: string) => `${parent(region)}/queues/events`;

/** An instance of the product in one region. Its queue posts to the path of that name. */
function instanceIn(own: string, port: number) {
  const now = () => Date.now() + clockMs;
  const regions = openRegions({
    documents: platform.documents,
    location: north,
    all: [north, south],
    own,
    log: silentLog,
    now,
  });
  const queueIn = (region: string) => ({
    queue: queue(region),
    moreQueues: [],
    tenantQueues: {},
    url: async () => `http://127.0.0.1:${port}/${region}`,
    serviceAccount: undefined,
  });
  const scheduler: TasksScheduler = tasksScheduler({
    client: lazy(async () => client),
    tasks: queueIn(own),
    regional: {
      records: scheduledEventRecords(platform.documents, now),
      regions: regions.all,
      home: regions.home,
      queueIn,
    },
    documents: platform.documents,
    bus: { publish: async (events) => void published.push(...events) },
    isExpected: undefined,
    log: silentLog,
    now,
  });
  return { regions, scheduler };
}

const instance = (region: string) => {
  const found = instances.get(region);
  if (!found) throw new Error(`There is no instance in ${region}.`);
  return found;
};
const task = (ms: number, name = unique("task")) => ({
  name,
  at: new Date(Date.now() + ms),
  envelope: envelope({ type: "reminder", tenantId: newTenant() }),
});
const waiting = async (region: string) => (await client.listTasks({ parent: queue(region) }))[0].length;

beforeAll(async () => {
  skipMetadataServer();
  standIn = await startCloudTasks({ port: 0 });
  const [apiEndpoint = "", port] = standIn.address.split(":");
  client = new CloudTasksClient({
    projectId: "demo",
    apiEndpoint,
    port: Number(port),
    sslCreds: credentials.createInsecure(),
  });
  for (const region of [north, south])
    await client.createQueue({ parent: parent(region), queue: { name: queue(region) } });
  server = createServer((request, response) => {
    void instance(request.url?.slice(1) ?? "").scheduler.endpoint(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
beforeEach(async () => {
  platform = openEmbedded({ dataDir: mkdtempSync(join(dataDir, "data-")) });
  published = [];
  const { port } = server.address() as AddressInfo;
  for (const region of [north, south]) instances.set(region, instanceIn(region, port));
});
afterEach(() => platform.close(1_000));
afterAll(async () => {
  await client.close();
  await standIn.close();
  server.closeAllConnections();
  server.close();
  rmSync(dataDir, { recursive: true });
});

/** The queue of a lost region delivers nothing. */
const lose = (region: string) => client.pauseQueue({ name: queue(region) });
const recover = (region: string) => client.resumeQueue({ name: queue(region) });

test("home follows the document on every instance, and stays when a region is unknown", async () => {
  expect(await instance(south).regions.home()).toBe(north);
  await expect(instance(south).regions.move("mars-west1")).rejects.toThrow(/europe-north1, europe-southwest1/);
  expect(await instance(north).regions.move(south)).toEqual({ from: north });
  expect(await instance(south).regions.home()).toBe(north);
  clockMs += homeCachedMs;
  expect(await instance(south).regions.home()).toBe(south);
  expect(await instance(south).regions.toPublishIn()).toEqual([south, north]);
});

test("a region that failed is published in last, for half a minute", async () => {
  const { regions } = instance(south);
  expect(await regions.toPublishIn()).toEqual([north, south]);
  regions.failed(north);
  expect(await regions.toPublishIn()).toEqual([south, north]);
  clockMs += 30_000;
  expect(await regions.toPublishIn()).toEqual([north, south]);
});

test("scheduled events of a lost region are published by the new home, once, and not again when it is back", async () => {
  const soon = task(1_500);
  const due = task(500);
  await lose(north);
  for (const each of [soon, due]) expect(await instance(north).scheduler.schedule(each)).toBe("scheduled");
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(published).toEqual([]);

  await instance(south).regions.move(south);
  expect(await instance(south).scheduler.takeOver?.()).toBe(2);
  expect(await instance(south).scheduler.takeOver?.()).toBe(0);
  await until("both were published", () => published.length === 2);
  expect(published.map(({ id }) => id).sort()).toEqual([soon.envelope.id, due.envelope.id].sort());

  await recover(north);
  await until("the returning queue is empty", async () => (await waiting(north)) === 0);
  expect(published).toHaveLength(2);
});

test("an event cancelled while its region is lost is never published", async () => {
  const reminder = task(300);
  await lose(north);
  await instance(north).scheduler.schedule(reminder);
  await instance(south).regions.move(south);
  expect(await instance(south).scheduler.cancel(reminder.name)).toBe(true);
  expect(await instance(south).scheduler.cancel(reminder.name)).toBe(false);
  expect(await instance(south).scheduler.takeOver?.()).toBe(0);
  await recover(north);
  await until("the returning queue is empty", async () => (await waiting(north)) === 0);
  expect(published).toEqual([]);
});

test("a name stays used in the new home, and a crash in the middle of taking over repeats nothing", async () => {
  const reminder = task(60_000);
  await instance(north).scheduler.schedule(reminder);
  await instance(south).regions.move(south);
  // The crashed run had created the task and not yet changed the record.
  const records = scheduledEventRecords(platform.documents, Date.now);
  const [before] = await records.waitingIn(north);
  await instance(south).scheduler.takeOver?.();
  const [after] = await records.waitingIn(south);
  if (!before || !after) throw new Error("The event has no record.");
  await records.move({ ...before, version: after.version }, north, {
    ...reminder,
    at: reminder.at.toISOString(),
    arm: 1,
    region: north,
  });
  expect(await instance(south).scheduler.takeOver?.()).toBe(1);
  expect(await waiting(south)).toBe(1);
  expect(await instance(south).scheduler.schedule(reminder)).toBe("exists");
  expect(await instance(south).scheduler.cancel(reminder.name)).toBe(true);
});
