import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { type Counts, countedPlatform } from "../counted.ts";
import { type Collection, type Documents, put, type Watcher } from "../documents.ts";
import { openEmbedded } from "../embedded/platform.ts";
import { TenantId } from "../tenant.ts";
import { changes } from "./changes.ts";
import { createSharedWatches, watchedPage } from "./shared-watches.ts";

const florist = TenantId.parse("florist");
const garage = TenantId.parse("garage");
const Note = z.object({ at: z.string() });
const notes: Collection<z.infer<typeof Note>> = {
  name: "notes",
  schema: Note,
  indexes: [["at"]],
  confidential: false,
  personal: "nothing",
};
const newest = (tenantId: TenantId) =>
  watchedPage(tenantId, notes, { orderBy: { field: "at", direction: "desc" }, limit: 5 });

describe("watches that are shared", () => {
  /** A database whose watches are opened and closed by hand. */
  function open() {
    const open: { readonly tenantId: TenantId; readonly watcher: Watcher }[] = [];
    const begun: TenantId[] = [];
    const watches = createSharedWatches({
      watch(tenantId, _collection, _query, watcher) {
        const watch = { tenantId, watcher };
        open.push(watch);
        begun.push(tenantId);
        return () => void open.splice(open.indexOf(watch), 1);
      },
    });
    return { watches, open, begun };
  }

  beforeEach(() => import.meta.jest.useFakeTimers());
  afterEach(() => import.meta.jest.useRealTimers());

  it("are one for each tenant and page, however many listen", () => {
    const { watches, begun, open: now } = open();
    const told: string[] = [];
    for (const name of ["a", "b"]) watches.listen(newest(florist), () => void told.push(name));
    watches.listen(newest(garage), () => void told.push("theirs"));
    expect(begun).toEqual([florist, garage]);
    now[0]?.watcher.changed(1);
    expect(told).toEqual(["a", "b"]);
  });

  it("end a minute after their last listener, and are found again before that", () => {
    const { watches, begun, open: now } = open();
    watches.listen(newest(florist), () => undefined)();
    import.meta.jest.advanceTimersByTime(59_000);
    const stop = watches.listen(newest(florist), () => undefined);
    import.meta.jest.advanceTimersByTime(600_000);
    expect([begun.length, now.length]).toEqual([1, 1]);
    stop();
    stop();
    import.meta.jest.advanceTimersByTime(60_000);
    expect(now).toEqual([]);
    watches.listen(newest(florist), () => undefined);
    expect(begun).toHaveLength(2);
  });

  it("begin again after a failure, later each time, and tell that something may have changed", () => {
    const { watches, begun, open: now } = open();
    let told = 0;
    watches.listen(newest(florist), () => {
      told += 1;
    });
    for (const delay of [1_000, 2_000, 4_000]) {
      now.at(-1)?.watcher.failed(new Error("the stream broke"));
      const before = begun.length;
      import.meta.jest.advanceTimersByTime(delay - 1);
      expect(begun).toHaveLength(before);
      import.meta.jest.advanceTimersByTime(1);
      expect(begun).toHaveLength(before + 1);
    }
    now.at(-1)?.watcher.changed(0);
    expect(told).toBe(1);
    now.at(-1)?.watcher.failed(new Error("the stream broke"));
    import.meta.jest.advanceTimersByTime(1_000);
    expect(begun).toHaveLength(5);
  });

  it("are not tried again when nobody listens any more", () => {
    const { watches, begun, open: now } = open();
    const stop = watches.listen(newest(florist), () => undefined);
    now[0]?.watcher.failed(new Error("the stream broke"));
    stop();
    import.meta.jest.advanceTimersByTime(500);
    const before = begun.length;
    import.meta.jest.advanceTimersByTime(600_000);
    expect(begun.length).toBeLessThanOrEqual(before + 1);
  });
});

describe("changes", () => {
  let folder: string;
  let documents: Documents;
  let counts: () => Readonly<Counts>;
  let close: () => Promise<void>;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "changes-"));
    const counted = countedPlatform(openEmbedded({ dataDir: folder }));
    ({ documents } = counted.platform);
    ({ counts } = counted);
    close = () => counted.platform.close(100);
  });
  afterEach(async () => {
    await close();
    rmSync(folder, { recursive: true });
  });

  const write = (id: string, owner = florist) => documents.commit(owner, [put(notes, id, { at: id })]);

  it("are one for all that happens while their consumer is busy, and end with the signal", async () => {
    const end = new AbortController();
    const seen: number[] = [];
    for await (const _ of changes(documents, [newest(florist)], end.signal)) {
      const page = await documents.query(florist, notes, { limit: 100 });
      seen.push(page.items.length);
      if (seen.length === 1) for (let each = 0; each < 50; each += 1) await write(`2026-${each}`);
      if (page.items.length === 50) end.abort();
    }
    expect(seen.length).toBeLessThanOrEqual(4);
    expect(seen.at(-1)).toBe(50);
  });

  it("of one consumer who stops do not end another's, and nothing is read while nothing changes", async () => {
    const end = new AbortController();
    const first = changes(documents, [newest(florist)], end.signal);
    const second = changes(documents, [newest(florist)], end.signal);
    // Both are yielded to at once, and then when their watch has begun.
    await Promise.all([first.next(), second.next()]);
    await Promise.all([first.next(), second.next()]);
    await first.return(undefined);
    const { reads } = counts();
    const next = second.next();
    await write("2026-theirs", garage);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(counts().reads).toBe(reads);
    await write("2026-ours");
    expect((await next).done).toBe(false);
    end.abort();
    expect((await second.next()).done).toBe(true);
  });
});
