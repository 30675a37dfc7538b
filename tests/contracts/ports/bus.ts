import type { Envelope } from "../../../shared/platform/bus.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { envelope, newTenant, type OpenPlatform, recorder, unique, until, withPlatform } from "../open-platform.ts";

/** The contract of every implementation of the bus port. */
export function busContract(name: string, open: OpenPlatform): void {
  describe(`bus: ${name}`, () => {
    let tenant: TenantId;
    let topic: string;
    const event = (given: Partial<Envelope> = {}) => envelope({ tenantId: tenant, type: topic, ...given });
    const numbers = (seen: readonly { readonly event: Envelope }[], key: string) =>
      seen.filter(({ event: { key: seenKey } }) => seenKey === key).map(({ event: { data } }) => data);

    beforeEach(() => {
      tenant = newTenant();
      topic = unique("topic");
    });

    test("delivers to every subscription of the topic and to no other", () =>
      withPlatform(open, async ({ bus }) => {
        const [first, second, other] = [recorder(topic), recorder(topic), recorder(unique("topic"))];
        for (const subscription of [first, second, other]) bus.subscribe(subscription);
        await bus.start();
        const sent = event({ data: { text: "नमस्ते", nested: [1, null] } });
        await bus.publish([sent]);
        await until("both were delivered", () => first.seen.length === 1 && second.seen.length === 1);
        expect(first.seen[0]).toEqual({ event: sent, attempt: 1 });
        expect(other.seen).toEqual([]);
      }));

    test("keeps events that were published before the start", () =>
      withPlatform(open, async ({ bus }) => {
        const subscription = recorder(topic);
        bus.subscribe(subscription);
        await bus.publish([event()]);
        expect(subscription.seen).toEqual([]);
        await bus.start();
        await until("it was delivered", () => subscription.seen.length === 1);
      }));

    test("delivers events after a restart that were published before it", async () => {
      const subscription = recorder(topic);
      await withPlatform(open, async ({ bus }) => {
        bus.subscribe(subscription);
        await bus.publish([event({ id: "kept" })]);
      });
      await withPlatform(open, async ({ bus }) => {
        bus.subscribe(subscription);
        await bus.start();
        await until("it was delivered", () => subscription.seen.length > 0);
        expect(subscription.seen[0]?.event.id).toBe("kept");
      });
    });

    test("delivers events of one key in order, even when some are retried", () =>
      withPlatform(open, async ({ bus }) => {
        const done: Envelope[] = [];
        const subscription = recorder(topic, (given, attempt) => {
          if (attempt === 1 && Number(given.data) % 3 === 0) return { type: "retry", cause: "not yet" };
          done.push(given);
          return { type: "done" };
        });
        bus.subscribe(subscription);
        await bus.start();
        for (let place = 0; place < 12; place += 1) {
          await bus.publish([event({ key: "a", data: place }), event({ key: "b", data: place })]);
        }
        await until("all were handled", () => done.length === 24);
        for (const key of ["a", "b"])
          expect(done.filter((given) => given.key === key).map(({ data }) => data)).toEqual([...Array(12).keys()]);
      }));

    test("never handles two events of one key at a time", () =>
      withPlatform(open, async ({ bus }) => {
        let inHand = 0;
        let most = 0;
        const subscription = recorder(topic, async () => {
          inHand += 1;
          most = Math.max(most, inHand);
          await new Promise((resolve) => setTimeout(resolve, 5));
          inHand -= 1;
          return { type: "done" };
        });
        bus.subscribe(subscription);
        await bus.start();
        await bus.publish(Array.from({ length: 10 }, () => event({ key: "one" })));
        await until("all were delivered", () => subscription.seen.length === 10 && inHand === 0);
        expect(most).toBe(1);
      }));

    test("a poison event blocks only its own key until it is dead-lettered with its cause", () =>
      withPlatform(open, async ({ bus }) => {
        const subscription = recorder(topic, ({ data }) => {
          if (data === "poison") throw new Error("cannot digest");
          return { type: "done" };
        });
        bus.subscribe(subscription);
        await bus.start();
        await bus.publish([event({ key: "ill", data: "poison" }), event({ key: "ill", data: "after" })]);
        await bus.publish([event({ key: "well", data: 1 })]);
        await until("the other key was served", () => numbers(subscription.seen, "well").length === 1);
        await until("the poisoned key went on", () => numbers(subscription.seen, "ill").includes("after"));
        expect(numbers(subscription.seen, "ill")).toEqual([...Array(5).fill("poison"), "after"]);
        expect(subscription.seen.filter(({ event: { key } }) => key === "ill").map(({ attempt }) => attempt)).toEqual([
          1, 2, 3, 4, 5, 1,
        ]);
        const { items } = await bus.deadLetters.list(tenant, { limit: 10 });
        expect(items).toMatchObject([
          { subscription: subscription.name, attempts: 5, cause: "cannot digest", envelope: { data: "poison" } },
        ]);
      }));

    test("waits `afterMs` when the handler requests it", () =>
      withPlatform(open, async ({ bus }) => {
        const times: number[] = [];
        const subscription = recorder(topic, (_event, attempt) => {
          times.push(Date.now());
          return attempt === 1 ? { type: "retry", cause: "busy", afterMs: 1_000 } : { type: "done" };
        });
        bus.subscribe(subscription);
        await bus.start();
        await bus.publish([event()]);
        await until("it came again", () => times.length === 2);
        expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(950);
      }));

    test("a dead event is not retried; its replay is a first attempt", () =>
      withPlatform(open, async ({ bus }) => {
        let repaired = false;
        const subscription = recorder(topic, () =>
          repaired ? { type: "done" } : { type: "dead", cause: "no such tenant" },
        );
        const bystander = recorder(topic);
        bus.subscribe(subscription);
        bus.subscribe(bystander);
        await bus.start();
        await bus.publish([event({ id: "dead", data: { text: "hello" } })]);
        const list = async () => (await bus.deadLetters.list(tenant, { limit: 10 })).items;
        await until("it died", async () => (await list()).length === 1);
        const [letter] = await list();
        expect(letter).toMatchObject({ cause: "no such tenant", attempts: 1, envelope: { data: { text: "hello" } } });
        expect(Number.isNaN(Date.parse(letter?.diedAt ?? ""))).toBe(false);

        repaired = true;
        expect(await bus.deadLetters.replay(newTenant(), letter?.id ?? "")).toBe(false);
        expect(await bus.deadLetters.replay(tenant, letter?.id ?? "")).toBe(true);
        await until("it was delivered again", () => subscription.seen.length === 2);
        expect(subscription.seen[1]).toMatchObject({ attempt: 1, event: { id: "dead", data: { text: "hello" } } });
        await until("it is no longer among the dead", async () => (await list()).length === 0);
        expect(await bus.deadLetters.replay(tenant, letter?.id ?? "")).toBe(false);
        expect(bystander.seen).toHaveLength(1);
      }));

    test("announces a dead letter before it is listed, and again when the announcement failed", () =>
      withPlatform(open, async ({ bus }) => {
        const announced: string[] = [];
        let fails = true;
        bus.subscribe({
          ...recorder(topic, () => ({ type: "dead", cause: "no such tenant" })),
          async beforeDeadLetter({ id }, cause) {
            announced.push(`${id}: ${cause}`);
            if (!fails) return;
            fails = false;
            throw new Error("The bus is out of reach.");
          },
        });
        await bus.start();
        await bus.publish([event({ id: "dead" })]);
        await until("it died", async () => (await bus.deadLetters.list(tenant, { limit: 10 })).items.length === 1);
        expect(announced).toEqual(["dead: no such tenant", "dead: no such tenant"]);
      }));

    test("lists one tenant's dead letters in pages", () =>
      withPlatform(open, async ({ bus }) => {
        const other = newTenant();
        bus.subscribe(recorder(topic, () => ({ type: "dead", cause: "refused" })));
        await bus.start();
        const mine = Array.from({ length: 5 }, (_, place) => event({ id: `mine-${place}`, key: `k${place}` }));
        await bus.publish([...mine, event({ tenantId: other })]);
        const page = (cursor?: string) => bus.deadLetters.list(tenant, { limit: 3, cursor });
        await until("all died", async () => {
          const rest = (await page()).nextCursor;
          return rest !== undefined && (await page(rest)).items.length === 2;
        });
        const first = await page();
        const second = await page(first.nextCursor);
        const ids = [...first.items, ...second.items].map(({ envelope: { id } }) => id);
        expect(new Set(ids)).toEqual(new Set(mine.map(({ id }) => id)));
        const discarded = first.items[0]?.id ?? "";
        await bus.deadLetters.discard(other, discarded);
        expect((await page()).items[0]?.id).toBe(discarded);
        await bus.deadLetters.discard(tenant, discarded);
        await bus.deadLetters.discard(tenant, discarded);
        const left = (await bus.deadLetters.list(tenant, { limit: 10 })).items.map(({ id }) => id);
        expect(left).toHaveLength(4);
        expect(left).not.toContain(discarded);
        expect(second.nextCursor).toBeUndefined();
        await until("the other tenant's died", async () => {
          return (await bus.deadLetters.list(other, { limit: 3 })).items.length === 1;
        });
      }));

    test("stop waits for running handlers and accepts nothing more", async () => {
      let finish = () => {};
      let finished = false;
      const subscription = recorder(topic, async ({ data }) => {
        if (data === "slow") await new Promise<void>((resolve) => (finish = resolve));
        finished = true;
        return { type: "done" };
      });
      await withPlatform(open, async ({ bus }) => {
        bus.subscribe(subscription);
        await bus.start();
        await bus.publish([event({ data: "slow" }), event({ data: "next" })]);
        await until("it is in hand", () => subscription.seen.length === 1);
        const stopped = bus.stop(10_000);
        finish();
        await stopped;
        expect(finished).toBe(true);
        expect(subscription.seen).toHaveLength(1);
      });
      await withPlatform(open, async ({ bus }) => {
        bus.subscribe(subscription);
        await bus.start();
        await until("the rest came after the restart", () => subscription.seen.length === 2);
        expect(subscription.seen[1]?.event.data).toBe("next");
      });
    });
  });
}
