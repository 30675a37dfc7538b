import { dateFormat } from "./formats.ts";
import { region } from "./region.ts";

/** A moment in the person's own time zone and language; the exact one for programs. */
export function timeText(at: string): string {
  return dateFormat(region(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(at));
}

/** A moment for people in their own language, and the exact one for programs. */
export function Time({ at }: { readonly at: string }) {
  return <time dateTime={at}>{timeText(at)}</time>;
}
