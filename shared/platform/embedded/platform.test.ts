import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { envelope, newTenant, quickRetry, recorder, until } from "../../../tests/contracts/open-platform.ts";
import { absent, type Collection, put } from "../documents.ts";
import { platformScope } from "../tenant.ts";
import { openDatabase } from "./database/database.ts";
import { purgeExpiredDocuments } from "./documents/documents.ts";
import { type EmbeddedOptions, type EmbeddedPlatform, openEmbedded } from "./platform.ts";

let dataDir: string;
let opened: EmbeddedPlatform[];
const tenant = newTenant();
const topic = "topic";
const notes: Collection<{ text: string }> = {
  name: "notes",
  schema: z.object({ text: z.string() }),
  indexes: [],
  confidential: false,
  personal: "nothing",
};

function open(options: Partial<EmbeddedOptions> = {}): EmbeddedPlatform {
  const platform = openEmbedded({ dataDir, ...options });
  opened.push(platform);
  return platform;
}

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "embedded-"));
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map((platform) => platform.close(1_000)));
  rmSync(dataDir, { recursive: true });
});

test("is refused in production with a remedy", () => {
  expect(() => openEmbedded({ dataDir, production: true })).toThrow("PLATFORM=gcp");
});

describe("two instances on one file", () => {
  test("one publishes and the other delivers", async () => {
    const [server, cli] = [open(), open()];
    const subscription = recorder(topic);
    server.bus.subscribe(subscription);
    await server.bus.start();
    await cli.bus.publish([envelope({ tenantId: tenant, type: topic })]);
    await until("it was delivered", () => subscription.seen.length === 1);
  });

  test("one schedules and the other fires", async () => {
    const [server, cli] = [open(), open()];
    const subscription = recorder(topic);
    server.bus.subscribe(subscription);
    await server.bus.start();
    await server.scheduler.start();
    const event = envelope({ tenantId: tenant, type: topic });
    await cli.scheduler.schedule({ name: "soon", at: new Date(Date.now() + 300), envelope: event });
    await until("it was delivered", () => subscription.seen.length === 1);
  });

  test("share the work: each event is handled once, each key by one handler at a time", async () => {
    const busyKeys = new Set<string>();
    let overlaps = 0;
    const handlers = [open({ concurrency: 2 }), open({ concurrency: 2 })].map(({ bus }) => {
      const subscription = recorder(
        topic,
        async ({ key }) => {
          if (busyKeys.has(key)) overlaps += 1;
          busyKeys.add(key);
          await new Promise((resolve) => setTimeout(resolve, 3));
          busyKeys.delete(key);
          return { type: "done" };
        },
        "shared",
      );
      bus.subscribe(subscription);
      return { bus, subscription };
    });
    await Promise.all(handlers.map(({ bus }) => bus.start()));
    const events = Array.from({ length: 100 }, (_, place) =>
      envelope({ tenantId: tenant, type: topic, id: `e${place}`, key: `k${place % 7}`, data: place }),
    );
    await Promise.all(events.map((event, place) => handlers[place % 2]?.bus.publish([event])));
    const seen = () => handlers.flatMap(({ subscription }) => subscription.seen.map(({ event }) => event.id));
    await until("all were handled", () => seen().length >= 100 && busyKeys.size === 0);
    expect(new Set(seen()).size).toBe(100);
    expect(seen()).toHaveLength(100);
    expect(overlaps).toBe(0);
  });

  test("a commit of one makes the other's version stale", async () => {
    const [one, other] = [open(), open()];
    const [version] = await one.documents.commit(tenant, [put(notes, "a", { text: "1" }, { ifVersion: absent })]);
    await other.documents.commit(tenant, [put(notes, "a", { text: "2" })]);
    const stale = one.documents.commit(tenant, [put(notes, "a", { text: "3" }, { ifVersion: version ?? "" })]);
    await expect(stale).rejects.toMatchObject({ code: "version-conflict" });
  });

  test("an expired lease goes to the other instance, and the late outcome is ignored", async () => {
    let finish = () => {};
    const slow = recorder(
      topic,
      async () => {
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        return { type: "done" };
      },
      "shared",
    );
    const paused = open();
    paused.bus.subscribe(slow);
    await paused.bus.start();
    await paused.bus.publish([envelope({ tenantId: tenant, type: topic, id: "stuck" })]);
    await until("it is in hand", () => slow.seen.length === 1);

    const later = () => new Date(Date.now() + 31_000);
    const failing = recorder(topic, () => ({ type: "retry", cause: "not yet", afterMs: 60_000 }), "shared");
    const other = open({ now: later });
    other.bus.subscribe(failing);
    await other.bus.start();
    await until("it was delivered again", () => failing.seen.length === 1);
    expect(failing.seen[0]).toMatchObject({ attempt: 2, event: { id: "stuck" } });
    finish();
    await paused.bus.stop(5_000);
    await other.bus.stop(5_000);

    const last = recorder(topic, undefined, "shared");
    const third = open({ now: () => new Date(Date.now() + 120_000) });
    third.bus.subscribe(last);
    await third.bus.start();
    await until("it was still there", () => last.seen.length === 1);
    expect(last.seen[0]?.attempt).toBe(3);
  });
});

describe("the bus under load", () => {
  test("handles every event within its concurrency limit", async () => {
    let inHand = 0;
    let maxInHand = 0;
    const { bus } = open({ concurrency: 4 });
    const subscription = recorder(topic, async ({ data }) => {
      inHand += 1;
      maxInHand = Math.max(maxInHand, inHand);
      await new Promise((resolve) => setTimeout(resolve, 2));
      inHand -= 1;
      return Number(data) % 10 === 0 ? { type: "dead", cause: "tenth" } : { type: "done" };
    });
    bus.subscribe(subscription);
    await bus.start();
    const events = Array.from({ length: 200 }, (_, place) =>
      envelope({ tenantId: tenant, type: topic, key: `k${place % 50}`, data: place }),
    );
    await Promise.all(events.map((event) => bus.publish([event])));
    await until("all were handled", () => subscription.seen.length === 200 && inHand === 0);
    expect(maxInHand).toBe(4);
    for (let key = 0; key < 50; key += 1) {
      const order = subscription.seen.filter(({ event }) => event.key === `k${key}`).map(({ event }) => event.data);
      expect(order).toEqual([key, key + 50, key + 100, key + 150]);
    }
  });

  test("dead-letters an event whose process ended during the last attempt", async () => {
    const subscription = {
      ...recorder(topic, () => new Promise<never>(() => undefined), "fatal"),
      retry: { ...quickRetry, maxAttempts: 1 },
    };
    const dying = open();
    dying.bus.subscribe(subscription);
    await dying.bus.start();
    await dying.bus.publish([envelope({ tenantId: tenant, type: topic })]);
    await until("it is in hand", () => subscription.seen.length === 1);

    const restarted = open({ now: () => new Date(Date.now() + 31_000) });
    restarted.bus.subscribe(subscription);
    await restarted.bus.start();
    const dead = async () => (await restarted.bus.deadLetters.list(tenant, { limit: 5 })).items;
    await until("it died", async () => (await dead()).length === 1);
    expect((await dead())[0]?.cause).toContain("process ended");
    expect(subscription.seen).toHaveLength(1);
    await dying.bus.stop(10);
  });
});

test("purges expired documents in batches and keeps the rest", async () => {
  const { documents } = open();
  const expired = new Date(Date.now() - 1_000);
  const put3 = ["a", "b", "c"].map((id) => put(notes, id, { text: id }, { expiresAt: expired }));
  await documents.commit(tenant, [...put3, put(notes, "kept", { text: "kept" })]);
  const database = openDatabase(dataDir);
  try {
    expect(await database.write(() => purgeExpiredDocuments(database, Date.now(), 2))).toBe(2);
    expect(await database.write(() => purgeExpiredDocuments(database, Date.now(), 2))).toBe(1);
    expect(await database.write(() => purgeExpiredDocuments(database, Date.now(), 2))).toBe(0);
  } finally {
    database.close();
  }
  expect((await documents.get(tenant, notes, "kept"))?.data.text).toBe("kept");
});

describe("keys", () => {
  test("the keyring is readable only by its owner; a damaged one is refused, not replaced", async () => {
    open();
    const file = join(dataDir, "keyring.json");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, '{"key":"c2hvcnQ="}');
    expect(() => openEmbedded({ dataDir })).toThrow("is not a keyring");
  });

  test("secrets come from the given source, then from the file; `*` applies to tenants only", async () => {
    const file = join(dataDir, "secrets.json");
    writeFileSync(file, JSON.stringify({ [tenant]: { A: "file", B: "file" }, "*": { B: "all", C: "all" } }));
    const { keys } = open({ secrets: (_scope, name) => (name === "A" ? "given" : undefined) });
    expect(await keys.secret(tenant, "A")).toBe("given");
    expect(await keys.secret(tenant, "B")).toBe("file");
    expect(await keys.secret(tenant, "C")).toBe("all");
    expect(await keys.secret(platformScope, "C")).toBeUndefined();
    expect(await keys.secret(tenant, "constructor")).toBeUndefined();
    writeFileSync(file, JSON.stringify({ [platformScope]: { C: "platform's, and longer" } }));
    expect(await keys.secret(platformScope, "C")).toBe("platform's, and longer");
    expect(await keys.secret(tenant, "B")).toBeUndefined();
  });

  test("the error for an invalid secrets file names the file without quoting it", async () => {
    writeFileSync(join(dataDir, "secrets.json"), '{ "t": { "A": "hidden"');
    const reading = open().keys.secret(tenant, "A");
    await expect(reading).rejects.toThrow("secrets.json");
    await expect(reading).rejects.not.toThrow("hidden");
  });
});

describe("signed links", () => {
  test("serve their blob until they expire, and nothing once altered", async () => {
    let nowMs = Date.now();
    const { blobs } = open({ now: () => new Date(nowMs), baseUrl: "https://agency.example" });
    await blobs.put(tenant, "a/b.txt", Buffer.from("hello"), { contentType: "text/plain" });
    const link = await blobs.signedLink(tenant, "a/b.txt", { expiresAt: new Date(nowMs + 1_000) });
    expect(link.startsWith("https://agency.example/")).toBe(true);
    expect((await blobs.follow(new URL(link)))?.info.contentType).toBe("text/plain");

    const altered = [
      link.replace("b.txt", "c.txt"),
      link.replace(tenant, newTenant()),
      link.replace(/expires=\d+/, `expires=${nowMs + 9_000_000}`),
      link.replace(/signature=.*/, "signature="),
    ];
    for (const url of altered) expect(await blobs.follow(new URL(url))).toBeUndefined();
    nowMs += 1_000;
    expect(await blobs.follow(new URL(link))).toBeUndefined();
  });
});
