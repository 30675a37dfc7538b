import type { QueryDocumentSnapshot } from "@google-cloud/firestore";
import type { Blobs } from "../../blobs.ts";
import type { Bus } from "../../bus.ts";
import type { DocumentRecord, Recovery, TenantRecord } from "../../recovery.ts";
import { platformScope, type TenantId } from "../../tenant.ts";
import { encodeId } from "../documents/document-fields.ts";
import { indexableFields } from "../documents/indexable-fields.ts";
import type { DeadLetterBox } from "../events/dead-letters.ts";
import type { TasksScheduler } from "../events/scheduler.ts";
import { WireEnvelope } from "../events/wire.ts";
import { firestoreHistory, type HistorySettings } from "./firestore-history.ts";
import { type WaitingTasks, withWaitingTasks } from "./waiting-tasks.ts";

/** A commit has at most 500 writes and a request 10 MiB (firebase.google.com/docs/firestore/quotas). */
const maxWrites = 500;
const maxRequestBytes = 8 * 1_048_576;
/** Firestore's clock and ours may differ. An instant is read only once it has passed on both. */
const clockSlackMs = 1_000;
const minuteMs = 60_000;

/**
 * A snapshot is only an instant: Firestore's point-in-time recovery and the bucket's versions keep its data. Beyond an
 * hour, up to seven days, only whole minutes can be read (firebase.google.com/docs/firestore/pitr). A backup started
 * now therefore uses the next whole minute and waits for it.
 */
export function firestoreRecovery(
  settings: HistorySettings & {
    readonly blobs: Blobs;
    readonly bus: Bus;
    readonly scheduler: Pick<TasksScheduler, "scheduleAgain">;
    readonly waiting: WaitingTasks;
    readonly deadLetters: DeadLetterBox;
  },
): Recovery {
  const { client, now, blobs, bus, scheduler, waiting, deadLetters } = settings;
  const history = firestoreHistory(settings);

  async function setAll(tenantId: TenantId, records: readonly DocumentRecord[]): Promise<void> {
    const { firestore, sdk } = await client();
    const batch = firestore.batch();
    for (const record of records) {
      const scope = record.scope === "platform" ? platformScope : tenantId;
      const reference = firestore.doc(`tenants/${scope}/${record.collection}/${encodeId(record.id)}`);
      const { json, expiresAtMs } = record;
      const indexed = record.indexed ?? indexableFields(JSON.parse(json));
      const expiry = expiresAtMs === null ? {} : { expiresAt: sdk.Timestamp.fromMillis(expiresAtMs) };
      batch.set(reference, { json, indexed, revision: crypto.randomUUID(), ...expiry });
    }
    await batch.commit();
  }

  async function deliver(tenantId: TenantId, record: Exclude<TenantRecord, DocumentRecord>): Promise<void> {
    const envelope = WireEnvelope.parse(JSON.parse(record.envelope));
    if (record.type === "task") {
      await scheduler.scheduleAgain({ name: record.name, at: new Date(record.fireAtMs), envelope });
      return;
    }
    const { subscription } = record;
    const died = record.type === "dead-letter" ? record : undefined;
    await deadLetters.add(envelope.id, {
      subscription,
      envelope,
      cause: died?.cause ?? "restored from a backup",
      attempts: died?.attempts ?? 0,
      diedAt: new Date(died?.diedAtMs ?? now()).toISOString(),
    });
    // Replaying delivers it to that one subscription as a first attempt.
    if (!died) await bus.deadLetters.replay(tenantId, `${subscription}:${envelope.id}`);
  }

  const snapshotOf = (tenantId: TenantId, at: Date) =>
    withWaitingTasks(history.snapshot(tenantId, at), { tenantId, waiting, now });

  return {
    async takeSnapshot(tenantId, { at } = {}) {
      const chosen = at ?? new Date(Math.ceil(now() / minuteMs) * minuteMs);
      const waitMs = at ? 0 : chosen.getTime() + clockSlackMs - now();
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      return snapshotOf(tenantId, chosen);
    },

    async openSnapshot(tenantId, id) {
      const at = new Date(id);
      return Number.isNaN(at.getTime()) ? undefined : snapshotOf(tenantId, at);
    },

    async isEmpty(tenantId) {
      for await (const _document of history.present(tenantId)) return false;
      if ((await blobs.list(tenantId, "")).length > 0) return false;
      for await (const _task of waiting.of(tenantId)) return false;
      return true;
    },

    async erase(tenantId) {
      for await (const task of waiting.of(tenantId)) await waiting.remove(task);
      const { firestore } = await client();
      let found: QueryDocumentSnapshot[] = [];
      const removeListed = async () => {
        const batch = firestore.batch();
        for (const { ref } of found) batch.delete(ref);
        found = [];
        await batch.commit();
      };
      for await (const document of history.present(tenantId)) {
        found.push(document);
        if (found.length === maxWrites) await removeListed();
      }
      await removeListed();
      for (const { name } of await blobs.list(tenantId, "")) await blobs.delete(tenantId, name);
    },

    async restore(tenantId, records) {
      let batch: DocumentRecord[] = [];
      let bytes = 0;
      for (const record of records) {
        if (record.type !== "document") {
          await deliver(tenantId, record);
          continue;
        }
        const size = 2 * Buffer.byteLength(record.json);
        if (batch.length === maxWrites || (batch.length > 0 && bytes + size > maxRequestBytes)) {
          await setAll(tenantId, batch);
          batch = [];
          bytes = 0;
        }
        batch.push(record);
        bytes += size;
      }
      if (batch.length > 0) await setAll(tenantId, batch);
    },
  };
}
