import { titleOf } from "../../schema/title-of.ts";
import type { OpeningSections } from "../../time/business-hours.ts";
import { type ToolDefinition, type ToolDependencies, type ToolKind, toolKind } from "../tool.ts";
import { appointmentBook } from "./appointment-book.ts";
import { bookTool } from "./book-tool.ts";
import { CalendarConfig } from "./calendar-config.ts";
import type { CalendarParts } from "./calendar-parts.ts";
import { cancelTool, listTool, rescheduleTool } from "./change-tools.ts";
import { findTool } from "./find-tool.ts";
import { googleCalendar } from "./google-calendar.ts";
import { scheduleOf } from "./schedule.ts";

export type CalendarDependencies = Pick<ToolDependencies, "secret" | "fetch" | "serviceBaseUrls"> & {
  readonly platform: Pick<ToolDependencies["platform"], "documents">;
};

/** A calendar of the configuration, for its tools and for staff. */
export function openCalendar(
  { name, description, config }: ToolDefinition<CalendarConfig>,
  { platform, secret, fetch, serviceBaseUrls }: CalendarDependencies,
  opening: OpeningSections = { holidays: [], timezone: "UTC" },
): CalendarParts {
  const schedule = scheduleOf(config, opening);
  const outside =
    config.provider === "google"
      ? googleCalendar(config, schedule.zone, { secret, fetch, baseUrl: serviceBaseUrls?.google })
      : undefined;
  const { documents } = platform;
  const book = appointmentBook({ calendar: name, schedule, documents, outside });
  return { entry: name, about: description ?? titleOf(name), config, schedule, documents, outside, book };
}

/**
 * Appointments: free slots, booking, moving, cancelling. A slot is given once, however many ask at the same moment. With
 * `provider: google` appointments also stand in Google Calendar, whose other events block slots.
 */
export const calendar: ToolKind<CalendarConfig, "calendar"> = toolKind({
  kind: "calendar",
  config: CalendarConfig,
  reachesOutside: ({ provider }) => provider === "google",
  async create(definition, dependencies, { opening }) {
    const parts = openCalendar(definition, dependencies, opening);
    return [findTool(parts), bookTool(parts), rescheduleTool(parts), cancelTool(parts), listTool(parts)];
  },
});
