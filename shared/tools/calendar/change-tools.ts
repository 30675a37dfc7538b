import { DateTime } from "luxon";
import { z } from "zod";
import type { Stored } from "../../platform/documents.ts";
import { calendarToolNames } from "../../schema/calendar-tool-names.ts";
import type { Tool, ToolCallContext, ToolResult } from "../tool.ts";
import { zodParameters } from "../tool-parameters.ts";
import { appointmentIdOf, type Wish } from "./appointment-book.ts";
import type { Appointment } from "./appointments.ts";
import type { Service } from "./calendar-config.ts";
import {
  appointmentView,
  type CalendarParts,
  resourceParameter,
  serviceParameter,
  sourceOf,
} from "./calendar-parts.ts";
import { slotsFrom } from "./find-tool.ts";
import { readStart } from "./schedule.ts";

const start = z.string().max(40).describe("When it begins, exactly as a free slot says: 2026-12-01T10:30+05:30");
const appointmentId = z
  .string()
  .regex(/^A-[0-9A-F]{10}$/, "must be a number such as A-3F9C21B07D")
  .describe("The appointment's number. List the customer's appointments when they do not name it");

/** Books a free slot for the conversation's customer. */
export function bookTool(parts: CalendarParts): Tool {
  const { config, schedule, entry, book } = parts;
  const parameters = z.object({
    service: serviceParameter(config),
    resource: resourceParameter(config),
    start,
    name: z.string().trim().min(1).max(100).optional().describe("Who comes. Default: the customer's name"),
    note: z.string().trim().min(1).max(500).optional().describe("What staff need to know"),
  });
  return changing(parts, calendarToolNames(entry).book, {
    description: "books a free slot. Repeat the day, time and service to the customer first, and wait for a yes.",
    parameters,
    async execute(args, call) {
      const { service: serviceId, resource, start: text, name, note } = parameters.parse(args);
      const id = appointmentIdOf(call.idempotencyKey);
      const stored = await book.get(call.tenantId, id);
      if (stored && stored.data.status !== "held") return done(stored.data, parts);
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
        if (await book.place(appointment, wish, call, before)) return placed(id, parts, call);
      }
      return taken(parts, { service, resource, at }, call);
    },
  });
}

/** Moves one of the customer's own appointments. Its number stays. */
export function rescheduleTool(parts: CalendarParts): Tool {
  const { config, schedule, entry, book } = parts;
  const parameters = z.object({ appointment_id: appointmentId, start, resource: resourceParameter(config) });
  return changing(parts, calendarToolNames(entry).reschedule, {
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
      if (isThere) return done(own.data, parts);
      const tooLate = changeRefusal(own.data, parts, call);
      if (tooLate) return tooLate;
      const wishes = wishesFor(parts, { service, resource, at }, call);
      // The same person or room first, where the customer did not ask for another.
      for (const wish of wishes.toSorted((a, b) => rank(a, own.data) - rank(b, own.data)))
        if (await book.place(own.data, wish, call, own)) return placed(own.data.id, parts, call);
      return taken(parts, { service, resource, at }, call);
    },
  });
}

export function cancelTool(parts: CalendarParts): Tool {
  const { entry, book } = parts;
  const parameters = z.object({ appointment_id: appointmentId });
  return changing(parts, calendarToolNames(entry).cancel, {
    description: "cancels one of the customer's appointments. Make sure which one, and that they want it.",
    parameters,
    async execute(args, call) {
      const own = await ownAppointment(parts, parameters.parse(args).appointment_id, call);
      if ("content" in own) return own;
      if (own.data.status === "cancelled") return done(own.data, parts);
      const tooLate = changeRefusal(own.data, parts, call);
      if (tooLate) return tooLate;
      await book.cancel(own, call);
      return placed(own.data.id, parts, call);
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

function changing(
  parts: CalendarParts,
  name: string,
  tool: { readonly description: string; readonly parameters: z.ZodObject } & Pick<Tool, "execute">,
): Tool {
  const { description, parameters, execute } = tool;
  const about = `${parts.about}: ${description}`;
  return {
    name,
    description: about,
    parameters: zodParameters(parameters),
    sideEffects: true,
    reconcile: "repeat",
    execute,
  };
}

interface Wanted {
  readonly service: Service;
  readonly resource: string | undefined;
  readonly at: number;
}

/** The resources that offer the service at that very time, whether they are taken or not. */
function wishesFor({ schedule }: CalendarParts, { service, resource, at }: Wanted, { now }: ToolCallContext): Wish[] {
  const day = DateTime.fromMillis(at, { zone: schedule.zone }).startOf("day");
  return schedule
    .resourcesFor(service, resource)
    .filter((each) => schedule.starts(day, { resource: each, service, now }).includes(at))
    .map((each) => ({ service, resource: each, start: at }));
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

async function placed(id: string, parts: CalendarParts, { tenantId }: ToolCallContext): Promise<ToolResult> {
  const stored = await parts.book.get(tenantId, id);
  if (!stored) throw new Error(`The appointment ${id} is gone.`);
  return done(stored.data, parts);
}

function done(appointment: Appointment, parts: CalendarParts): ToolResult {
  const content = appointmentView(appointment, parts);
  return { content, sources: sourceOf(parts, content) };
}

/** The refusal of a slot, with what is free around it. */
async function taken(
  parts: CalendarParts,
  { service, resource, at }: Wanted,
  call: ToolCallContext,
): Promise<ToolResult> {
  const { schedule } = parts;
  const resources = schedule.resourcesFor(service, resource);
  const from = DateTime.fromMillis(Math.max(at, call.now.getTime()), { zone: schedule.zone }).startOf("day");
  const free = await slotsFrom(parts, { service, resources, from, days: 7, wants: () => true }, call);
  const content = { error: "That time is not free. Nothing was booked or changed.", ...free };
  return { content, sources: sourceOf(parts, content) };
}
