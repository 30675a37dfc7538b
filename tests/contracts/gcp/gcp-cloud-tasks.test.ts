import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CloudTasksClient } from "@google-cloud/tasks";
import { credentials } from "@grpc/grpc-js";
import { type CloudTasksStandIn, startCloudTasks } from "../../../emulators/cloud-tasks.ts";
import { skipMetadataServer } from "../../../shared/environment.ts";
import { unique, until } from "../open-platform.ts";

/** Tests the stand-in with Google's own client. */
describe("the Cloud Tasks stand-in", () => {
  const parent = "projects/demo/locations/asia-south1";
  let standIn: CloudTasksStandIn;
  let client: CloudTasksClient;
  let target: Server;
  let url: string;
  let received: { readonly headers: IncomingMessage["headers"]; readonly body: string; readonly atMs: number }[];
  let answer: () => number;

  beforeAll(async () => {
    skipMetadataServer();
    standIn = await startCloudTasks({ port: 0, nameKeptMs: 3_000 });
    const [apiEndpoint = "", port] = standIn.address.split(":");
    const sslCreds = credentials.createInsecure();
    client = new CloudTasksClient({ projectId: "demo", apiEndpoint, port: Number(port), sslCreds });
    target = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      received.push({ headers: request.headers, body, atMs: Date.now() });
      response.writeHead(answer()).end();
    });
    await new Promise<void>((resolve) => target.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(target.address() as AddressInfo).port}/`;
  });
  afterAll(async () => {
    await client.close();
    await standIn.close();
    target.closeAllConnections();
    target.close();
  });
  beforeEach(() => {
    received = [];
    answer = () => 204;
  });

  async function newQueue(settings: object = {}): Promise<string> {
    const name = `${parent}/queues/${unique("queue")}`;
    await client.createQueue({ parent, queue: { name, ...settings } });
    return name;
  }

  function taskIn(queue: string, id: string, inMs = 0, body = id) {
    const at = Date.now() + inMs;
    return client.createTask({
      parent: queue,
      task: {
        name: `${queue}/tasks/${id}`,
        scheduleTime: { seconds: Math.floor(at / 1000), nanos: (at % 1000) * 1_000_000 },
        httpRequest: { url, httpMethod: "POST", body: Buffer.from(body).toString("base64") },
      },
    });
  }
  const seconds = (s: number) => ({ seconds: s });
  const bodies = () => received.map(({ body }) => body);

  test("posts a task at its time with the headers of Cloud Tasks", async () => {
    const queue = await newQueue();
    const [{ scheduleTime }] = await taskIn(queue, "one", 400, "नमस्ते");
    const dueAt = Number(scheduleTime?.seconds) * 1_000 + Number(scheduleTime?.nanos) / 1_000_000;
    await until("it was posted", () => received.length === 1);
    expect(received[0]?.atMs).toBeGreaterThanOrEqual(dueAt - 5);
    expect(received[0]?.body).toBe("नमस्ते");
    expect(received[0]?.headers).toMatchObject({
      "x-cloudtasks-queuename": queue.split("/").at(-1),
      "x-cloudtasks-taskname": "one",
      "x-cloudtasks-taskretrycount": "0",
      "x-cloudtasks-taskexecutioncount": "0",
      "user-agent": "Google-Cloud-Tasks",
    });
    expect(Number(received[0]?.headers["x-cloudtasks-tasketa"]) * 1000).toBeCloseTo(dueAt, -2);
  });

  test("gets, lists in pages and deletes tasks; the body is returned only on request", async () => {
    const queue = await newQueue();
    for (const id of ["a", "b", "c"]) await taskIn(queue, id, 60_000);
    const [tasks] = await client.listTasks({ parent: queue, pageSize: 2 });
    expect(tasks.map(({ name }) => name)).toEqual(["a", "b", "c"].map((id) => `${queue}/tasks/${id}`));
    const [basic] = await client.getTask({ name: `${queue}/tasks/a` });
    expect(basic.httpRequest?.body?.length ?? 0).toBe(0);
    const [full] = await client.getTask({ name: `${queue}/tasks/a`, responseView: "FULL" });
    expect(Buffer.from(full.httpRequest?.body ?? "").toString()).toBe("a");
    await client.deleteTask({ name: `${queue}/tasks/a` });
    await expect(client.getTask({ name: `${queue}/tasks/a` })).rejects.toMatchObject({ code: 5 });
    await expect(client.deleteTask({ name: `${queue}/tasks/a` })).rejects.toMatchObject({ code: 5 });
  });

  test("a name is rejected while in use and for a time after its task ran or was deleted", async () => {
    const queue = await newQueue();
    await taskIn(queue, "waiting", 60_000);
    await taskIn(queue, "ran");
    await until("it ran", () => received.length === 1);
    await expect(taskIn(queue, "waiting")).rejects.toMatchObject({ code: 6 });
    await expect(taskIn(queue, "ran")).rejects.toMatchObject({ code: 6 });
    await until("the name is free again", () =>
      taskIn(queue, "ran").then(
        () => true,
        () => false,
      ),
    );
  });

  test("retries with growing delays, counts attempts and stops at the maximum", async () => {
    answer = () => 503;
    const queue = await newQueue({
      retryConfig: { maxAttempts: 4, minBackoff: { nanos: 100_000_000 }, maxBackoff: seconds(1), maxDoublings: 1 },
    });
    await taskIn(queue, "failing");
    await until("it was given up", async () => (await client.listTasks({ parent: queue }))[0].length === 0);
    expect(received.map(({ headers }) => headers["x-cloudtasks-taskretrycount"])).toEqual(["0", "1", "2", "3"]);
    expect(received[1]?.headers["x-cloudtasks-taskpreviousresponse"]).toBe("503");
    const waits = received.slice(1).map(({ atMs }, place) => atMs - (received[place]?.atMs ?? 0));
    for (const [place, least] of [100, 200, 400].entries()) expect(waits[place]).toBeGreaterThanOrEqual(least - 5);
  });

  test("a paused queue holds its tasks and releases them in order of time", async () => {
    const queue = await newQueue();
    const [paused] = await client.pauseQueue({ name: queue });
    expect(paused.state).toBe("PAUSED");
    await taskIn(queue, "second", -10);
    await taskIn(queue, "first", -10_000);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(received).toEqual([]);
    await client.resumeQueue({ name: queue });
    await until("both came", () => received.length === 2);
    expect(new Set(bodies())).toEqual(new Set(["first", "second"]));
  });

  test("respects the rate and concurrency limits", async () => {
    const queue = await newQueue({ rateLimits: { maxDispatchesPerSecond: 10, maxConcurrentDispatches: 1 } });
    await Promise.all(Array.from({ length: 6 }, (_, place) => taskIn(queue, `t${place}`)));
    await until("all came", () => received.length === 6);
    const spanMs = (received.at(-1)?.atMs ?? 0) - (received[0]?.atMs ?? 0);
    expect(spanMs).toBeGreaterThanOrEqual(295); // a burst of 2, then 10 a second
  });

  test("purging empties a queue", async () => {
    const queue = await newQueue();
    await taskIn(queue, "gone", 60_000);
    const [purged] = await client.purgeQueue({ name: queue });
    expect(purged.purgeTime).toBeTruthy();
    expect((await client.listTasks({ parent: queue }))[0]).toEqual([]);
  });

  test("runs a task at once on request", async () => {
    const queue = await newQueue();
    await taskIn(queue, "early", 60_000);
    await client.runTask({ name: `${queue}/tasks/early` });
    await until("it came", () => received.length === 1);
  });

  test("creates, updates, lists and deletes queues, and rejects unknown ones", async () => {
    const queue = await newQueue();
    const rateLimits = { maxDispatchesPerSecond: 5 };
    const [changed] = await client.updateQueue({ queue: { name: queue, rateLimits } });
    expect(changed.rateLimits?.maxDispatchesPerSecond).toBe(5);
    const [queues] = await client.listQueues({ parent });
    expect(queues.map(({ name }) => name)).toContain(queue);
    await client.deleteQueue({ name: queue });
    await expect(client.getQueue({ name: queue })).rejects.toMatchObject({ code: 5 });
    await expect(taskIn(queue, "lost")).rejects.toMatchObject({ code: 5 });
  });

  test("rejects what Cloud Tasks rejects: over 30 days, another queue's name, a body over 1 MiB", async () => {
    const queue = await newQueue();
    await expect(taskIn(queue, "late", 31 * 24 * 3_600_000)).rejects.toMatchObject({ code: 3 });
    await expect(taskIn(queue, "no/name")).rejects.toMatchObject({ code: 3 });
    await expect(taskIn(queue, "large", 0, "x".repeat(1_100_000))).rejects.toMatchObject({ code: 3 });
  });
});
