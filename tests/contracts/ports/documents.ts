import { z } from "zod";
import {
  absent,
  type Collection,
  type Documents,
  DocumentTooLarge,
  put,
  remove,
  VersionConflict,
} from "../../../shared/platform/documents.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { newTenant, type OpenPlatform } from "../open-platform.ts";
import { newTickets, type Ticket, ticket } from "../tickets.ts";

/** The contract of every implementation of the documents port. */
export function documentsContract(name: string, open: OpenPlatform): void {
  describe(`documents: ${name}`, () => {
    let platform: Platform;
    let documents: Documents;
    let tenant: TenantId;
    let tickets: Collection<Ticket>;

    beforeAll(async () => {
      platform = await open();
      documents = platform.documents;
    });
    afterAll(() => platform.close(5_000));
    beforeEach(() => {
      tenant = newTenant();
      tickets = newTickets();
    });

    const save = (id: string, given: Partial<Ticket> = {}) =>
      documents.commit(tenant, [put(tickets, id, ticket(given))]);

    describe("get and commit", () => {
      test("returns the stored data with the version that the commit returned", async () => {
        const [version] = await documents.commit(tenant, [put(tickets, "a", ticket({ customer: { city: "पुणे" } }))]);
        expect(await documents.get(tenant, tickets, "a")).toEqual({
          id: "a",
          version,
          data: { title: "broken tap", count: 0, customer: { city: "पुणे" } },
        });
      });

      test("returns nothing for a missing or deleted document", async () => {
        expect(await documents.get(tenant, tickets, "a")).toBeUndefined();
        await save("a");
        expect(await documents.commit(tenant, [remove(tickets, "a")])).toEqual([absent]);
        expect(await documents.get(tenant, tickets, "a")).toBeUndefined();
      });

      test("rejects stored data that no longer matches the schema", async () => {
        const { expiry: _, ...rest } = tickets;
        const loose = { ...rest, schema: z.object({ title: z.number() }), personal: "nothing" as const };
        await documents.commit(tenant, [put(loose, "a", { title: 7 })]);
        await expect(documents.get(tenant, tickets, "a")).rejects.toThrow(z.ZodError);
      });

      test("reads older versions through the upcasters, and keeps what only a newer revision knows", async () => {
        const raw = { ...tickets, schema: z.unknown() } as unknown as Collection<object>;
        const renamed: Collection<Ticket> = {
          ...tickets,
          upcasters: [({ heading, ...rest }) => ({ ...rest, title: heading })],
        };
        const { title: _, ...rest } = ticket();
        await documents.commit(tenant, [put(raw, "old", { ...rest, heading: "from version 1" })]);
        expect((await documents.get(tenant, renamed, "old"))?.data.title).toBe("from version 1");

        const newer = { ...ticket({ title: "from version 3" }), v: 3, colour: "red" };
        await documents.commit(tenant, [put(raw, "new", newer)]);
        const read = await documents.get(tenant, renamed, "new");
        await documents.commit(tenant, [put(renamed, "new", { ...(read?.data ?? ticket()), title: "edited" })]);
        expect((await documents.get(tenant, raw, "new"))?.data).toEqual({ ...newer, title: "edited" });

        await documents.commit(tenant, [put(renamed, "own", ticket())]);
        expect((await documents.get(tenant, renamed, "own"))?.data).toEqual(ticket());
        expect((await documents.get(tenant, raw, "own"))?.data).toEqual({ ...ticket(), v: 2 });
      });

      test("separates tenants: the same id is another document", async () => {
        const other = newTenant();
        await save("a", { title: "mine" });
        expect(await documents.get(other, tickets, "a")).toBeUndefined();
        await documents.commit(other, [put(tickets, "a", ticket({ title: "theirs" }))]);
        expect((await documents.get(tenant, tickets, "a"))?.data.title).toBe("mine");
        await documents.commit(other, [remove(tickets, "a")]);
        expect((await documents.get(tenant, tickets, "a"))?.data.title).toBe("mine");
      });

      test("rejects a document over 1 MiB and writes nothing", async () => {
        const tooLarge = put(tickets, "b", ticket({ title: "x".repeat(1_048_577) }));
        await expect(documents.commit(tenant, [put(tickets, "a", ticket()), tooLarge])).rejects.toThrow(
          DocumentTooLarge,
        );
        expect(await documents.get(tenant, tickets, "a")).toBeUndefined();
      });

      test("accepts 500 writes in one commit and rejects 501", async () => {
        const writes = Array.from({ length: 501 }, (_, place) => put(tickets, `t${place}`, ticket()));
        await expect(documents.commit(tenant, writes)).rejects.toThrow("500");
        expect(await documents.get(tenant, tickets, "t0")).toBeUndefined();
        expect(await documents.commit(tenant, writes.slice(1))).toHaveLength(500);
        expect(await documents.get(tenant, tickets, "t500")).toBeDefined();
      });
    });

    describe("versions", () => {
      test("a stale version rejects the commit and writes nothing", async () => {
        const [first] = await save("a");
        await save("a", { title: "newer" });
        const stale = put(tickets, "a", ticket({ title: "stale" }), { ifVersion: first ?? "" });
        await expect(documents.commit(tenant, [put(tickets, "b", ticket()), stale])).rejects.toThrow(VersionConflict);
        expect((await documents.get(tenant, tickets, "a"))?.data.title).toBe("newer");
        expect(await documents.get(tenant, tickets, "b")).toBeUndefined();
      });

      test("one caller's conflict does not affect a concurrent commit", async () => {
        await save("a");
        const create = put(tickets, "a", ticket(), { ifVersion: absent });
        const results = await Promise.allSettled([
          documents.commit(tenant, [put(tickets, "left", ticket())]),
          documents.commit(tenant, [put(tickets, "lost", ticket()), create]),
          documents.commit(tenant, [put(tickets, "right", ticket())]),
        ]);
        expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
        expect(await documents.get(tenant, tickets, "left")).toBeDefined();
        expect(await documents.get(tenant, tickets, "lost")).toBeUndefined();
        expect(await documents.get(tenant, tickets, "right")).toBeDefined();
      });

      test("`absent` creates once", async () => {
        const create = () => documents.commit(tenant, [put(tickets, "a", ticket(), { ifVersion: absent })]);
        const results = await Promise.allSettled([create(), create(), create()]);
        expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      });

      test("a delete checks its version too", async () => {
        const [first] = await save("a");
        const [second] = await save("a");
        const deleteIf = (ifVersion = "") => documents.commit(tenant, [remove(tickets, "a", { ifVersion })]);
        await expect(deleteIf(first)).rejects.toThrow(VersionConflict);
        await deleteIf(second);
        await expect(deleteIf(second)).rejects.toThrow(VersionConflict);
      });

      test("a document that is created again does not get an old version", async () => {
        const [first] = await save("a");
        await documents.commit(tenant, [remove(tickets, "a")]);
        await save("a");
        const stale = put(tickets, "a", ticket(), { ifVersion: first ?? "" });
        await expect(documents.commit(tenant, [stale])).rejects.toThrow(VersionConflict);
      });

      test("50 concurrent increments end at 50", async () => {
        await save("counter");
        const increment = async (): Promise<void> => {
          const read = await documents.get(tenant, tickets, "counter");
          if (!read) throw new Error("The counter is gone.");
          const next = { ...read.data, count: read.data.count + 1 };
          try {
            await documents.commit(tenant, [put(tickets, "counter", next, { ifVersion: read.version })]);
          } catch (error) {
            if (!(error instanceof VersionConflict)) throw error;
            await increment();
          }
        };
        await Promise.all(Array.from({ length: 50 }, increment));
        expect((await documents.get(tenant, tickets, "counter"))?.data.count).toBe(50);
      });
    });

    describe("expiry", () => {
      test("an expired document is not returned, counts as absent and can be created again", async () => {
        const expiresAt = new Date(Date.now() - 60_000);
        await documents.commit(tenant, [put(tickets, "a", ticket({ status: "open" }), { expiresAt })]);
        expect(await documents.get(tenant, tickets, "a")).toBeUndefined();
        const page = await documents.query(tenant, tickets, { where: [["status", "==", "open"]], limit: 5 });
        expect(page.items).toEqual([]);
        await documents.commit(tenant, [put(tickets, "a", ticket({ title: "again" }), { ifVersion: absent })]);
        expect((await documents.get(tenant, tickets, "a"))?.data.title).toBe("again");
      });

      test("a kind's own expiry holds for every write", async () => {
        const kept: Collection<Ticket> = { ...tickets, expiry: ({ dueAt }) => (dueAt ? new Date(dueAt) : undefined) };
        const dueAt = (inMs: number) => new Date(Date.now() + inMs).toISOString();
        await documents.commit(tenant, [put(kept, "a", ticket({ dueAt: dueAt(3_600_000) }))]);
        expect(await documents.get(tenant, kept, "a")).toBeDefined();
        await documents.commit(tenant, [put(kept, "a", ticket({ dueAt: dueAt(-60_000) }))]);
        expect(await documents.get(tenant, kept, "a")).toBeUndefined();
      });

      test("a document is returned until it expires, and a later put without expiry keeps it", async () => {
        const expiresAt = new Date(Date.now() + 3_600_000);
        await documents.commit(tenant, [put(tickets, "a", ticket(), { expiresAt })]);
        expect(await documents.get(tenant, tickets, "a")).toBeDefined();
        await save("a");
        expect(await documents.get(tenant, tickets, "a")).toBeDefined();
      });
    });
  });
}
