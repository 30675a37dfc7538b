import type { z } from "zod";
import type { OpenInterval } from "../../../../shared/events/lifecycle/research-claims.ts";
import { BusinessHours, weekdays } from "../../../../shared/time/business-hours.ts";

const positions = ["mo", "tu", "we", "th", "fr", "sa", "su"];

/** Hours of a report as a configuration writes them: a night is split into two days. Undefined when it cannot. */
export function openingHoursFrom(intervals: readonly OpenInterval[]): z.output<typeof BusinessHours> | undefined {
  const days: Record<string, string[]> = {};
  const add = (position: number, hours: string) => {
    const day = weekdays[position % weekdays.length] ?? "mon";
    days[day] = [...new Set([...(days[day] ?? []), hours])].sort().slice(0, 4);
  };
  for (const { day, opens, closes } of intervals) {
    const position = positions.indexOf(day);
    if (closes > opens) add(position, `${opens}-${closes}`);
    else {
      add(position, `${opens}-24:00`);
      if (closes > "00:00") add(position + 1, `00:00-${closes}`);
    }
  }
  return BusinessHours.safeParse(days).data;
}
