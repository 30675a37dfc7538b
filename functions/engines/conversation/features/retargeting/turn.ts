import type { AgentOutcome } from "../../../../../shared/agent/agent.ts";
import { filledContent } from "../../../../../shared/channels/templates/fill-text.ts";
import { templateUse } from "../../../../../shared/channels/templates/template-use.ts";
import { retargetingNames, withoutValues } from "../../../../../shared/config/checks/text-names.ts";
import { conditionHolds } from "../../../../../shared/config/conditions/condition.ts";
import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { type BookingStep, bookingStepOf, bookingToolsOf } from "../../../../../shared/contracts/bookings/bookings.ts";
import { sessionIdleMs } from "../../../../../shared/contracts/conversation/conversation-session.ts";
import type { OpenBooking } from "../../../../../shared/contracts/conversation/conversation-summary.ts";
import { followUpRequested } from "../../../../../shared/events/index.ts";
import { deriveId } from "../../../../../shared/runtime/ids.ts";
import { type NewEvent, newEvent } from "../../../../../shared/runtime/step.ts";
import type { FeatureTurn, TurnPart } from "../turn-part.ts";
import type { bookingState } from "./state.ts";

/**
 * Records the start of a booking and requests the tenant's follow-ups for unfinished ones. Only the turns that start
 * and end a booking cost anything. The follow-up checks the customer's silence when it is due.
 */
export const retargetingTurn: TurnPart<typeof bookingState> = {
  conclude(turn, { outcome, next, now }) {
    const open = next.booking;
    const step = bookingStep(turn, outcome);
    if (step === undefined) return undefined;
    if (step !== "begun") return open === null ? undefined : { conversation: { booking: null } };
    if (open !== null && now.getTime() - Date.parse(open.at) < sessionIdleMs) return undefined;
    const booking = { id: turn.turnId, at: now.toISOString() };
    return { conversation: { booking }, publish: abandonedBookings(turn, booking) };
  },
};

/** The furthest booking step of a turn. A tool's result wins over the customer's words. */
function bookingStep({ config, signals }: FeatureTurn, { toolCalls }: AgentOutcome): BookingStep | undefined {
  const tools = bookingToolsOf(config);
  const steps = toolCalls.map((call) => bookingStepOf(call, tools));
  const last = steps.findLast((step) => step === "completed" || step === "cancelled");
  if (last !== undefined) return last;
  return steps.includes("begun") || signals.flags.includes("booking_intent") ? "begun" : undefined;
}

function abandonedBookings(turn: FeatureTurn, booking: OpenBooking): NewEvent[] {
  const { conversation, config, signals } = turn;
  const facts = {
    ...conversation.context,
    ...signals,
    channel: conversation.channel,
    flags: [...signals.flags, "abandoned_booking"],
  };
  return abandonedBookingTriggers(config).flatMap((trigger, index) => {
    if (!conditionHolds(trigger.condition, facts)) return [];
    const followUpId = deriveId("abandoned-booking", conversation.id, booking.id, String(index));
    const unset = withoutValues(retargetingNames(config, trigger));
    const { client_name } = config;
    const values = { ...unset, ...conversation.context, client_name, customer_name: conversation.customer.name };
    const { customer, channel, accountAddress } = conversation;
    return newEvent(followUpRequested, followUpId, {
      followUpId,
      kind: "retargeting",
      condition: trigger.condition,
      purpose: trigger.purpose,
      conversationId: conversation.id,
      recipient: { channel, accountAddress, address: customer.address, name: customer.name },
      channel: trigger.channel,
      ...filledContent(trigger.message, values),
      template: templateUse(trigger.template, values),
      dueAt: new Date(Date.parse(booking.at) + trigger.delay * 1_000).toISOString(),
      whileBooking: booking.id,
      silentForSeconds: trigger.delay,
      unlessWrittenSince: null,
      configName: conversation.config.name,
    });
  });
}

/**
 * Triggers that can only hold for an unfinished booking. The tenant's systems report the others (`POST /v1/triggers`).
 */
function abandonedBookingTriggers({ business_logic: { outbound_retargeting } }: TenantConfig) {
  if (!outbound_retargeting.enabled) return [];
  return outbound_retargeting.triggers.filter(({ condition }) => /\babandoned_booking\b/.test(condition));
}
