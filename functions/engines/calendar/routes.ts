import { z } from "zod";
import type { TenantConfig } from "../../../shared/config/index.ts";
import { type ConfigSource, currentConfig } from "../../../shared/config/versions/current-config.ts";
import { withdrawReminders } from "../../../shared/contracts/bookings/reminders.ts";
import { Paging, pageOf, toPage } from "../../../shared/http/paging.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { route } from "../../../shared/http/route.ts";
import type { Bus } from "../../../shared/platform/bus.ts";
import type { Documents, QueryCondition } from "../../../shared/platform/documents.ts";
import { envelopeFrom } from "../../../shared/runtime/envelope.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import { type Appointment, appointments } from "../../../shared/tools/calendar/appointments.ts";
import { type CalendarDependencies, calendar, openCalendar } from "../../../shared/tools/calendar/calendar.ts";

const Time = z.iso.datetime({ offset: true });
const ById = z.object({ id: z.string().min(1).max(64) });

const AppointmentView = z
  .object({
    id: z.string(),
    calendar: z.string().describe("The tool of type calendar that booked it."),
    service: z.string().describe("What was booked."),
    resource: z.string().describe("Who or what was booked."),
    start: z.string().describe("When it begins, in UTC."),
    end: z.string().describe("When it ends, in UTC."),
    status: z.enum(["held", "booked", "cancelled"]).describe("held: Google Calendar has not answered yet."),
    customer_id: z.string(),
    conversation_id: z.string(),
    name: z.string().nullable().describe("Who comes."),
    note: z.string().nullable().describe("What staff need to know."),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "Appointment" });

const tag = "Appointments";

export interface AppointmentDependencies extends CalendarDependencies, ConfigSource {
  readonly platform: { readonly documents: Documents; readonly bus: Bus };
  readonly now: () => Date;
}

/** The appointments of the tenant's calendars, for its staff. */
export function appointmentRoutes(deps: AppointmentDependencies) {
  const { documents, bus } = deps.platform;

  return [
    route({
      method: "GET",
      path: "/v1/appointments",
      operationId: "listAppointments",
      summary: "List appointments, latest first",
      description: "What customers booked through tools of type calendar, cancelled ones too.",
      tag,
      permission: "conversations:read",
      query: Paging.extend({
        from: Time.optional().describe("Only those that begin then or later."),
        until: Time.optional().describe("Only those that begin before that."),
      }),
      reply: pageOf(AppointmentView),
      async handle({ identity: { tenantId }, query: { from, until, limit, cursor } }) {
        const where: QueryCondition[] = [
          ...(from === undefined ? [] : [["start", ">=", new Date(from).toISOString()] as const]),
          ...(until === undefined ? [] : [["start", "<", new Date(until).toISOString()] as const]),
        ];
        const orderBy = { field: "start", direction: "desc" } as const;
        const page = await documents.query(tenantId, appointments, { where, orderBy, limit, cursor });
        return { status: 200, body: toPage(page, ({ data }) => appointmentView(data)) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/appointments/:id/cancel",
      operationId: "cancelAppointment",
      summary: "Cancel an appointment for the tenant; its time is free again",
      description: "It goes from Google Calendar too, and its reminders are withdrawn. The customer is not told.",
      problems: { 404: ["appointment-not-found", "config-not-found"], 409: ["calendar-not-configured"] },
      tag,
      permission: "conversations:operate",
      params: ById,
      reply: AppointmentView,
      async handle({ identity: { tenantId }, params: { id } }) {
        const stored = await documents.get(tenantId, appointments, id);
        if (!stored) throw new Problem(404, "appointment-not-found", `There is no appointment "${id}".`);
        const { config } = await currentConfig(deps, tenantId, null);
        const [now, { signal }] = [deps.now(), new AbortController()];
        if (stored.data.status !== "cancelled") {
          const { book } = calendarOf(config, stored.data.calendar, deps);
          await book.cancel(stored, { tenantId, customer: customerOf(stored.data), now, signal });
        }
        // Also of one that is cancelled: an earlier call may have ended before its reminders were withdrawn.
        const appointment = { ref: id, at: stored.data.start };
        const events = withdrawReminders({ tenantId, config, appointment });
        await bus.publish(
          events.map((event, index) =>
            envelopeFrom(event, {
              id: deriveId("appointment-cancelled", tenantId, id, String(index)),
              tenantId,
              at: now,
            }),
          ),
        );
        const after = await documents.get(tenantId, appointments, id);
        return { status: 200, body: appointmentView(after?.data ?? stored.data) };
      },
    }),
  ];
}

function customerOf({ customerId, name }: Appointment) {
  return { id: customerId, address: "", name };
}

/** @throws Problem 409 when the configuration has no such calendar any more */
function calendarOf(config: TenantConfig, name: string, deps: CalendarDependencies) {
  const entry = config.tools.available.find((each) => each.name === name && each.type === calendar.kind);
  if (!entry)
    throw new Problem(409, "calendar-not-configured", `The active configuration has no calendar "${name}" any more.`);
  const opening = { business_hours: config.business_hours, holidays: config.holidays, timezone: config.timezone };
  return openCalendar({ name, config: calendar.config.parse(entry.config) }, deps, opening);
}

function appointmentView(appointment: Appointment): z.infer<typeof AppointmentView> {
  const { customerId, conversationId, createdAt, updatedAt, ...rest } = appointment;
  return {
    ...rest,
    customer_id: customerId,
    conversation_id: conversationId,
    created_at: createdAt,
    updated_at: updatedAt,
  };
}
