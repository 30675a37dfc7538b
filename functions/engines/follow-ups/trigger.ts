import { filledContent } from "../../../shared/channels/templates/fill-text.ts";
import { templateUse } from "../../../shared/channels/templates/template-use.ts";
import { collectedNames, retargetingNames, withoutValues } from "../../../shared/config/checks/text-names.ts";
import { conditionHolds } from "../../../shared/config/conditions/condition.ts";
import type { TenantConfig } from "../../../shared/config/index.ts";
import type { Appointment } from "../../../shared/contracts/bookings/appointment.ts";
import { remindersOf, withdrawReminders } from "../../../shared/contracts/bookings/reminders.ts";
import { surveyFollowUp } from "../../../shared/contracts/surveys/surveys.ts";
import { followUpRequested, type Recipient } from "../../../shared/events/index.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import { type NewEvent, newEvent } from "../../../shared/runtime/step.ts";

/** An event about a customer, reported by the tenant's own systems. */
export interface OutsideTrigger {
  readonly id: string;
  readonly condition: string;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
  readonly occurredAt: Date;
  /** Present for conditions about an appointment. */
  readonly appointment: Appointment | undefined;
}

export interface TriggerTarget {
  readonly tenantId: TenantId;
  readonly config: TenantConfig;
  readonly configName: string;
  readonly recipient: Recipient;
  readonly conversationId: string | null;
}

/** Events caused by a trigger: follow-ups of matching retargeting rules, reminders, a survey. Pure. */
export function followUpsOf(trigger: OutsideTrigger, where: TriggerTarget, now: Date): NewEvent[] {
  const { id: cause, condition, occurredAt: at } = trigger;
  return [
    ...retargeting(trigger, where),
    ...reminders(trigger, where, now),
    ...surveyFollowUp({ ...where, trigger: condition, cause, at }),
  ];
}

function retargeting(
  trigger: OutsideTrigger,
  { config, configName, recipient, conversationId }: TriggerTarget,
): NewEvent[] {
  const { enabled, triggers } = config.business_logic.outbound_retargeting;
  if (!enabled) return [];
  const { facts } = trigger;
  const known = { ...facts, channel: recipient.channel, flags: [trigger.condition, ...flagsIn(facts)] };
  return triggers.flatMap((rule, index) => {
    if (!conditionHolds(rule.condition, known)) return [];
    const unset = withoutValues(retargetingNames(config, rule));
    const values = { ...unset, ...facts, client_name: config.client_name, customer_name: recipient.name };
    const followUpId = deriveId("trigger", trigger.id, String(index));
    return newEvent(followUpRequested, followUpId, {
      followUpId,
      kind: "retargeting",
      condition: rule.condition,
      purpose: rule.purpose,
      conversationId,
      recipient,
      channel: rule.channel,
      ...filledContent(rule.message, values),
      template: templateUse(rule.template, values),
      dueAt: new Date(trigger.occurredAt.getTime() + rule.delay * 1_000).toISOString(),
      whileBooking: null,
      silentForSeconds: 0,
      unlessWrittenSince: rule.delay > 0 ? trigger.occurredAt.toISOString() : null,
      configName,
    });
  });
}

function reminders({ condition, appointment, facts }: OutsideTrigger, where: TriggerTarget, now: Date): NewEvent[] {
  if (!appointment) return [];
  const { config } = where;
  const values = { ...withoutValues(collectedNames(config)), ...facts, client_name: config.client_name };
  const about = { ...where, appointment, values };
  if (condition === "appointment_cancelled") return withdrawReminders(about);
  return condition === "appointment_booked" || condition === "appointment_rescheduled" ? remindersOf(about, now) : [];
}

/** A fact with the value true is also a flag. */
function flagsIn(facts: OutsideTrigger["facts"]): string[] {
  return Object.entries(facts)
    .filter(([, value]) => value === true)
    .map(([name]) => name);
}
