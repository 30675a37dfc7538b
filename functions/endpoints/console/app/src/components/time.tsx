import { getLocale } from "#language";

/** A moment in the person's own time zone and language; the exact one for programs. */
export function Time({ at }: { readonly at: string }) {
  const text = new Date(at).toLocaleString(getLocale(), { dateStyle: "medium", timeStyle: "short" });
  return <time dateTime={at}>{text}</time>;
}
