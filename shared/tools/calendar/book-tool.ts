import { z } from "zod";
import { calendarToolNames } from "../../schema/calendar-tool-names.ts";
import type { Tool } from "../tool.ts";
import { appointmentIdOf } from "./appointment-book.ts";
import type { Appointment } from "./appointments.ts";
import {
  changing,
  previewOf,
  refuseTaken,
  resultOf,
  resultOfPlaced,
  startParameter,
  wishesFor,
} from "./booking-results.ts";
import { appointmentView, type CalendarParts, resourceParameter, serviceParameter } from "./calendar-parts.ts";
import { readStart } from "./schedule.ts";

/** Books a free slot for the conversation's customer. */
export function bookTool(parts: CalendarParts): Tool {
  const { config, schedule, entry, book } = parts;
  const parameters = z.object({
    service: serviceParameter(config),
    resource: resourceParameter(config),
    start: startParameter,
    name: z.string().trim().min(1).max(100).optional().describe("Who comes. Default: the customer's name"),
    note: z.string().trim().min(1).max(500).optional().describe("What staff need to know"),
  });
  return changing(parts, calendarToolNames(entry).book, {
    async preview(args) {
      const { service, resource, start: text, name } = parameters.parse(args);
      return previewOf(parts, "Book an appointment", { service, resource, text, name });
    },
    description: "books a free slot. Repeat the day, time and service to the customer first, and wait for a yes.",
    parameters,
    async execute(args, call) {
      const { service: serviceId, resource, start: text, name, note } = parameters.parse(args);
      const id = appointmentIdOf(call.idempotencyKey);
      const stored = await book.get(call.tenantId, id);
      if (stored && stored.data.status !== "held") return resultOf(stored.data, parts);
      const service = schedule.service(serviceId);
      const at = readStart(text, schedule.zone);
      if (!service || at === undefined) return { content: { error: `${text} is not a time.` } };
      const upcoming = await book.upcoming(call);
      if (upcoming.length >= config.open_per_customer) {
        const error = `The customer already has ${upcoming.length} appointments, which is the most that they may have.`;
        return { content: { error, appointments: upcoming.map((each) => appointmentView(each, parts)) } };
      }
      const now = call.now.toISOString();
      const appointment: Appointment = stored?.data ?? {
        id,
        calendar: entry,
        service: service.id,
        resource: "",
        start: "",
        end: "",
        status: "held",
        customerId: call.customer.id,
        conversationId: call.conversationId,
        name: name ?? call.customer.name,
        note: note ?? null,
        createdAt: now,
        updatedAt: now,
      };
      for (const wish of wishesFor(parts, { service, resource, at }, call)) {
        const before = await book.get(call.tenantId, id);
        if (await book.place(appointment, wish, call, before)) return resultOfPlaced(id, parts, call);
      }
      return refuseTaken(parts, { service, resource, at }, call);
    },
  });
}
