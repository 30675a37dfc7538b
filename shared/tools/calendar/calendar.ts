import { titleOf } from "../naming.ts";
import { type ToolKind, toolKind } from "../tool.ts";
import { appointmentBook } from "./appointment-book.ts";
import { CalendarConfig } from "./calendar-config.ts";
import { bookTool, cancelTool, listTool, rescheduleTool } from "./change-tools.ts";
import { findTool } from "./find-tool.ts";
import { googleCalendar } from "./google-calendar.ts";
import { scheduleOf } from "./schedule.ts";

/**
 * Appointments: free slots, booking, moving, cancelling. A slot is given once, however many ask at the same moment. With
 * `provider: google` appointments also stand in Google Calendar, whose other events block slots.
 */
export const calendar: ToolKind<CalendarConfig, "calendar"> = toolKind({
  kind: "calendar",
  config: CalendarConfig,
  async create({ name, description, config }, { platform, secret, fetch, serviceBaseUrls }, { opening }) {
    const sections = opening ?? { holidays: [], timezone: "UTC" };
    const schedule = scheduleOf(config, sections);
    const outside =
      config.provider === "google"
        ? googleCalendar(config, schedule.zone, { secret, fetch, baseUrl: serviceBaseUrls?.google })
        : undefined;
    const { documents } = platform;
    const book = appointmentBook({ calendar: name, schedule, documents, outside });
    const parts = { entry: name, about: description ?? titleOf(name), config, schedule, documents, outside, book };
    return [findTool(parts), bookTool(parts), rescheduleTool(parts), cancelTool(parts), listTool(parts)];
  },
});
