import { collectedNames, withoutValues } from "../../../../../shared/config/checks/text-names.ts";
import { type Appointment, refOf } from "../../../../../shared/contracts/bookings/appointment.ts";
import { appointmentOf } from "../../../../../shared/contracts/bookings/appointment-of-call.ts";
import { bookingStepOf, bookingToolsOf } from "../../../../../shared/contracts/bookings/bookings.ts";
import { remindersOf, withdrawReminders } from "../../../../../shared/contracts/bookings/reminders.ts";
import type { NewEvent } from "../../../../../shared/runtime/step.ts";
import type { TurnPart } from "../turn-part.ts";
import type { appointmentsState } from "./state.ts";

/** Maximum appointments kept, to recognise a cancelled one. The tenant's own system has all of them. */
const appointmentsKept = 10;

/** Requests reminders for an appointment made by a tool. Cancels them when a tool cancels the appointment. */
export const remindersTurn: TurnPart<typeof appointmentsState> = {
  conclude({ tenantId, turnId, conversation, config }, { outcome, next, now }) {
    if (config.reminders.length === 0) return undefined;
    const tools = bookingToolsOf(config);
    const { customer, channel, accountAddress } = conversation;
    const recipient = { channel, accountAddress, address: customer.address, name: customer.name };
    let appointments: readonly Appointment[] = next.appointments;
    const publish: NewEvent[] = [];
    for (const call of outcome.toolCalls) {
      const step = bookingStepOf(call, tools);
      if (step === "cancelled") {
        const ref = refOf(call);
        const appointment = appointments.find((each) => each.ref === ref) ?? appointments.at(-1);
        if (!appointment) continue;
        publish.push(...withdrawReminders({ tenantId, config, appointment }));
        appointments = appointments.filter((each) => each !== appointment);
      }
      if (step !== "completed") continue;
      const { time_field: timeField } = config.bookings;
      const appointment = appointmentOf(call, { timeField, sections: config, now, fallbackRef: turnId });
      if (!appointment) continue;
      const { client_name } = config;
      const values = { ...withoutValues(collectedNames(config)), ...conversation.context, client_name };
      const reminded = { tenantId, config, appointment, recipient, conversationId: conversation.id, values };
      publish.push(...remindersOf(reminded, now));
      appointments = [...appointments.filter(({ ref }) => ref !== appointment.ref), appointment];
    }
    if (publish.length === 0) return undefined;
    return { conversation: { appointments: appointments.slice(-appointmentsKept) }, publish };
  },
};
