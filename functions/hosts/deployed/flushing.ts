import type { Subscription } from "../../../shared/platform/bus.ts";
import type { Tracing } from "../../../shared/telemetry/tracing.ts";

/**
 * Exports the spans of a delivery before it is acknowledged, because the CPU stops with the acknowledgement. The
 * customer has the answer by then.
 */
export function flushing(subscription: Subscription, tracing: Pick<Tracing, "flush">): Subscription {
  return {
    ...subscription,
    async handle(delivery) {
      const outcome = await subscription.handle(delivery);
      await tracing.flush();
      return outcome;
    },
  };
}
