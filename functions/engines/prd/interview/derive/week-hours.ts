import { type OpenInterval, Weekday } from "../../../../../shared/events/lifecycle/research-claims.ts";

const names = {
  en: { mo: "Mon", tu: "Tue", we: "Wed", th: "Thu", fr: "Fri", sa: "Sat", su: "Sun" },
  hi: { mo: "सोम", tu: "मंगल", we: "बुध", th: "गुरु", fr: "शुक्र", sa: "शनि", su: "रवि" },
} as const;

/** Opening hours in words, days with the same times together: `Mon–Fri 09:00–18:00, Sat 09:00–13:00`. */
export function weekHours(hours: readonly OpenInterval[], language: "en" | "hi"): string {
  const days = Weekday.options.map((day) => {
    const open = hours.filter((interval) => interval.day === day).map(({ opens, closes }) => `${opens}–${closes}`);
    return { first: day, last: day, times: open.join(" + ") };
  });
  const runs: typeof days = [];
  for (const day of days) {
    const before = runs.at(-1);
    if (before?.times === day.times) before.last = day.last;
    else runs.push({ ...day });
  }
  return runs
    .filter(({ times }) => times !== "")
    .map(({ first, last, times }) => {
      const [from, to] = [names[language][first], names[language][last]];
      return `${from === to ? from : `${from}–${to}`} ${times}`;
    })
    .join(", ");
}
