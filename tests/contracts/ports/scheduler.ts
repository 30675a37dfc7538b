import type { TenantId } from "../../../shared/platform/tenant.ts";
import { envelope, newTenant, type OpenPlatform, recorder, unique, until, withPlatform } from "../open-platform.ts";

/** The contract of every implementation of the scheduler port. */
export function schedulerContract(name: string, open: OpenPlatform): void {
  describe(`scheduler: ${name}`, () => {
    let tenant: TenantId;
    let topic: string;
    const inMs = (ms: number) => new Date(Date.now() + ms);
    const task = (id: string, at: Date, taskName = unique("task")) => ({
      name: taskName,
      at,
      envelope: envelope({ tenantId: tenant, type: topic, id, key: id, data: { text: id } }),
    });

    beforeEach(() => {
      tenant = newTenant();
      topic = unique("topic");
    });

    test("publishes an event when it is due and not before; a past time is due at once", () =>
      withPlatform(open, async ({ bus, scheduler }) => {
        const times = new Map<string, number>();
        const subscription = recorder(topic, ({ id }) => {
          times.set(id, Date.now());
          return { type: "done" };
        });
        bus.subscribe(subscription);
        await bus.start();
        await scheduler.start();
        const at = inMs(2_000);
        expect(await scheduler.schedule(task("later", at))).toBe("scheduled");
        await scheduler.schedule(task("past", inMs(-60_000)));
        await until("both came", () => times.size === 2);
        expect(times.get("later")).toBeGreaterThanOrEqual(at.getTime() - 5);
        expect(times.get("past")).toBeLessThan(times.get("later") ?? 0);
        expect(subscription.seen.find(({ event }) => event.id === "later")?.event.data).toEqual({ text: "later" });
      }));

    test("fires events after a restart, including those that fell due meanwhile", async () => {
      const subscription = recorder(topic);
      await withPlatform(open, async ({ bus, scheduler }) => {
        bus.subscribe(subscription);
        await bus.publish([]); // the subscription is registered
        await scheduler.schedule(task("due", inMs(-1)));
        await scheduler.schedule(task("coming", inMs(500)));
      });
      expect(subscription.seen).toEqual([]);
      await withPlatform(open, async ({ bus, scheduler }) => {
        bus.subscribe(subscription);
        await bus.start();
        await scheduler.start();
        await until("both came", () => subscription.seen.length === 2);
        expect(subscription.seen.map(({ event }) => event.id)).toEqual(["due", "coming"]);
      });
    });

    test("a cancelled event is not published; cancelling again changes nothing", () =>
      withPlatform(open, async ({ bus, scheduler }) => {
        const subscription = recorder(topic);
        bus.subscribe(subscription);
        await bus.start();
        await scheduler.start();
        const cancelled = task("unwanted", inMs(3_000));
        await scheduler.schedule(cancelled);
        await scheduler.schedule(task("marker", inMs(3_500)));
        expect(await scheduler.cancel(cancelled.name)).toBe(true);
        expect(await scheduler.cancel(cancelled.name)).toBe(false);
        await until("the later one came", () => subscription.seen.length > 0);
        expect(subscription.seen.map(({ event }) => event.id)).toEqual(["marker"]);
      }));

    test("a name is used once: while it waits, after it was cancelled and after it fired", () =>
      withPlatform(open, async ({ bus, scheduler }) => {
        const subscription = recorder(topic);
        bus.subscribe(subscription);
        await bus.start();
        await scheduler.start();
        const [waiting, cancelled, fired] = [unique("task"), unique("task"), unique("task")];
        await scheduler.schedule(task("waiting", inMs(60_000), waiting));
        await scheduler.schedule(task("cancelled", inMs(60_000), cancelled));
        await scheduler.cancel(cancelled);
        await scheduler.schedule(task("fired", inMs(0), fired));
        await until("it fired", () => subscription.seen.length === 1);
        for (const used of [waiting, cancelled, fired])
          expect(await scheduler.schedule(task("again", inMs(0), used))).toBe("exists");
        await scheduler.schedule(task("marker", inMs(500)));
        await until("the marker came", () => subscription.seen.some(({ event }) => event.id === "marker"));
        expect(subscription.seen.map(({ event }) => event.id)).toEqual(["fired", "marker"]);
        expect(await scheduler.cancel(fired)).toBe(false);
        expect(await scheduler.cancel(unique("never"))).toBe(false);
        await scheduler.cancel(waiting);
      }));

    test("one of many concurrent schedulings of a name succeeds", () =>
      withPlatform(open, async ({ bus, scheduler }) => {
        const subscription = recorder(topic);
        bus.subscribe(subscription);
        await bus.start();
        await scheduler.start();
        const shared = unique("task");
        const results = await Promise.all(
          Array.from({ length: 10 }, (_, place) => scheduler.schedule(task(`e${place}`, inMs(200), shared))),
        );
        expect(results.filter((result) => result === "scheduled")).toHaveLength(1);
        await scheduler.schedule(task("marker", inMs(1_000)));
        await until("the marker came", () => subscription.seen.some(({ event }) => event.id === "marker"));
        expect(subscription.seen).toHaveLength(2);
      }));

    test("rejects a name with other characters", () =>
      withPlatform(open, async ({ scheduler }) => {
        await expect(scheduler.schedule(task("e", inMs(0), "a/b"))).rejects.toThrow("a/b");
      }));
  });
}
