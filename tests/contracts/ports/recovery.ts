import { z } from "zod";
import { type Collection, put } from "../../../shared/platform/documents.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import type { PositionedRecord, TenantRecord, TenantSnapshot } from "../../../shared/platform/recovery.ts";
import { platformScope, type TenantId } from "../../../shared/platform/tenant.ts";
import { envelope, newTenant, type OpenPlatform, recorder, unique, until } from "../open-platform.ts";
import { newTickets, type Ticket, ticket } from "../tickets.ts";

const Owned = z.object({ title: z.string(), tenantId: z.string().optional() });
type Owned = z.infer<typeof Owned>;

/** The features of an implementation beyond documents. */
export interface Keeps {
  /** The instant to request for a snapshot taken now, where the platform requires one. */
  readonly instant?: () => Date;
  readonly replacedBlobs: boolean;
  /** Events that are published and not handled yet. */
  readonly waitingEvents: boolean;
}

/** The contract of every implementation of the recovery port. */
export function recoveryContract(name: string, open: OpenPlatform, keeps: Keeps): void {
  describe(`recovery: ${name}`, () => {
    let platform: Platform;
    let tenant: TenantId;
    let tickets: Collection<Ticket>;

    beforeAll(async () => {
      platform = await open();
    });
    afterAll(() => platform.close(5_000));
    beforeEach(() => {
      tenant = newTenant();
      tickets = newTickets();
    });

    const save = (id: string, title: string, whose = tenant) =>
      platform.documents.commit(whose, [put(tickets, id, ticket({ title, status: "open" }))]);
    const take = () => platform.recovery.takeSnapshot(tenant, { at: keeps.instant?.() });
    const titleOf = async (id: string) => (await platform.documents.get(tenant, tickets, id))?.data.title;

    test("a snapshot never changes, and restoring it restores everything of the tenant", async () => {
      const other = newTenant();
      const owned: Collection<Owned> = {
        name: unique("owned"),
        schema: Owned,
        indexes: [],
        confidential: false,
        personal: "nothing",
      };
      await save("a", "before");
      await save("b", "deleted later");
      await platform.documents.commit(platformScope, [
        put(owned, "key-of-ours", { title: "a key", tenantId: tenant }),
        put(owned, tenant, { title: "by its id" }),
        put(owned, "key-of-theirs", { title: "a key", tenantId: other }),
      ]);
      await save("a", "theirs", other);
      const snapshot = await take();
      await save("a", "after");
      await save("c", "after");

      const records = await all(snapshot);
      expect(records.filter(isDocument).map(({ record }) => record.id)).toEqual(
        expect.arrayContaining(["a", "b", tenant, "key-of-ours"]),
      );
      expect(JSON.stringify(records)).not.toContain(other);

      expect(await platform.recovery.isEmpty(tenant)).toBe(false);
      await platform.recovery.erase(tenant);
      expect(await platform.recovery.isEmpty(tenant)).toBe(true);
      expect(await platform.recovery.isEmpty(other)).toBe(false);
      await platform.recovery.restore(
        tenant,
        records.map(({ record }) => record),
      );
      expect(await titleOf("a")).toBe("before");
      expect(await titleOf("c")).toBeUndefined();
      const found = await platform.documents.query(tenant, tickets, { where: [["status", "==", "open"]], limit: 9 });
      expect(found.items.map(({ id }) => id).sort()).toEqual(["a", "b"]);
      expect((await platform.documents.get(platformScope, owned, "key-of-ours"))?.data.title).toBe("a key");
      expect((await platform.documents.get(platformScope, owned, tenant))?.data.title).toBe("by its id");
      await snapshot.release();
    });

    test("reading resumes after any record, also in a reopened snapshot", async () => {
      for (const id of ["a", "b", "c", "d"]) await save(id, id);
      const taken = await take();
      const records = await all(taken);
      const again = await platform.recovery.openSnapshot(tenant, taken.id);
      expect(again?.at).toEqual(taken.at);
      for (const [place, { position }] of records.entries())
        expect(await all(again, position)).toEqual(records.slice(place + 1));
      await again?.release();
      expect(await platform.recovery.openSnapshot(newTenant(), taken.id).then((found) => all(found))).toEqual([]);
    });

    test("expired documents are omitted, and expiry is preserved", async () => {
      const expires = (ms: number) => ({ expiresAt: new Date(Date.now() + ms) });
      await platform.documents.commit(tenant, [
        put(tickets, "old", ticket(), expires(-60_000)),
        put(tickets, "young", ticket(), expires(3_600_000)),
      ]);
      const snapshot = await take();
      const documents = (await all(snapshot))
        .filter(isDocument)
        .filter(({ record }) => record.collection === tickets.name);
      expect(documents.map(({ record }) => record.id)).toEqual(["young"]);
      expect(documents[0]?.record.expiresAtMs).toBeGreaterThan(Date.now());
      await snapshot.release();
    });

    test("contains the tenant's blobs", async () => {
      const text = { contentType: "text/plain" };
      await platform.blobs.put(tenant, "kept", Buffer.from("kept"), text);
      await platform.blobs.put(tenant, "replaced", Buffer.from("before"), text);
      await platform.blobs.put(newTenant(), "theirs", Buffer.from("theirs"), text);
      const snapshot = await take();
      if (keeps.replacedBlobs) {
        await platform.blobs.put(tenant, "replaced", Buffer.from("after"), text);
        await platform.blobs.put(tenant, "new", Buffer.from("after"), text);
      }
      const blobs = await snapshot.blobs();
      expect(blobs.map(({ name: blob, contentType }) => [blob, contentType])).toEqual([
        ["kept", "text/plain"],
        ["replaced", "text/plain"],
      ]);
      const contents = await Promise.all(blobs.map((info) => snapshot.readBlob(info)));
      expect(contents.map((content) => Buffer.from(content).toString())).toEqual(["kept", "before"]);
      await snapshot.release();
    });

    test("restored scheduled events are published, even if they had fired since", async () => {
      const subscription = recorder(unique("topic"));
      const [soon, late, theirs] = [unique("soon"), unique("late"), unique("theirs")];
      const event = (id: string, whose = tenant) => envelope({ tenantId: whose, type: subscription.topic, id });
      const inAnHour = new Date(Date.now() + 3_600_000);
      platform.bus.subscribe(subscription);
      await platform.scheduler.schedule({ name: soon, at: new Date(), envelope: event(soon) });
      await platform.scheduler.schedule({ name: late, at: inAnHour, envelope: event(late) });
      await platform.scheduler.schedule({ name: theirs, at: inAnHour, envelope: event(theirs, newTenant()) });
      const snapshot = await take();
      await platform.scheduler.schedule({ name: unique("after"), at: inAnHour, envelope: event("after") });
      const records = await all(snapshot);
      const kept = tasksIn(records);
      expect(kept.map((task) => [task.name, task.fireAtMs]).sort()).toEqual([
        [late, inAnHour.getTime()],
        [soon, expect.any(Number)],
      ]);
      const again = await platform.recovery.openSnapshot(tenant, snapshot.id);
      for (const [place, { position }] of records.entries())
        expect(await all(again, position)).toEqual(records.slice(place + 1));
      await again?.release();

      const handled = () => subscription.seen.filter(({ event: seen }) => seen.id === soon).length;
      await platform.bus.start();
      await platform.scheduler.start();
      await until("the event fired", () => handled() === 1);
      expect(await platform.recovery.isEmpty(tenant)).toBe(false);
      await platform.recovery.erase(tenant);
      expect(await platform.recovery.isEmpty(tenant)).toBe(true);
      const restore = () =>
        platform.recovery.restore(
          tenant,
          records.map(({ record }) => record),
        );
      await platform.scheduler.stop(1_000);
      await restore();
      await platform.scheduler.start();
      await until("the event fired again", () => handled() === 2);
      await restore();
      const later = await take();
      expect(tasksIn(await all(later))).toContainEqual(kept.find(({ name }) => name === late));
      await later.release();
      expect(await platform.scheduler.cancel(late)).toBe(true);
      expect(await platform.scheduler.cancel(theirs)).toBe(true);
    });

    if (keeps.waitingEvents)
      test("restored waiting events are delivered", async () => {
        const subscription = recorder(unique("topic"));
        const event = (id: string) => envelope({ tenantId: tenant, type: subscription.topic, id });
        platform.bus.subscribe(subscription);
        await platform.bus.publish([event("first"), event("second")]);
        const snapshot = await take();
        const records = await all(snapshot);
        await platform.recovery.erase(tenant);
        await platform.recovery.restore(
          tenant,
          records.map(({ record }) => record),
        );
        await platform.bus.start();
        const ids = () => subscription.seen.map(({ event: seen }) => seen.id);
        await until("every event was handled", () => ids().includes("second"));
        expect(ids()).toEqual(["first", "second"]);
        await snapshot.release();
      });
  });
}

async function all(snapshot: TenantSnapshot | undefined, after?: string): Promise<readonly PositionedRecord[]> {
  const found: PositionedRecord[] = [];
  if (snapshot) for await (const positioned of snapshot.records(after)) found.push(positioned);
  return found;
}

function tasksIn(records: readonly PositionedRecord[]): readonly Extract<TenantRecord, { type: "task" }>[] {
  return records.flatMap(({ record }) => (record.type === "task" ? [record] : []));
}

function isDocument(
  positioned: PositionedRecord,
): positioned is PositionedRecord & { readonly record: Extract<TenantRecord, { type: "document" }> } {
  return positioned.record.type === "document";
}
