import type { DocumentRef } from "../platform/documents.ts";
import { TenantId } from "../platform/tenant.ts";
import { totals } from "./runner-fixture.ts";
import { sweepOverdue } from "./sweep.ts";

const tenantId = TenantId.parse("client_1");
const start = new Date("2026-01-01T00:00:00Z");

/** Overdue documents. One that is relayed is no longer overdue, as after a claim. */
function overdueStore(ids: readonly string[]) {
  const left = new Set(ids);
  const queries: number[] = [];
  return {
    left,
    queries,
    async overdue(_collection: unknown, _field: string, _until: string, limit: number): Promise<DocumentRef[]> {
      const page = [...left].slice(0, limit).map((id) => ({ tenantId, id }));
      queries.push(page.length);
      return page;
    },
  };
}

function sweepOf(store: ReturnType<typeof overdueStore>, relay: (id: string) => Promise<boolean>, now = () => start) {
  return sweepOverdue({
    documents: store,
    owned: [totals as never],
    until: start,
    pageSize: 100,
    now,
    relay: async (_owned, { id }) => {
      const done = await relay(id);
      if (done) store.left.delete(id);
      return done;
    },
  });
}

const many = Array.from({ length: 1_050 }, (_, index) => `document-${index}`);

it("relays all that is overdue, some documents at once", async () => {
  const store = overdueStore(many);
  let running = 0;
  let most = 0;
  const relayed = await sweepOf(store, async () => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    return true;
  });
  expect(relayed).toBe(1_050);
  expect(store.left.size).toBe(0);
  expect(most).toBeGreaterThan(5);
  expect(most).toBeLessThanOrEqual(20);
});

it("tries a document that fails once, and goes on with the others", async () => {
  const store = overdueStore(many);
  const tries: string[] = [];
  const relayed = await sweepOf(store, async (id) => {
    tries.push(id);
    return id !== "document-7";
  });
  expect(relayed).toBe(1_049);
  expect([...store.left]).toEqual(["document-7"]);
  expect(tries.filter((id) => id === "document-7")).toHaveLength(1);
});

it("begins no page after its time", async () => {
  const store = overdueStore(many);
  let clock = start.getTime();
  const relayed = await sweepOf(
    store,
    async () => {
      clock += 300;
      return true;
    },
    () => new Date(clock),
  );
  expect(relayed).toBe(200);
  expect(store.queries).toEqual([100, 100]);
});
