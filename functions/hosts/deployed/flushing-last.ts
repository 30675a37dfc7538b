import type { Subscription } from "../../../shared/platform/bus.ts";
import type { Tracing } from "../../../shared/telemetry/tracing.ts";

/**
 * Exports the spans of an instance's deliveries before the last one in hand is acknowledged, because the CPU stops with
 * that. The customer has the answer by then.
 */
export function flushingLast(tracing: Pick<Tracing, "flush">): (subscription: Subscription) => Subscription {
  let inHand = 0;
  return (subscription) => ({
    ...subscription,
    async handle(delivery) {
      inHand += 1;
      try {
        return await subscription.handle(delivery);
      } finally {
        inHand -= 1;
        if (inHand === 0) await tracing.flush();
      }
    },
  });
}
