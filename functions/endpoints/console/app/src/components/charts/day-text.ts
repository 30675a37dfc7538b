import { dateFormat } from "../formats.ts";
import { region } from "../region.ts";
import type { ChartBar } from "./grouped.ts";

/** A bar's day, or its first and last day, as people read it. */
export function dayText({ from, until }: Pick<ChartBar, "from" | "until">): string {
  const format = dateFormat(region(), { day: "numeric", month: "short", timeZone: "UTC" });
  const day = (iso: string) => format.format(new Date(`${iso}T00:00:00.000Z`));
  return from === until ? day(from) : `${day(from)} – ${day(until)}`;
}
