import { type Collection, type Documents, put } from "../../../shared/platform/documents.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { newTenant, type OpenPlatform } from "../open-platform.ts";
import { newTickets, type Ticket, ticket } from "../tickets.ts";

/** The contract of every implementation of the documents port: queries. */
export function queriesContract(name: string, open: OpenPlatform): void {
  describe(`queries of documents: ${name}`, () => {
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
    const ids = (page: { readonly items: readonly { readonly id: string }[] }) => page.items.map(({ id }) => id);

    describe("query", () => {
      test("filters by equality and orders both ways", async () => {
        await save("a", { status: "open", count: 2 });
        await save("b", { status: "open", count: 10 });
        await save("c", { status: "closed", count: 5 });
        const openBy = (direction: "asc" | "desc") =>
          documents.query(tenant, tickets, {
            where: [["status", "==", "open"]],
            orderBy: { field: "count", direction },
            limit: 10,
          });
        expect(ids(await openBy("asc"))).toEqual(["a", "b"]);
        expect(ids(await openBy("desc"))).toEqual(["b", "a"]);
      });

      test("ranges over one field, also with an equality on a nested field", async () => {
        for (const count of [1, 2, 3, 4]) await save(`p${count}`, { count, customer: { city: "Pune" } });
        await save("d", { count: 3, customer: { city: "Delhi" } });
        const page = await documents.query(tenant, tickets, {
          where: [
            ["customer.city", "==", "Pune"],
            ["count", ">", 1],
            ["count", "<=", 3],
          ],
          limit: 10,
        });
        expect(ids(page)).toEqual(["p2", "p3"]);
      });

      test("distinguishes null from a missing field, and true from 1", async () => {
        await save("null", { status: null, urgent: true });
        await save("missing", { urgent: false });
        await save("text", { status: "open", count: 1 });
        const where = (field: string, value: string | boolean | null | number) =>
          documents.query(tenant, tickets, { where: [[field, "==", value]], limit: 10 });
        expect(ids(await where("status", null))).toEqual(["null"]);
        expect(ids(await where("urgent", true))).toEqual(["null"]);
        expect(ids(await where("urgent", false))).toEqual(["missing"]);
        expect(ids(await where("count", 1))).toEqual(["text"]);
        const ordered = await documents.query(tenant, tickets, {
          orderBy: { field: "status", direction: "asc" },
          limit: 10,
        });
        expect(ids(ordered)).toEqual(["null", "text"]);
      });

      test("a range matches only values of its own type", async () => {
        await save("null", { dueAt: null });
        await save("text", { dueAt: "2026-01-01" });
        const due = await documents.query(tenant, tickets, { where: [["dueAt", "<=", "2027"]], limit: 10 });
        expect(ids(due)).toEqual(["text"]);
        expect(ids(await documents.query(tenant, tickets, { where: [["dueAt", "<", 5]], limit: 10 }))).toEqual([]);
      });

      test("pages by cursor, each document once, despite inserts before the page", async () => {
        for (let place = 0; place < 7; place += 1) await save(`t${place}`, { status: "open", count: place % 3 });
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await documents.query(tenant, tickets, {
            where: [["status", "==", "open"]],
            orderBy: { field: "count", direction: "desc" },
            limit: 2,
            cursor,
          });
          expect(page.items.length).toBeLessThanOrEqual(2);
          seen.push(...ids(page));
          cursor = page.nextCursor;
          await save(`newer${seen.length}`, { status: "open", count: 100 });
        } while (cursor !== undefined);
        expect(seen).toEqual(["t5", "t2", "t4", "t1", "t6", "t3", "t0"]);
      });

      test("lists by id without conditions, without a cursor after the last page", async () => {
        for (const id of ["b", "a", "c"]) await save(id);
        const first = await documents.query(tenant, tickets, { limit: 2 });
        expect(ids(first)).toEqual(["a", "b"]);
        const second = await documents.query(tenant, tickets, { limit: 2, cursor: first.nextCursor });
        expect(ids(second)).toEqual(["c"]);
        expect(second.nextCursor).toBeUndefined();
      });

      test("returns only its own tenant's documents", async () => {
        await save("a", { status: "open" });
        const page = await documents.query(newTenant(), tickets, { where: [["status", "==", "open"]], limit: 10 });
        expect(page.items).toEqual([]);
      });

      test("rejects a query without a declared index and names the index to declare", async () => {
        const withoutIndex = documents.query(tenant, tickets, {
          where: [["title", "==", "x"]],
          orderBy: { field: "count", direction: "asc" },
          limit: 10,
        });
        await expect(withoutIndex).rejects.toThrow('["title","count asc"]');
      });

      test("treats a hostile value as a value and rejects a hostile field name", async () => {
        await save("a", { status: "open" });
        const query = (field: string, value: string) =>
          documents.query(tenant, { ...tickets, indexes: [[field]] }, { where: [[field, "==", value]], limit: 10 });
        expect((await query("status", "' OR '1'='1")).items).toEqual([]);
        await expect(query("status') OR 1=1 --", "open")).rejects.toThrow("is not a valid field name");
      });
    });

    describe("overdue", () => {
      test("lists due documents of every tenant, oldest first, without their data", async () => {
        const other = newTenant();
        await save("later", { dueAt: "2026-01-03T00:00:00.000Z" });
        await save("never", { dueAt: null });
        await save("second", { dueAt: "2026-01-02T00:00:00.000Z" });
        const first = put(tickets, "first", ticket({ dueAt: "2026-01-01T00:00:00.000Z" }));
        await documents.commit(other, [first]);
        const due = (limit: number) => documents.overdue(tickets, "dueAt", "2026-01-02T00:00:00.000Z", limit);
        expect(await due(10)).toEqual([
          { tenantId: other, id: "first" },
          { tenantId: tenant, id: "second" },
        ]);
        expect(await due(1)).toHaveLength(1);
      });

      test("requires a declared index", async () => {
        await expect(documents.overdue(tickets, "title", "2026", 10)).rejects.toThrow('["title"]');
      });
    });
  });
}
