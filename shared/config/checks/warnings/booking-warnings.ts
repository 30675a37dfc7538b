import type { Capability } from "../../../schema/capability.ts";
import { CalendarConfig } from "../../../tools/calendar/calendar-config.ts";
import type { Explanation } from "../../explain.ts";
import type { TenantConfig } from "../../schema.ts";

/** Bookings that are never counted, and appointments for which there is never a time. */
export function bookingWarnings(config: TenantConfig): readonly Explanation[] {
  return [...toolWarnings(config), ...timeFieldWarnings(config), ...calendarWarnings(config)];
}

function toolWarnings({ bookings, tools }: TenantConfig): readonly Explanation[] {
  const { begun_by: begun = [], completed_by: completed = [], cancelled_by: cancelled = [] } = bookings;
  const reading = new Set(tools.available.filter(onlyReads).map(({ name }) => name));
  const both = completed.flatMap((name, index) =>
    begun.includes(name)
      ? [
          warning(["bookings", "completed_by", index], {
            code: "booking-never-open",
            what: `is ${name}, which begun_by lists too, so no booking is ever unfinished`,
            remedy: "List it in one of the two: begun_by has what comes before a booking, such as looking for a time.",
          }),
        ]
      : [],
  );
  const lists = { completed_by: completed, cancelled_by: cancelled };
  const idle = Object.entries(lists).flatMap(([key, names]) =>
    names.flatMap((name, index) =>
      reading.has(name)
        ? [
            warning(["bookings", key, index], {
              code: "booking-only-read",
              what: `is ${name}, which only reads, so a look at it would count as a booking`,
              remedy: "Name the tool that changes bookings.",
            }),
          ]
        : [],
    ),
  );
  return [...both, ...idle];
}

function onlyReads({ type, config }: Capability): boolean {
  if (type === "rag" || type === "ai_vision") return true;
  if (type === "database") return Array.isArray(config.permissions) && !config.permissions.includes("write");
  if (type !== "api" && type !== "custom") return false;
  return config.side_effects === false || (config.side_effects === undefined && config.method === "GET");
}

function timeFieldWarnings({ bookings: { time_field } }: TenantConfig): readonly Explanation[] {
  if (time_field === undefined || /^[\w-]+(\.[\w-]+)*$/.test(time_field)) return [];
  return [
    warning(["bookings", "time_field"], {
      code: "path-unlikely",
      what: `is \`${time_field}\`, which is no name of a field`,
      remedy: "Write names with dots between them, such as slot.start.",
    }),
  ];
}

function calendarWarnings({ tools, business_hours }: TenantConfig): readonly Explanation[] {
  return tools.available.flatMap((tool, index) => {
    const calendar = tool.type === "calendar" ? CalendarConfig.safeParse(tool.config).data : undefined;
    if (calendar === undefined) return [];
    const path = ["tools", "available", index, "config"];
    const { notice_minutes, days_ahead, services } = calendar;
    const late = warning([...path, "notice_minutes"], {
      code: "booking-never",
      what: `is ${notice_minutes}, longer than the ${days_ahead} days that one can book ahead, so no time is ever free`,
      remedy: "It is in minutes: a day has 1440. Lower it, or raise days_ahead.",
    });
    const unfit = services.flatMap((service, at) =>
      fits(service, calendar, business_hours)
        ? []
        : [
            warning([...path, "services", at, "minutes"], {
              code: "booking-never",
              what: `takes ${service.minutes} minutes, longer than anybody who offers it is ever open`,
              remedy: "Shorten it, or correct the opening hours.",
            }),
          ],
    );
    return notice_minutes >= days_ahead * minutesOfDay ? [late, ...unfit] : unfit;
  });
}

const minutesOfDay = 1_440;

type Service = CalendarConfig["services"][number];

/** Whether one of the resources that offer a service is ever open for as long as it takes. */
function fits(
  { id, minutes }: Service,
  { resources, opening_hours }: CalendarConfig,
  hours: TenantConfig["business_hours"],
): boolean {
  const offering = resources.filter(({ services }) => services?.includes(id) ?? true);
  return offering.some((resource) => {
    const open = resource.opening_hours ?? opening_hours ?? hours;
    return open === undefined || Object.values(open).some((day) => day.some((each) => minutesOf(each) >= minutes));
  });
}

/** Of `09:00-18:00`. */
function minutesOf(opening: string): number {
  const at = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return at(opening.slice(6)) - at(opening.slice(0, 5));
}

function warning(path: Explanation["path"], rest: Pick<Explanation, "code" | "what" | "remedy">): Explanation {
  return { path, at: "value", ...rest };
}
