import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { envelope, newTenant, recorder, until } from "../../../tests/contracts/open-platform.ts";
import { type Collection, put } from "../documents.ts";
import { openEmbedded } from "../embedded/platform.ts";
import type { Platform } from "../platform.ts";
import { hashId } from "../tenant-ids.ts";
import { dataKeys } from "./seal.ts";
import { sealedPlatform } from "./sealed.ts";

const phone = "+919812345678";
const text = "My knee hurts since Tuesday, मेरे घुटने में दर्द है";
const patients: Collection<{ status: string; phone: string; note: { text: string; priority: number } }> = {
  name: "patients",
  schema: z.object({
    status: z.string(),
    phone: z.string(),
    note: z.object({ text: z.string(), priority: z.number() }),
  }),
  indexes: [["status", "note.priority asc"]],
  confidential: true,
  personal: "nothing",
};
const patient = { status: "waiting", phone, note: { text, priority: 2 } };

let dataDir: string;
let stored: Platform;
let platform: Platform;
const tenant = newTenant();

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "sealed-"));
  stored = openEmbedded({ dataDir });
  platform = sealedPlatform(stored);
});
afterEach(async () => {
  await platform.close(1_000);
  rmSync(dataDir, { recursive: true });
});

function filesContaining(needle: string): readonly string[] {
  const files = readdirSync(dataDir, { recursive: true, encoding: "utf8" }).map((name) => join(dataDir, name));
  return files.filter((file) => statSync(file).isFile() && readFileSync(file).includes(needle));
}

test("the files contain no personal data of documents, events, scheduled events or dead letters", async () => {
  platform.bus.subscribe(recorder("topic", () => ({ type: "dead", cause: "refused" })));
  await platform.bus.start();
  await platform.documents.commit(tenant, [put(patients, "p1", patient)]);
  await platform.bus.publish([envelope({ tenantId: tenant, type: "topic", id: "dead-event", data: patient })]);
  const later = envelope({ tenantId: tenant, type: "topic", data: patient });
  await platform.scheduler.schedule({ name: "later", at: new Date(Date.now() + 60_000), envelope: later });
  const dead = async () => (await platform.bus.deadLetters.list(tenant, { limit: 5 })).items;
  await until("the event died", async () => (await dead()).length === 1);

  for (const personal of [phone, "knee", "घुटने"]) expect(filesContaining(personal)).toEqual([]);
  // Proves that the search works: the names that stay readable are found.
  expect(filesContaining("dead-event")).not.toEqual([]);
  expect(filesContaining("waiting")).not.toEqual([]);

  expect((await dead())[0]?.envelope.data).toEqual(patient);
});

test("reads sealed documents back, also in another process, and queries them by indexed fields", async () => {
  await platform.documents.commit(tenant, [put(patients, "p1", patient)]);
  const other = sealedPlatform(openEmbedded({ dataDir }));
  try {
    expect((await other.documents.get(tenant, patients, "p1"))?.data).toEqual(patient);
    const page = await other.documents.query(tenant, patients, {
      where: [
        ["status", "==", "waiting"],
        ["note.priority", ">=", 2],
      ],
      limit: 5,
    });
    expect(page.items.map(({ data }) => data)).toEqual([patient]);
  } finally {
    await other.close(1_000);
  }
});

test("two processes that seal a tenant's first documents concurrently use one key", async () => {
  const other = sealedPlatform(openEmbedded({ dataDir }));
  try {
    await Promise.all([
      platform.documents.commit(tenant, [put(patients, "p1", patient)]),
      other.documents.commit(tenant, [put(patients, "p2", patient)]),
    ]);
    expect((await platform.documents.get(tenant, patients, "p2"))?.data).toEqual(patient);
    expect((await other.documents.get(tenant, patients, "p1"))?.data).toEqual(patient);
  } finally {
    await other.close(1_000);
  }
});

test("a dead letter with a broken seal is dead at once, is listed, and hides no other", async () => {
  const handled: string[] = [];
  const announced: string[] = [];
  platform.bus.subscribe({
    ...recorder("topic", ({ id }) => {
      handled.push(id);
      return { type: "dead", cause: "refused" };
    }),
    beforeDeadLetter: async ({ id, data }) => void announced.push(`${id} ${JSON.stringify(data)}`),
  });
  await platform.bus.start();
  const sealed = { sealed: Buffer.from("no ciphertext of this tenant's key, but long enough").toString("base64") };
  await stored.bus.publish([envelope({ tenantId: tenant, type: "topic", id: "broken", key: "a", data: sealed })]);
  await stored.bus.publish([envelope({ tenantId: tenant, type: "topic", id: "plain", key: "b", data: { text } })]);
  await platform.bus.publish([envelope({ tenantId: tenant, type: "topic", id: "whole", key: "c", data: patient })]);
  const dead = async () => (await platform.bus.deadLetters.list(tenant, { limit: 5 })).items;
  await until("all died", async () => (await dead()).length === 3);

  const letters = new Map((await dead()).map((letter) => [letter.envelope.id, letter]));
  expect(handled).toEqual(["whole"]);
  expect(announced).toEqual([`whole ${JSON.stringify(patient)}`]);
  expect(letters.get("whole")).toMatchObject({ envelope: { data: patient }, cause: "refused" });
  for (const id of ["broken", "plain"])
    expect(letters.get(id)).toMatchObject({
      attempts: 1,
      cause: expect.stringMatching(/^seal-broken/),
      unreadable: expect.stringMatching(/^seal-broken/),
      envelope: { data: null },
    });
});

test("a ciphertext opens only in its own place", async () => {
  const anything: Collection<unknown> = { ...patients, schema: z.unknown() };
  await platform.documents.commit(tenant, [put(patients, "p1", patient), put(patients, "p2", patient)]);
  const ciphertext = (await stored.documents.get(tenant, anything, "p1"))?.data;
  await stored.documents.commit(tenant, [put(anything, "p2", ciphertext)]);
  await expect(platform.documents.get(tenant, patients, "p2")).rejects.toMatchObject({ code: "seal-broken" });

  const other = newTenant();
  await platform.documents.commit(other, [put(patients, "p1", patient)]);
  await stored.documents.commit(other, [put(anything, "p1", ciphertext)]);
  await expect(platform.documents.get(other, patients, "p1")).rejects.toMatchObject({ code: "seal-broken" });
});

test("a document that was never sealed is rejected", async () => {
  await stored.documents.commit(tenant, [put(patients, "p1", patient)]);
  await expect(platform.documents.get(tenant, patients, "p1")).rejects.toMatchObject({ code: "seal-broken" });
});

test("documents that are not confidential stay unchanged", async () => {
  const routes: Collection<{ to: string }> = {
    name: "routes",
    schema: z.object({ to: z.string() }),
    indexes: [],
    confidential: false,
    personal: "nothing",
  };
  await platform.documents.commit(tenant, [put(routes, "r", { to: "x" }), put(patients, "p1", patient)]);
  expect((await stored.documents.get(tenant, routes, "r"))?.data).toEqual({ to: "x" });
  expect((await platform.documents.get(tenant, routes, "r"))?.data).toEqual({ to: "x" });
});

describe("ids derived from addresses", () => {
  const idOf = async (of: Platform, tenantId = tenant) =>
    (await of.documents.ids(tenantId)).of("customer", "phone", phone);

  test("are the same in every process and for no other tenant", async () => {
    const id = await idOf(platform);
    expect(id).toMatch(/^[\w-]{22}$/);
    expect(await idOf(platform, newTenant())).not.toBe(id);
    const other = sealedPlatform(openEmbedded({ dataDir }));
    try {
      expect(await idOf(other)).toBe(id);
      expect(await idOf(stored)).toBe(id);
    } finally {
      await other.close(1_000);
    }
  });

  test("cannot be had from the address without the key", async () => {
    expect(await idOf(platform)).not.toBe(hashId(["customer", "phone", phone]));
  });

  test("are known in their former form too for a tenant whose key is of an older release, and for no other", async () => {
    const wrapped = Buffer.from(await stored.keys.wrap(tenant, Buffer.alloc(32, 7))).toString("base64");
    await stored.documents.commit(tenant, [put(dataKeys, "current", { wrapped })]);
    await platform.documents.commit(tenant, [put(patients, "p1", patient)]);
    expect((await platform.documents.get(tenant, patients, "p1"))?.data).toEqual(patient);
    const ids = await platform.documents.ids(tenant);
    expect(ids.formerly("customer", "phone", phone)).toBe(hashId(["customer", "phone", phone]));
    expect(ids.of("customer", "phone", phone)).not.toBe(hashId(["customer", "phone", phone]));
    const fresh = await platform.documents.ids(newTenant());
    expect(fresh.formerly("customer", "phone", phone)).toBeUndefined();
  });
});

test("everybody else may not read the files, new or from an older release", async () => {
  await platform.documents.commit(tenant, [put(patients, "p1", patient)]);
  const readable = () =>
    readdirSync(dataDir)
      .filter((name) => name.startsWith("platform.sqlite"))
      .filter((name) => (statSync(join(dataDir, name)).mode & 0o077) !== 0);
  expect(readdirSync(dataDir)).toEqual(expect.arrayContaining(["platform.sqlite", "platform.sqlite-wal"]));
  expect(readable()).toEqual([]);
  for (const name of readdirSync(dataDir))
    if (name.startsWith("platform.sqlite")) chmodSync(join(dataDir, name), 0o644);
  expect(readable()).not.toEqual([]);
  await openEmbedded({ dataDir }).close(1_000);
  expect(readable()).toEqual([]);
});
