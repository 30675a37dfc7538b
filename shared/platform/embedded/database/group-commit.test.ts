import { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { groupCommit } from "./group-commit.ts";
import type { LogSync } from "./log-sync.ts";

/** A log whose syncs the test completes by hand. */
function setUp() {
  const database = new DatabaseSync(":memory:");
  database.exec("CREATE TABLE written (name TEXT)");
  const syncs: { end(): void; fail(error: Error): void }[] = [];
  let syncedNow = 0;
  const log: LogSync = {
    sync: () => new Promise((resolve, reject) => syncs.push({ end: resolve, fail: reject })),
    syncNow: () => {
      syncedNow += 1;
    },
    close: () => undefined,
  };
  const group = groupCommit(database, log);
  const answers: string[] = [];
  const write = (name: string) =>
    group
      .write(() => void database.prepare("INSERT INTO written VALUES (?)").run(name))
      .then(
        () => void answers.push(name),
        (error: Error) => void answers.push(`${name}: ${error.message}`),
      );
  return { database, group, syncs, syncedNow: () => syncedNow, told: answers, write };
}

describe("a write", () => {
  it("is acknowledged after the log is synced, not after the commit", async () => {
    const { database, syncs, told, write } = setUp();
    write("a");
    await setImmediate();
    expect(database.prepare("SELECT name FROM written").all()).toHaveLength(1);
    expect(told).toEqual([]);
    syncs[0]?.end();
    await setImmediate();
    expect(told).toEqual(["a"]);
  });

  it("made during a sync shares the next sync", async () => {
    const { syncs, told, write } = setUp();
    write("a");
    await setImmediate();
    write("b");
    await setImmediate();
    write("c");
    await setImmediate();
    expect(syncs).toHaveLength(1);
    syncs[0]?.end();
    await setImmediate();
    expect(told).toEqual(["a"]);
    expect(syncs).toHaveLength(2);
    syncs[1]?.end();
    await setImmediate();
    expect(told).toEqual(["a", "b", "c"]);
  });

  it("fails when the log cannot be synced, and the next write syncs again", async () => {
    const { syncs, told, write } = setUp();
    write("a");
    await setImmediate();
    syncs[0]?.fail(new Error("EIO"));
    await setImmediate();
    write("b");
    await setImmediate();
    syncs[1]?.end();
    await setImmediate();
    expect(told).toEqual(["a: EIO", "b"]);
  });

  it("is on disk before a flush returns, even during another sync", async () => {
    const { database, group, syncedNow, told, write } = setUp();
    write("a");
    await setImmediate();
    write("b");
    group.flush();
    expect(syncedNow()).toBe(1);
    await setImmediate();
    expect(told).toEqual(["a", "b"]);
    expect(database.prepare("SELECT name FROM written").all()).toHaveLength(2);
  });
});
