import { findEmulators } from "../../../emulators/google/find.ts";
import { launchFirestore } from "../../../emulators/google/launch.ts";
import { type DocumentStore, type Page, put, type Stored } from "../../../shared/platform/documents.ts";
import { firestoreDocuments } from "../../../shared/platform/gcp/documents/documents.ts";
import { lazy } from "../../../shared/platform/gcp/lazy.ts";
import { newTenant } from "../open-platform.ts";
import { newTickets, type Ticket, ticket } from "../tickets.ts";

/** Indexed times in several lanes: lists stay in order, and what was stored before stays in them. */
const emulators = findEmulators(process.env.GOOGLE_EMULATORS_DIR);

if (emulators.found) {
  let close: () => Promise<void>;
  let address: string;
  const opened: DocumentStore[] = [];

  beforeAll(async () => {
    const firestore = await launchFirestore(emulators, { port: 0 });
    address = firestore.address;
    close = () => firestore.close();
  });
  afterAll(async () => {
    for (const documents of opened) await documents.close();
    await close?.();
  });

  function storeWith(lanes: number): DocumentStore {
    const client = lazy(async () => {
      const sdk = await import("@google-cloud/firestore");
      const customHeaders = { Authorization: "Bearer owner" };
      return {
        sdk,
        firestore: new sdk.Firestore({ projectId: "demo-lanes", host: address, ssl: false, customHeaders }),
      };
    });
    const documents = firestoreDocuments({ client, now: Date.now, lanes });
    opened.push(documents);
    return documents;
  }

  const timeOf = (minute: number) => new Date(Date.parse("2026-11-29T10:00:00.000Z") + minute * 60_000).toISOString();
  const idsOf = (page: Page<Stored<Ticket>>) => page.items.map(({ id }) => id);

  /** 40 tickets due at different minutes: half of them from before there were lanes. */
  async function stored() {
    const [tenant, tickets] = [newTenant(), newTickets()];
    for (let minute = 0; minute < 40; minute += 1) {
      const documents = storeFor[minute % 2] ?? storeFor[0];
      const data = ticket({ dueAt: timeOf(minute), status: minute % 4 < 2 ? "open" : "closed" });
      await documents.commit(tenant, [put(tickets, `t-${minute}`, data)]);
    }
    return { tenant, tickets };
  }
  const storeFor = [storeWith(1), storeWith(4)] as const;

  test.each(["asc", "desc"] as const)("a list is in order over all lanes, a page at a time: %s", async (direction) => {
    const { tenant, tickets } = await stored();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await storeFor[1].query(tenant, tickets, {
        orderBy: { field: "dueAt", direction },
        limit: 7,
        cursor,
      });
      seen.push(...idsOf(page));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    const minutes = Array.from({ length: 40 }, (_, minute) => `t-${minute}`);
    expect(seen).toEqual(direction === "asc" ? minutes : minutes.reverse());
  });

  test("a range of times holds those of every lane", async () => {
    const { tenant, tickets } = await stored();
    const page = await storeFor[1].query(tenant, tickets, {
      where: [
        ["dueAt", ">=", timeOf(10)],
        ["dueAt", "<", timeOf(15)],
      ],
      limit: 100,
    });
    expect(idsOf(page)).toEqual(["t-10", "t-11", "t-12", "t-13", "t-14"]);
  });

  test("what is overdue in any lane is found, oldest first", async () => {
    const { tickets } = await stored();
    const ids = async (until: string, limit: number) =>
      (await storeFor[1].overdue(tickets as never, "dueAt", until, limit)).map(({ id }) => id);
    expect(await ids(timeOf(3), 100)).toEqual(["t-0", "t-1", "t-2", "t-3"]);
    expect(await ids(timeOf(30), 2)).toEqual(["t-0", "t-1"]);
  });

  test("a document moves into its lane when it is written again, and leaves the list when its time is removed", async () => {
    const { tenant, tickets } = await stored();
    const first = await storeFor[1].get(tenant, tickets, "t-0");
    await storeFor[1].commit(tenant, [
      put(tickets, "t-0", ticket({ dueAt: timeOf(100) }), { ifVersion: first?.version ?? "" }),
      put(tickets, "t-1", ticket({ dueAt: null })),
    ]);
    const order = { field: "dueAt", direction: "desc" } as const;
    expect(idsOf(await storeFor[1].query(tenant, tickets, { orderBy: order, limit: 2 }))).toEqual(["t-0", "t-39"]);
    const all = idsOf(await storeFor[1].query(tenant, tickets, { orderBy: order, limit: 100 }));
    expect(all).toHaveLength(39);
  });

  test("an earlier release lists what has a lane as well", async () => {
    const { tenant, tickets } = await stored();
    const page = await storeFor[0].query(tenant, tickets, {
      orderBy: { field: "dueAt", direction: "asc" },
      limit: 100,
    });
    expect(page.items).toHaveLength(40);
  });

  test("a spread time is not compared by ==", async () => {
    const { tenant, tickets } = await stored();
    const asked = storeFor[1].query(tenant, tickets, { where: [["dueAt", "==", timeOf(1)]], limit: 1 });
    await expect(asked).rejects.toThrow("dueAt");
  });
} else {
  test(`skipped: ${emulators.notice}`, () => {
    expect(emulators.found).toBe(false);
  });
}
