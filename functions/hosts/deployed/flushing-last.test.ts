import type { BusDelivery, DeliveryOutcome, Subscription } from "../../../shared/platform/bus.ts";
import { unreadableEnvelope } from "../../../shared/platform/bus.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { flushingLast } from "./flushing-last.ts";

const delivery: BusDelivery = { envelope: unreadableEnvelope(TenantId.parse("clinic")), attempt: 1 };
let log: string[];
const flushing = () => flushingLast({ flush: async () => void log.push("flushed") });

/** A step whose deliveries end when they are told to. */
function stepNamed(name: string) {
  const ends: PromiseWithResolvers<DeliveryOutcome>[] = [];
  const subscription: Subscription = {
    name,
    topic: "t",
    retry: { minBackoffMs: 1, maxBackoffMs: 1, maxAttempts: 5 },
    handle() {
      const end = Promise.withResolvers<DeliveryOutcome>();
      ends.push(end);
      return end.promise;
    },
  };
  return { subscription, ends };
}

beforeEach(() => {
  log = [];
});

it("flushes once for deliveries that overlap, of whatever step, before the last is acknowledged", async () => {
  const wrap = flushing();
  const [turn, report] = [stepNamed("turn"), stepNamed("report")];
  const acknowledged = (name: string) => () => void log.push(name);
  const first = wrap(turn.subscription).handle(delivery).then(acknowledged("first"));
  const second = wrap(report.subscription).handle(delivery).then(acknowledged("second"));
  turn.ends[0]?.resolve({ type: "done" });
  await first;
  report.ends[0]?.resolve({ type: "done" });
  await second;
  expect(log).toEqual(["first", "flushed", "second"]);
});

it("returns the outcome, and flushes after a delivery that threw", async () => {
  const wrap = flushing();
  const { subscription, ends } = stepNamed("turn");
  const failing = wrap(subscription).handle(delivery);
  ends[0]?.reject(new Error("no network"));
  await expect(failing).rejects.toThrow("no network");
  const retried = wrap(subscription).handle(delivery);
  ends[1]?.resolve({ type: "retry", cause: "busy", afterMs: 5 });
  expect(await retried).toEqual({ type: "retry", cause: "busy", afterMs: 5 });
  expect(log).toEqual(["flushed", "flushed"]);
});
