import { DateTime } from "luxon";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { appointmentBook, appointmentIdOf } from "../../../../shared/tools/calendar/appointment-book.ts";
import type { Appointment } from "../../../../shared/tools/calendar/appointments.ts";
import { CalendarConfig } from "../../../../shared/tools/calendar/calendar-config.ts";
import { scheduleOf } from "../../../../shared/tools/calendar/schedule.ts";
import type { Demo } from "../demo.ts";
import type { DemoBundle } from "../generate/bundle.ts";

/**
 * Books the invented appointments in the sandbox's own calendar, as the agent's tool would: in opening hours, and no slot
 * twice. Repeatable. Returns how many found a free time.
 */
export async function bookInvented(
  documents: Documents,
  given: {
    readonly demo: Demo;
    readonly bundle: DemoBundle;
    readonly config: TenantConfig;
    readonly now: Date;
    readonly signal: AbortSignal;
  },
): Promise<number> {
  const { demo, bundle, config, now, signal } = given;
  const entry = config.tools.available.find((tool) => tool.type === "calendar");
  if (entry?.type !== "calendar") return 0;
  const calendar = CalendarConfig.parse(entry.config);
  const schedule = scheduleOf(calendar, config);
  const book = appointmentBook({ calendar: entry.name, schedule, documents, outside: undefined });
  const names = new Map(bundle.customers.map(({ id, name }) => [id, name]));
  let booked = 0;
  for (const [index, wish] of bundle.appointments.entries()) {
    const service = calendar.services[index % calendar.services.length];
    const [resource] = service ? schedule.resourcesFor(service, undefined) : [];
    if (!service || !resource) continue;
    const day = DateTime.fromISO(wish.date, { zone: schedule.zone });
    const starts = schedule.starts(day, { resource, service, now });
    const start = starts[index % Math.max(1, starts.length)];
    const id = appointmentIdOf(`${demo.id}/${index}`);
    if (start === undefined) continue;
    const customer = { id: wish.customer_id, address: wish.customer_id, name: names.get(wish.customer_id) ?? null };
    const at = now.toISOString();
    const appointment: Appointment = {
      id,
      calendar: entry.name,
      service: service.id,
      resource: resource.id,
      start: at,
      end: at,
      status: "booked",
      customerId: customer.id,
      conversationId: `invented-${demo.id}`,
      name: customer.name,
      note: "invented",
      createdAt: at,
      updatedAt: at,
    };
    const call = { tenantId: demo.sandbox, customer, now, signal };
    const before = await book.get(demo.sandbox, id);
    if (before || (await book.place(appointment, { service, resource, start }, call))) booked += 1;
  }
  return booked;
}
