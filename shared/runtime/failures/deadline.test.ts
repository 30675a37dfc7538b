import { getEventListeners } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { startDeadline, unlessAborted, withDeadline } from "./deadline.ts";

describe("a deadline", () => {
  beforeEach(() => void import.meta.jest.useFakeTimers());
  afterEach(() => void import.meta.jest.useRealTimers());

  it("aborts when its time has passed", () => {
    const deadline = startDeadline(10, new AbortController().signal);
    import.meta.jest.advanceTimersByTime(9);
    expect(deadline.signal.aborted).toBe(false);
    import.meta.jest.advanceTimersByTime(1);
    expect(deadline.signal.aborted).toBe(true);
    expect(deadline.signal.reason).toMatchObject({ name: "TimeoutError" });
    expect(deadline.hasPassed()).toBe(true);
  });

  it("aborts with the outer signal and its reason, without counting as passed", () => {
    const outer = new AbortController();
    const deadline = startDeadline(60_000, outer.signal);
    outer.abort("the caller left");
    expect(deadline.signal.reason).toBe("the caller left");
    expect(deadline.hasPassed()).toBe(false);
    deadline.met();
  });

  it("aborts at once when the outer signal is already aborted", () => {
    const deadline = startDeadline(60_000, AbortSignal.abort("gone"));
    expect(deadline.signal.aborted).toBe(true);
    deadline.met();
  });

  it("never aborts once it is met", () => {
    const outer = new AbortController();
    const deadline = startDeadline(10, outer.signal);
    deadline.met();
    outer.abort();
    import.meta.jest.advanceTimersByTime(30);
    expect(deadline.signal.aborted).toBe(false);
  });
});

describe("work with a deadline", () => {
  it("leaves no listener on the outer signal, however it ends", async () => {
    const outer = new AbortController();
    await withDeadline(60_000, outer.signal, async () => "done");
    await withDeadline(60_000, outer.signal, () => Promise.reject(new Error("failed"))).catch(() => undefined);
    expect(getEventListeners(outer.signal, "abort")).toHaveLength(0);
  });

  it("is abandoned when it ignores its signal", async () => {
    const outer = new AbortController();
    const left = unlessAborted(outer.signal, () => new Promise(() => undefined));
    outer.abort(new Error("nobody waits"));
    await expect(left).rejects.toThrow("nobody waits");
    const never = unlessAborted(outer.signal, () => Promise.reject(new Error("It was started anyway.")));
    await expect(never).rejects.toThrow("nobody waits");
  });

  it("removes its own listener when it ends by itself", async () => {
    const outer = new AbortController();
    await unlessAborted(outer.signal, async () => "done");
    await unlessAborted(outer.signal, () => Promise.reject(new Error("failed"))).catch(() => undefined);
    expect(getEventListeners(outer.signal, "abort")).toHaveLength(0);
  });

  it("restarts its time with each extension, and never after it is met", () => {
    import.meta.jest.useFakeTimers();
    try {
      const deadline = startDeadline(100, new AbortController().signal);
      for (let sign = 0; sign < 5; sign += 1) {
        import.meta.jest.advanceTimersByTime(80);
        deadline.extend();
      }
      expect(deadline.signal.aborted).toBe(false);
      deadline.met();
      deadline.extend();
      expect(import.meta.jest.getTimerCount()).toBe(0);
    } finally {
      import.meta.jest.useRealTimers();
    }
  });
});

/** Node never frees such a signal once a listener stays on it. See `startDeadline`. */
test("no source composes signals with AbortSignal.any", () => {
  const root = join(import.meta.dirname, "../../..");
  const sources = ["functions", "shared"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .map((file) => join(folder, file)),
  );
  expect(sources.length).toBeGreaterThan(100);
  const composes = /^(?!\s*(?:\*|\/\/)).*AbortSignal\.any\(/m;
  expect(sources.filter((file) => composes.test(readFileSync(join(root, file), "utf8")))).toEqual([]);
});
