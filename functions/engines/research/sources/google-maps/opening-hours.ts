import type { OpenInterval, Weekday } from "../../../../../shared/events/lifecycle/research-claims.ts";
import type { Place } from "./place.ts";

/** Google counts days from Sunday. */
const days: readonly Weekday[] = ["su", "mo", "tu", "we", "th", "fr", "sa"];
const inWeekOrder: readonly Weekday[] = ["mo", "tu", "we", "th", "fr", "sa", "su"];

type Periods = NonNullable<NonNullable<Place["regularOpeningHours"]>["periods"]>;
type Time = NonNullable<Periods[number]["open"]>;

/**
 * A place's opening hours in canonical form: by day and time. A place without a closing time is always open (the API's
 * `OpeningHours.Period`: one period that opens on Sunday at 0:00).
 */
export function openIntervals(periods: Periods): readonly OpenInterval[] {
  const [first] = periods;
  if (periods.length === 1 && first?.open && !first.close)
    return inWeekOrder.map((day) => ({ day, opens: "00:00", closes: "24:00" }));
  return periods
    .flatMap(({ open, close }) => {
      const day = days[open?.day ?? 0];
      return open && close && day ? [{ day, opens: clock(open), closes: closing(close) }] : [];
    })
    .toSorted((one, other) => order(one) - order(other) || one.opens.localeCompare(other.opens));
}

const order = ({ day }: OpenInterval) => inWeekOrder.indexOf(day);

function clock({ hour, minute }: Time): string {
  return `${String(hour ?? 0).padStart(2, "0")}:${String(minute ?? 0).padStart(2, "0")}`;
}

function closing(time: Time): string {
  const at = clock(time);
  return at === "00:00" ? "24:00" : at;
}
