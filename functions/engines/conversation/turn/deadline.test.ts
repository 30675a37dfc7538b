import { setTimeout as sleep } from "node:timers/promises";
import { startDeadline } from "./deadline.ts";

describe("a deadline", () => {
  it("aborts when its time is over", async () => {
    const deadline = startDeadline(10, new AbortController().signal);
    await sleep(30);
    expect(deadline.signal.aborted).toBe(true);
    expect(deadline.signal.reason).toMatchObject({ name: "TimeoutError" });
    expect(deadline.hasPassed()).toBe(true);
  });

  it("aborts with what is around it, for that one's reason, and has not passed then", () => {
    const outer = new AbortController();
    const deadline = startDeadline(60_000, outer.signal);
    outer.abort("the caller left");
    expect(deadline.signal.reason).toBe("the caller left");
    expect(deadline.hasPassed()).toBe(false);
    deadline.met();
  });

  it("is over at once where what is around it is", () => {
    const deadline = startDeadline(60_000, AbortSignal.abort("gone"));
    expect(deadline.signal.aborted).toBe(true);
    deadline.met();
  });

  it("aborts no more once it is met", async () => {
    const outer = new AbortController();
    const deadline = startDeadline(10, outer.signal);
    deadline.met();
    outer.abort();
    await sleep(30);
    expect(deadline.signal.aborted).toBe(false);
  });
});
