import { z } from "zod";
import type { Stored } from "../../platform/documents.ts";
import { TerminalError } from "../../runtime/failures/errors.ts";
import { calendarToolNames } from "../../schema/calendar-tool-names.ts";
import type { Tool, ToolCallContext, ToolResult } from "../tool.ts";
import { zodParameters } from "../tool-parameters.ts";
import type { Wish } from "./appointment-book.ts";
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
import { appointmentView, type CalendarParts, resourceParameter, sourceOf } from "./calendar-parts.ts";
import { readStart } from "./schedule.ts";

const appointmentId = z
  .string()
  .regex(/^A-[0-9A-F]{10}$/, "must be a number such as A-3F9C21B07D")
  .describe("The appointment's number. List the customer's appointments when they do not name it");

/** Moves one of the customer's own appointments. Its number stays. */
export function rescheduleTool(parts: CalendarParts): Tool {
  const { config, schedule, entry, book } = parts;
  const parameters = z.object({
    appointment_id: appointmentId,
    start: startParameter,
    resource: resourceParameter(config),
  });
  return changing(parts, calendarToolNames(entry).reschedule, {
    async preview(args, call) {
      const { appointment_id, start: text, resource } = parameters.parse(args);
      const { service } = await requireOwn(parts, appointment_id, call);
      return previewOf(parts, `Move appointment ${appointment_id}`, { service, resource, text, name: undefined });
    },
    description: "moves one of the customer's appointments to a free slot. Make sure of both times first.",
    parameters,
    async execute(args, call) {
      const { appointment_id, start: text, resource } = parameters.parse(args);
      const own = await ownAppointment(parts, appointment_id, call);
      if ("content" in own) return own;
      const service = schedule.service(own.data.service);
      const at = readStart(text, schedule.zone);
      if (!service || at === undefined) return { content: { error: `${text} is not a time.` } };
      const isThere = Date.parse(own.data.start) === at && (resource ?? own.data.resource) === own.data.resource;
      if (isThere) return resultOf(own.data, parts);
      const tooLate = changeRefusal(own.data, parts, call);
      if (tooLate) return tooLate;
      const wishes = wishesFor(parts, { service, resource, at }, call);
      // The same person or room first, where the customer did not ask for another.
      for (const wish of wishes.toSorted((a, b) => rank(a, own.data) - rank(b, own.data)))
        if (await book.place(own.data, wish, call, own)) return resultOfPlaced(own.data.id, parts, call);
      return refuseTaken(parts, { service, resource, at }, call);
    },
  });
}

export function cancelTool(parts: CalendarParts): Tool {
  const { entry, book } = parts;
  const parameters = z.object({ appointment_id: appointmentId });
  return changing(parts, calendarToolNames(entry).cancel, {
    async preview(args, call) {
      const { appointment_id } = parameters.parse(args);
      const { service, resource, start: text } = await requireOwn(parts, appointment_id, call);
      return previewOf(parts, `Cancel appointment ${appointment_id}`, { service, resource, text, name: undefined });
    },
    description: "cancels one of the customer's appointments. Make sure which one, and that they want it.",
    parameters,
    async execute(args, call) {
      const own = await ownAppointment(parts, parameters.parse(args).appointment_id, call);
      if ("content" in own) return own;
      if (own.data.status === "cancelled") return resultOf(own.data, parts);
      const tooLate = changeRefusal(own.data, parts, call);
      if (tooLate) return tooLate;
      await book.cancel(own, call);
      return resultOfPlaced(own.data.id, parts, call);
    },
  });
}

export function listTool(parts: CalendarParts): Tool {
  return {
    name: calendarToolNames(parts.entry).list,
    description: `${parts.about}: lists the customer's own future appointments with their numbers.`,
    parameters: zodParameters(z.object({})),
    sideEffects: false,
    reconcile: "repeat",
    async execute(_args, call) {
      const upcoming = await parts.book.upcoming(call);
      const content = { appointments: upcoming.map((each) => appointmentView(each, parts)) };
      return { content, sources: sourceOf(parts, content) };
    },
  };
}

function rank({ resource }: Wish, appointment: Appointment): number {
  return resource.id === appointment.resource ? 0 : 1;
}

/** One of the customer's own. Nobody learns whether another customer's number exists. */
async function ownAppointment(
  { book, entry }: CalendarParts,
  id: string,
  { tenantId, customer }: ToolCallContext,
): Promise<Stored<Appointment> | ToolResult> {
  const stored = await book.get(tenantId, id);
  const isOwn =
    stored?.data.customerId === customer.id && stored.data.calendar === entry && stored.data.status !== "held";
  if (stored && isOwn) return stored;
  return { content: { error: `The customer has no appointment ${id}. List their appointments.` } };
}

function changeRefusal(
  appointment: Appointment,
  parts: CalendarParts,
  { now }: ToolCallContext,
): ToolResult | undefined {
  if (appointment.status === "cancelled") return { content: { error: `${appointment.id} is cancelled.` } };
  const minutes = parts.config.change_until_minutes;
  if (now.getTime() + minutes * 60_000 < Date.parse(appointment.start)) return undefined;
  const until = minutes === 0 ? "once it has begun" : `less than ${minutes} minutes before it begins`;
  return { content: { error: `${appointment.id} cannot be changed ${until}. A colleague can help.` } };
}

/** @throws TerminalError `appointment-unknown` where nothing is to be agreed to */
async function requireOwn(parts: CalendarParts, id: string, call: ToolCallContext): Promise<Appointment> {
  const own = await ownAppointment(parts, id, call);
  if ("content" in own) throw new TerminalError("appointment-unknown", `The customer has no appointment ${id}.`);
  return own.data;
}
