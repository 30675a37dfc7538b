import type { Collection, Documents } from "../../../shared/platform/documents.ts";
import { put, remove, type WatchedQuery } from "../../../shared/platform/documents.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { newTenant, type OpenPlatform, until } from "../open-platform.ts";
import { newTickets, type Ticket, ticket } from "../tickets.ts";

/** The contract of `documents.watch`. */
export function watchesContract(name: string, open: OpenPlatform): void {
  describe(`watches: ${name}`, () => {
    let platform: Platform;
    let elsewhere: Platform;
    let tenant: TenantId;
    let tickets: Collection<Ticket>;
    const stops: (() => void)[] = [];

    beforeAll(async () => {
      platform = await open();
      elsewhere = await open();
    });
    afterAll(async () => {
      await platform.close(5_000);
      await elsewhere.close(5_000);
    });
    beforeEach(() => {
      tenant = newTenant();
      tickets = newTickets();
    });
    afterEach(() => {
      for (const stop of stops.splice(0)) stop();
    });

    const openOnes: WatchedQuery = {
      where: [["status", "==", "open"]],
      orderBy: { field: "count", direction: "desc" },
      limit: 3,
    };
    const save = (id: string, given: Partial<Ticket> = {}, documents: Documents = platform.documents, owner = tenant) =>
      documents.commit(owner, [put(tickets, id, ticket({ status: "open", ...given }))]);

    /** The numbers of new documents that the watch has told, once it has begun. */
    async function watch(query: WatchedQuery = openOnes): Promise<{ readonly told: number[]; stop(): void }> {
      const told: number[] = [];
      const failures: unknown[] = [];
      const stop = platform.documents.watch(tenant, tickets, query, {
        changed: (added) => void told.push(added),
        failed: (error) => void failures.push(error),
      });
      stops.push(stop);
      await until("the watch begins", () => told.length > 0 || failures.length > 0);
      expect(failures).toEqual([]);
      return { told, stop };
    }

    test("begins with what is there, and tells what is added", async () => {
      await save("a");
      const { told } = await watch();
      expect(told).toEqual([1]);
      await save("b");
      await until("the second ticket is told", () => told.length > 1);
      expect(told).toEqual([1, 1]);
    });

    test("tells a change and a removal", async () => {
      await save("a");
      const { told } = await watch();
      await save("a", { count: 7 });
      await until("the change is told", () => told.length > 1);
      await platform.documents.commit(tenant, [remove(tickets, "a")]);
      await until("the removal is told", () => told.length > 2);
      expect(told).toEqual([1, 1, 0]);
    });

    test("notices what another process commits", async () => {
      const { told } = await watch();
      await save("a", {}, elsewhere.documents);
      await until("the other process's ticket is told", () => told.includes(1));
    });

    test("says nothing of other tenants, other documents and refused commits", async () => {
      const { told } = await watch();
      await save("theirs", {}, platform.documents, newTenant());
      await save("closed", { status: "closed" });
      await platform.documents.commit(tenant, [put(newTickets(), "elsewhere", ticket({ status: "open" }))]);
      await save("a");
      await expect(
        platform.documents.commit(tenant, [put(tickets, "a", ticket({ status: "open" }), { ifVersion: "absent" })]),
      ).rejects.toThrow();
      await save("b");
      await until("the two tickets are told", () => told.reduce((sum, added) => sum + added, 0) === 2);
    });

    test("says nothing more once it is stopped, also before it has begun", async () => {
      const { told, stop } = await watch();
      stop();
      stop();
      const early: number[] = [];
      const failed = () => undefined;
      platform.documents.watch(tenant, tickets, openOnes, { changed: (added) => void early.push(added), failed })();
      await save("a");
      const { told: later } = await watch();
      expect([told, early, later]).toEqual([[0], [], [1]]);
    });

    test("rejects a query without a declared index", () => {
      const watcher = { changed: () => undefined, failed: () => undefined };
      const query: WatchedQuery = { where: [["title", "==", "x"]], limit: 3 };
      expect(() => platform.documents.watch(tenant, tickets, query, watcher)).toThrow('["title"]');
    });

    test("does not keep the platform from closing", async () => {
      const other = await open();
      other.documents.watch(tenant, tickets, openOnes, { changed: () => undefined, failed: () => undefined });
      await other.close(5_000);
    });
  });
}
