import { z } from "zod";
import { createLogger } from "../telemetry/log.ts";
import { RetryableError, TerminalError } from "./failures/errors.ts";
import { closeJoin, joinSchema, openJoin, runBranch, withBranch } from "./fan-out.ts";

const done = (result: number) => ({ status: "completed" as const, result });

describe("a join", () => {
  it("ends with its last branch", () => {
    const one = withBranch(openJoin<number>(["a", "b"]), "a", done(1));
    expect(one).toEqual({ pending: ["b"], results: { a: done(1) } });
    expect(one && withBranch(one, "b", done(2))).toEqual({ pending: [], results: { a: done(1), b: done(2) } });
  });

  it("accepts a branch's result once, and none from unknown branches", () => {
    const one = withBranch(openJoin<number>(["a", "b"]), "a", done(1));
    expect(one && withBranch(one, "a", done(9))).toBeUndefined();
    expect(one && withBranch(one, "c", done(9))).toBeUndefined();
  });

  it("lists the branches that were pending when it was closed, and is closed once", () => {
    const one = withBranch(openJoin<number>(["a", "b"]), "a", done(1));
    const closed = one && closeJoin(one, "overdue", "It took too long.");
    expect(closed).toEqual({
      pending: [],
      results: { a: done(1), b: { status: "failed", code: "overdue", reason: "It took too long." } },
    });
    expect(closed && closeJoin(closed, "overdue", "")).toBeUndefined();
    expect(closed && withBranch(closed, "b", done(2))).toBeUndefined();
  });

  it("is rejected without branches or with a duplicate", () => {
    expect(() => openJoin([])).toThrow("at least one");
    expect(() => openJoin(["a", "a"])).toThrow("no duplicates");
  });

  it("is stored and read back", () => {
    const join = closeJoin(openJoin<number>(["a"]), "overdue", "It took too long.");
    expect(joinSchema(z.number()).parse(JSON.parse(JSON.stringify(join)))).toEqual(join);
  });
});

describe("a branch", () => {
  const log = createLogger({ level: "silent" });
  const run = (attempt: number, work: () => Promise<number>) => runBranch({ attempt, log }, 3, work);

  it("returns its result", async () => {
    expect(await run(1, async () => 7)).toEqual(done(7));
  });

  it("that fails permanently fails at once", async () => {
    const refused = () => Promise.reject(new TerminalError("blocked", "The site refuses us."));
    expect(await run(1, refused)).toEqual({ status: "failed", code: "blocked", reason: "The site refuses us." });
  });

  it.each([new RetryableError("busy", "Later."), new Error("socket hang up")])(
    "that fails transiently (%s) is retried, and fails with its last try",
    async (error) => {
      await expect(run(2, () => Promise.reject(error))).rejects.toBe(error);
      expect(await run(3, () => Promise.reject(error))).toMatchObject({ status: "failed", code: "branch-failed" });
    },
  );
});
