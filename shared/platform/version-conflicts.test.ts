import { VersionConflict } from "./documents.ts";
import { retryConflicts, unlessConflict } from "./version-conflicts.ts";

function meeting(conflicts: number) {
  let runs = 0;
  return async () => {
    runs += 1;
    if (runs <= conflicts) throw new VersionConflict(`conflict ${runs}`);
    return runs;
  };
}

test("runs a change again until nobody else writes in between", async () => {
  expect(await retryConflicts(meeting(3))).toBe(4);
});

test("throws the conflict of the last attempt", async () => {
  await expect(retryConflicts(meeting(2), { attempts: 2 })).rejects.toThrow("conflict 2");
});

test("lets other errors pass at once", async () => {
  let runs = 0;
  const failing = retryConflicts(async () => {
    runs += 1;
    throw new Error("disk full");
  });
  await expect(failing).rejects.toThrow("disk full");
  expect(runs).toBe(1);
});

test("tells a commit that somebody else preceded from one that failed", async () => {
  expect(await unlessConflict(Promise.resolve(["7"]))).toBe(true);
  expect(await unlessConflict(Promise.reject(new VersionConflict("written")))).toBe(false);
  await expect(unlessConflict(Promise.reject(new Error("disk full")))).rejects.toThrow("disk full");
});
