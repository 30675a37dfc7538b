import { boundedFlow } from "./flow.ts";

/** Messages in flight until the test completes them. */
function messages(bounds: Parameters<typeof boundedFlow>[0]) {
  const flow = boundedFlow(bounds);
  const sent: string[] = [];
  const arrivals = new Map<string, PromiseWithResolvers<string>>();
  return {
    sent,
    send(name: string, bytes = 1): Promise<string> {
      return flow(bytes, () => {
        sent.push(name);
        const arrival = Promise.withResolvers<string>();
        arrivals.set(name, arrival);
        return arrival.promise;
      });
    },
    arrive: (name: string) => arrivals.get(name)?.resolve(name),
    fail: (name: string) => arrivals.get(name)?.reject(new Error(`${name} failed`)),
  };
}

test("sends at once up to the limit, and the rest in order as others complete", async () => {
  const { sent, send, arrive } = messages({ maxMessages: 2, maxBytes: 100 });
  const all = ["a", "b", "c", "d"].map((name) => send(name));
  expect(sent).toEqual(["a", "b"]);
  arrive("b");
  await all[1];
  await Promise.resolve();
  expect(sent).toEqual(["a", "b", "c"]);
  arrive("a");
  arrive("c");
  await all[2];
  await Promise.resolve();
  arrive("d");
  expect(await Promise.all(all)).toEqual(["a", "b", "c", "d"]);
});

test("a failure frees capacity and rejects only its own sender", async () => {
  const { sent, send, arrive, fail } = messages({ maxMessages: 1, maxBytes: 100 });
  const first = send("a");
  const second = send("b");
  fail("a");
  await expect(first).rejects.toThrow("a failed");
  expect(sent).toEqual(["a", "b"]);
  arrive("b");
  await expect(second).resolves.toBe("b");
});

test("limits the bytes, keeps the order for small messages, and sends an oversized message alone", async () => {
  const { sent, send, arrive } = messages({ maxMessages: 10, maxBytes: 10 });
  const all = [send("six", 6), send("huge", 50), send("one", 1)];
  expect(sent).toEqual(["six"]);
  arrive("six");
  await all[0];
  await Promise.resolve();
  expect(sent).toEqual(["six", "huge"]);
  arrive("huge");
  await all[1];
  await Promise.resolve();
  arrive("one");
  expect(await Promise.all(all)).toEqual(["six", "huge", "one"]);
});

test("sends every message when far more than the limit wait", async () => {
  const flow = boundedFlow({ maxMessages: 10, maxBytes: 1_000 });
  let underWay = 0;
  let most = 0;
  const one = () =>
    flow(1, async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
    });
  await Promise.all(Array.from({ length: 100 }, one));
  expect({ most, underWay }).toEqual({ most: 10, underWay: 0 });
});
