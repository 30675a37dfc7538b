import { refOf } from "../../../../../shared/contracts/bookings/appointment.ts";
import { bookingStepOf, bookingToolsOf } from "../../../../../shared/contracts/bookings/bookings.ts";
import { bookingMade } from "../../../../../shared/events/index.ts";
import { newEvent } from "../../../../../shared/runtime/step.ts";
import type { NoState } from "../feature-state.ts";
import type { TurnPart } from "../turn-part.ts";

/** Tells of bookings that tools made, where the tenant measures them. */
export const bookingsTurn: TurnPart<NoState> = {
  conclude({ turnId, conversation, config }, { outcome, now }) {
    if (!config.integrations.available.some(({ type }) => type === "analytics")) return undefined;
    const tools = bookingToolsOf(config);
    const publish = outcome.toolCalls.flatMap((call) => {
      if (bookingStepOf(call, tools) !== "completed") return [];
      const { id: conversationId } = conversation;
      const data = { conversationId, ref: refOf(call) ?? turnId, at: now.toISOString() };
      return [newEvent(bookingMade, conversationId, data)];
    });
    return publish.length === 0 ? undefined : { publish };
  },
};
