import { DateTime } from "luxon";
import { z } from "zod";
import { calendarToolNames } from "../../schema/calendar-tool-names.ts";
import type { Tool, ToolCallContext } from "../tool.ts";
import { zodParameters } from "../tool-parameters.ts";
import { type CalendarParts, resourceParameter, serviceParameter, slotView, sourceOf } from "./calendar-parts.ts";
import { freeSlots } from "./free-slots.ts";

const shown = 12;
const maxDays = 14;
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, "must be a date such as 2026-12-01");
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time such as 14:30");

/** Lists the next free slots. It only looks. */
export function findTool(parts: CalendarParts): Tool {
  const { config, schedule, entry } = parts;
  const parameters = z.object({
    service: serviceParameter(config),
    resource: resourceParameter(config),
    from_date: day.optional().describe("The first day, in the client's time zone. Default: today"),
    days: z.number().int().min(1).max(maxDays).default(7).describe("How many days to look at"),
    not_before: time.optional().describe("Only slots that begin at this local time of day or later"),
    not_after: time.optional().describe("Only slots that begin at this local time of day or earlier"),
  });
  return {
    name: calendarToolNames(entry).find,
    description: `${parts.about}: finds free appointment slots. Offer only slots that it lists.`,
    parameters: zodParameters(parameters),
    sideEffects: false,
    reconcile: "repeat",
    async execute(args, call) {
      const {
        service: id,
        resource,
        from_date,
        days,
        not_before = "00:00",
        not_after = "24:00",
      } = parameters.parse(args);
      const service = schedule.service(id);
      if (!service) return { content: { error: `There is no service ${id}.` } };
      const resources = schedule.resourcesFor(service, resource);
      if (resources.length === 0) return { content: { error: `${resource} does not offer ${id}.` } };
      const from = firstDay(from_date, schedule.zone, call.now);
      if (!from) return { content: { error: `${from_date} is not a day.` } };
      const wants = (start: DateTime) => start.toFormat("HH:mm") >= not_before && start.toFormat("HH:mm") <= not_after;
      const content = await slotsFrom(parts, { service, resources, from, days, wants }, call);
      return { content, sources: sourceOf(parts, content) };
    },
  };
}

/** The next slots as the model reads them. A day in the past is taken as today. */
export async function slotsFrom(
  { entry, documents, schedule, outside }: CalendarParts,
  search: Pick<Parameters<typeof freeSlots>[0], "service" | "resources" | "from" | "days" | "wants">,
  { tenantId, now, signal }: ToolCallContext,
) {
  const { slots, more } = await freeSlots(
    { ...search, calendar: entry, tenantId, now, signal, limit: shown },
    { documents, schedule, outside },
  );
  const until = search.from.plus({ days: search.days - 1 }).toISODate();
  return {
    slots: slots.map((slot) => slotView(slot, schedule)),
    searched: `${search.from.toISODate()} to ${until}`,
    more_slots: more,
    ...(slots.length === 0 ? { note: "Nothing is free in these days. Look at later days or other times." } : {}),
  };
}

export function firstDay(text: string | undefined, zone: string, now: Date): DateTime | undefined {
  const today = DateTime.fromJSDate(now, { zone }).startOf("day");
  if (text === undefined) return today;
  const wanted = DateTime.fromISO(text, { zone });
  if (!wanted.isValid) return undefined;
  return DateTime.max(today, wanted);
}
