import { DateTime } from "luxon";
import { filledContent } from "../../channels/templates/fill-text.ts";
import { templateUse } from "../../channels/templates/template-use.ts";
import { followUpRequested, followUpWithdrawn, type Recipient } from "../../events/index.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { deriveId } from "../../runtime/ids.ts";
import { type NewEvent, newEvent } from "../../runtime/step.ts";
import type { Appointment } from "./appointment.ts";
import type { ReminderSections } from "./reminders-config.ts";

interface ReminderRequest {
  readonly tenantId: TenantId;
  readonly config: ReminderSections;
  readonly appointment: Appointment;
  readonly recipient: Recipient;
  readonly conversationId: string | null;
  /** Values of the text's placeholders, besides `{customer_name}`, `{date}` and `{time}`. */
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * The events that schedule an appointment's reminders, one for each reminder of the configuration. A second call with
 * another time moves the reminders. A reminder whose time has passed is withdrawn, not sent late.
 */
export function remindersOf(request: ReminderRequest, now: Date): NewEvent[] {
  const { config, appointment, recipient, conversationId } = request;
  const zone = config.timezone;
  const local = DateTime.fromISO(appointment.at, { zone });
  const known = {
    ...request.values,
    customer_name: recipient.name,
    date: local.toFormat("cccc d LLLL"),
    time: local.toFormat("h:mm a"),
  };
  return config.reminders.map((reminder, index) => {
    const followUpId = reminderId(request, index);
    const values = { ...Object.fromEntries(reminder.facts.map((name) => [name, null])), ...known };
    const dueAt = timeBefore(appointment.at, reminder.before, zone);
    if (dueAt <= now) return newEvent(followUpWithdrawn, followUpId, { followUpId, reason: "time-passed" });
    return newEvent(followUpRequested, followUpId, {
      followUpId,
      kind: "reminder",
      condition: "appointment_booked",
      purpose: "service",
      conversationId,
      recipient,
      channel: reminder.channel,
      ...filledContent(reminder.message, values),
      template: templateUse(reminder.template, values),
      dueAt: dueAt.toISOString(),
      whileBooking: null,
      silentForSeconds: 0,
      unlessWrittenSince: null,
      configName: null,
    });
  });
}

/** The events that withdraw the reminders of a cancelled appointment. */
export function withdrawReminders(of: Pick<ReminderRequest, "tenantId" | "config" | "appointment">): NewEvent[] {
  return of.config.reminders.map((_reminder, index) => {
    const followUpId = reminderId(of, index);
    return newEvent(followUpWithdrawn, followUpId, { followUpId, reason: "appointment-cancelled" });
  });
}

function reminderId({ tenantId, config, appointment }: Parameters<typeof withdrawReminders>[0], index: number): string {
  const { before, channel } = config.reminders[index] ?? { before: 0, channel: "whatsapp" };
  return deriveId("reminder", tenantId, appointment.ref, channel, String(before));
}

const daySeconds = 86_400;

/** Subtracts whole days at the same time of day, even across a clock change. Any other period is elapsed time. */
export function timeBefore(at: string, seconds: number, timeZone: string): Date {
  const time = DateTime.fromISO(at, { zone: timeZone });
  const days = seconds % daySeconds === 0 ? seconds / daySeconds : 0;
  return (days > 0 ? time.minus({ days }) : time.minus({ seconds })).toJSDate();
}
