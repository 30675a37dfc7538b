import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findEmulators } from "../../emulators/google/find.ts";
import { anyPorts, startGoogleStack } from "../../emulators/google/start.ts";
import { newRecoveryKey, parseRecoveryKey, type RecoveryKey } from "../../shared/backup/backup-key.ts";
import { restoreBackup } from "../../shared/backup/restore-backup.ts";
import { writeBackup } from "../../shared/backup/write-backup.ts";
import { put } from "../../shared/platform/documents.ts";
import { openEmbedded } from "../../shared/platform/embedded/platform.ts";
import { openGcp } from "../../shared/platform/gcp/platform.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import type { TenantRecord } from "../../shared/platform/recovery.ts";
import { sealedPlatform } from "../../shared/platform/sealing/sealed.ts";
import { envelope, recorder, until } from "../contracts/open-platform.ts";
import { client, entries, entryAt } from "./busy-client.ts";

const emulators = findEmulators(process.env.GOOGLE_EMULATORS_DIR);
const folder = mkdtempSync(join(tmpdir(), "across-platforms-"));
afterAll(() => rmSync(folder, { recursive: true }));

const reminder = "reminder-in-sixty-days";
const inSixtyDays = new Date(Date.now() + 60 * 24 * 3_600_000);

if (emulators.found)
  test("moves a client from a data folder to Google Cloud and to another folder, each with its own keys", async () => {
    const stack = await startGoogleStack(emulators, anyPorts);
    const here = sealedPlatform(openEmbedded({ dataDir: join(folder, "here") }));
    mkdirSync(join(folder, "project"));
    const project = sealedPlatform(
      await openGcp({
        projectId: "demo-restored",
        location: "asia-south1",
        bucket: "restored",
        queue: "restored",
        emulators: { ...stack, dataDir: join(folder, "project") },
      }),
    );
    const there = sealedPlatform(openEmbedded({ dataDir: join(folder, "there") }));
    try {
      const recoveryKey = newKey();
      const waiting = recorder("waiting-topic", () => ({ type: "done" }), "waiting-subscription");
      await fill(here, waiting.topic);

      const first = join(folder, "first.backup");
      await writeBackup({ platform: here, tenantId: client, file: first, recoveryKey });
      project.bus.subscribe({ ...waiting });
      await project.bus.start();
      await restoreBackup({ platform: project, file: first, recoveryKey });
      await expectAll(project);
      await until("the waiting event was handled in the project", () => waiting.seen.length > 0);
      expect(waiting.seen[0]?.event).toMatchObject({ id: "waiting", data: { text: "sealed" } });

      const second = join(folder, "second.backup");
      const made = await writeBackup({
        platform: project,
        tenantId: client,
        file: second,
        recoveryKey,
        at: new Date(),
      });
      expect(made.gaps).toEqual([expect.stringContaining("Pub/Sub"), expect.stringContaining("Cloud Tasks")]);
      await restoreBackup({ platform: there, file: second, recoveryKey });
      await expectAll(there);
      const third = await there.recovery.takeSnapshot(client);
      const records: TenantRecord[] = [];
      for await (const { record } of third.records()) records.push(record);
      await third.release();
      expect(records).toContainEqual(
        expect.objectContaining({ type: "task", name: reminder, fireAtMs: inSixtyDays.getTime() }),
      );
    } finally {
      await Promise.all([here, project, there].map((platform) => platform.close(2_000)));
      await stack.close();
    }
  });
else
  test(`skipped: ${emulators.notice}`, () => {
    expect(emulators.found).toBe(false);
  });

async function fill(platform: Platform, topic: string): Promise<void> {
  // More than one Firestore commit accepts.
  for (const first of [0, 400])
    await platform.documents.commit(
      client,
      Array.from({ length: 400 }, (_, offset) => put(entries, `e/${first + offset}`, entryAt(first + offset))),
    );
  await platform.blobs.put(client, "calls/1.wav", Buffer.from("sound"), { contentType: "audio/wav" });
  platform.bus.subscribe(recorder(topic, () => ({ type: "done" }), "waiting-subscription"));
  // Beyond the limit of Cloud Tasks.
  const scheduled = envelope({ tenantId: client, type: topic, id: "scheduled", data: { text: "sealed" } });
  await platform.scheduler.schedule({ name: reminder, at: inSixtyDays, envelope: scheduled });
  await platform.bus.publish([envelope({ tenantId: client, type: topic, id: "waiting", data: { text: "sealed" } })]);
}

async function expectAll({ documents, blobs }: Platform): Promise<void> {
  for (const place of [0, 1, 399, 400, 799])
    expect((await documents.get(client, entries, `e/${place}`))?.data).toEqual(entryAt(place));
  const newest = await documents.query(client, entries, { orderBy: { field: "place", direction: "desc" }, limit: 2 });
  expect(newest.items.map(({ id }) => id)).toEqual(["e/799", "e/798"]);
  const sound = await blobs.get(client, "calls/1.wav");
  expect([sound?.info.contentType, Buffer.from(sound?.body ?? []).toString()]).toEqual(["audio/wav", "sound"]);
}

function newKey(): RecoveryKey {
  const key = parseRecoveryKey(newRecoveryKey());
  if (!key) throw new Error("A new recovery key does not parse.");
  return key;
}
