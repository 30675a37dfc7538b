import { DateTime } from "luxon";
import { z } from "zod";
import { TerminalError } from "../../runtime/failures/errors.ts";
import type { Preview } from "../preview.ts";
import type { Tool, ToolCallContext, ToolResult } from "../tool.ts";
import { zodParameters } from "../tool-parameters.ts";
import type { Wish } from "./appointment-book.ts";
import type { Appointment } from "./appointments.ts";
import type { Service } from "./calendar-config.ts";
import { appointmentView, type CalendarParts, sourceOf } from "./calendar-parts.ts";
import { slotsFrom } from "./find-tool.ts";
import { nameOf, readStart, spokenTime } from "./schedule.ts";

/** The time of an appointment in a call. */
export const startParameter = z
  .string()
  .max(40)
  .describe("When it begins, exactly as a free slot says: 2026-12-01T10:30+05:30");
/** A tool that changes appointments. The same call may be repeated: it books, moves or cancels once. */
export function changing(
  parts: CalendarParts,
  name: string,
  tool: { readonly description: string; readonly parameters: z.ZodObject } & Required<
    Pick<Tool, "execute" | "preview">
  >,
): Tool {
  const { description, parameters, execute, preview } = tool;
  const about = `${parts.about}: ${description}`;
  return {
    name,
    description: about,
    parameters: zodParameters(parameters),
    sideEffects: true,
    reconcile: "repeat",
    preview,
    execute,
  };
}

/** An appointment that a customer wants. */
export interface Wanted {
  readonly service: Service;
  readonly resource: string | undefined;
  readonly at: number;
}

/** The resources that offer the service at that very time, whether they are taken or not. */
export function wishesFor(
  { schedule }: CalendarParts,
  { service, resource, at }: Wanted,
  { now }: ToolCallContext,
): Wish[] {
  const day = DateTime.fromMillis(at, { zone: schedule.zone }).startOf("day");
  return schedule
    .resourcesFor(service, resource)
    .filter((each) => schedule.starts(day, { resource: each, service, now }).includes(at))
    .map((each) => ({ service, resource: each, start: at }));
}

export async function resultOfPlaced(
  id: string,
  parts: CalendarParts,
  { tenantId }: ToolCallContext,
): Promise<ToolResult> {
  const stored = await parts.book.get(tenantId, id);
  if (!stored) throw new Error(`The appointment ${id} is gone.`);
  return resultOf(stored.data, parts);
}

export function resultOf(appointment: Appointment, parts: CalendarParts): ToolResult {
  const content = appointmentView(appointment, parts);
  return { content, sources: sourceOf(parts, content) };
}

/** The refusal of a slot, with what is free around it. */
export async function refuseTaken(
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

/** What a person agrees to: names and times of the configuration, not the model's words. */
export function previewOf(
  { schedule }: CalendarParts,
  title: string,
  wanted: {
    readonly service: string;
    readonly resource: string | undefined;
    readonly text: string;
    readonly name: string | undefined;
  },
): Preview {
  const at = readStart(wanted.text, schedule.zone);
  const [service, resource] = [schedule.service(wanted.service), schedule.resource(wanted.resource ?? "")];
  if (!service || at === undefined) throw new TerminalError("appointment-unknown", `${wanted.text} is not a time.`);
  const lines = [
    { label: "What", value: nameOf(service) },
    { label: "When", value: spokenTime(at, schedule.zone) },
    ...(resource ? [{ label: "With", value: nameOf(resource) }] : []),
    ...(wanted.name === undefined ? [] : [{ label: "For", value: wanted.name }]),
  ];
  return { title, lines };
}
