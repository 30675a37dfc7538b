import type { Component, NamedDay, NamedHour } from "./components.ts";
import type { DayPart, Meaning } from "./meaning.ts";

/** What a text names, by kind. */
export interface Parts {
  readonly days: readonly NamedDay[];
  readonly hours: readonly NamedHour[];
  /** Parts of a day without an hour. */
  readonly dayParts: readonly DayPart[];
  /** Minutes from now. */
  readonly minutes: number | null;
  readonly iso: string | null;
  readonly allDay: boolean;
  /** Two hours are the ends of a range. */
  readonly isRange: boolean;
  /** Something about the time stays vague. */
  readonly vague: boolean;
}

type Hour = Component & { readonly type: "hour" };

/** The components by kind, with each part of a day at its hour. Undefined when they do not make sense together. Pure. */
export function joinParts(components: readonly Component[], meanings: readonly Meaning[]): Parts | undefined {
  const of = <T extends Component["type"]>(type: T) =>
    components.filter((each): each is Extract<Component, { type: T }> => each.type === type);
  const days = of("day");
  const isCounted = (day: Component) => meanings[day.to]?.kind === "unit" || meanings[day.to]?.kind === "later";
  if (days.some((day) => !isCounted(day) && isBound(day, meanings))) return undefined;
  const { hours, rest } = withParts(of("hour"), [...of("part"), ...of("half")]);
  if (!hours) return undefined;
  const durations = of("duration");
  const instants = of("instant");
  if (durations.length + instants.length > 0 && days.length + hours.length + rest.length > 0) return undefined;
  const [duration] = durations;
  const minutes = duration ? durations.reduce((sum, each) => sum + each.minutes, 0) : null;
  const vague = of("vague").length > 0;
  if (instants.length > 1 || (vague && (minutes !== null || (days.length === 0 && hours.length > 0)))) return undefined;
  return {
    days: days.map(({ day }) => day),
    hours: hours.map(({ hour }) => hour),
    dayParts: rest,
    minutes,
    iso: instants[0]?.iso ?? null,
    allDay: of("allday").length > 0,
    isRange: isRange(hours, meanings),
    vague,
  };
}

/** "After Monday" and "by Monday" name no day. */
function isBound(day: Component, meanings: readonly Meaning[]): boolean {
  const before = meanings[day.from - 1]?.kind === "dated" ? meanings[day.from - 2] : meanings[day.from - 1];
  const next = meanings[day.to + 1]?.kind;
  const then = meanings[day.to + 2]?.kind;
  const endsDay = next === "later" || (next === "before" && then !== "number" && then !== "clock");
  return before?.kind === "after" || before?.kind === "before" || endsDay;
}

/** Gives each "in the evening" and each "pm" to the nearest hour that has none. */
function withParts(
  hours: readonly Hour[],
  given: readonly (Component & { readonly type: "part" | "half" })[],
): { readonly hours: readonly Hour[] | undefined; readonly rest: readonly DayPart[] } {
  const completed = [...hours];
  const rest: DayPart[] = [];
  for (const part of given) {
    const open = completed
      .filter(({ hour }) => hour.half === null && hour.part === null)
      .sort((a, b) => distance(a, part) - distance(b, part));
    const [nearest] = open;
    if (nearest) {
      const named = part.type === "part" ? { part: part.part } : { half: part.half };
      completed[completed.indexOf(nearest)] = { ...nearest, hour: { ...nearest.hour, ...named, marked: true } };
    } else if (completed.length === 0 && part.type === "part") rest.push(part.part);
    else if (!completed.some(({ hour }) => agrees(hour, part))) return { hours: undefined, rest };
  }
  return { hours: completed, rest };
}

/** "10 am in the morning" and "tonight at 8 at night" say the same twice. */
function agrees({ half, part }: NamedHour, given: Component & { readonly type: "part" | "half" }): boolean {
  if (given.type === "half") return half === given.half;
  if (part !== null) return part === given.part || (part === "evening" && given.part === "night");
  return half === (given.part === "morning" ? "am" : "pm") || (half === "am" && given.part === "night");
}

function distance(a: Component, b: Component): number {
  return a.from > b.to ? a.from - b.to : b.from - a.to + 0.5;
}

function isRange(hours: readonly Hour[], meanings: readonly Meaning[]): boolean {
  const [first, second] = hours;
  if (hours.length !== 2 || !first || !second) return false;
  const kinds = meanings.slice(first.to + 1, second.from).map(({ kind }) => kind);
  const opens = meanings.slice(0, first.from).some(({ kind }) => kind === "between");
  const closes = meanings.slice(second.to + 1).some(({ kind }) => kind === "between-end");
  return kinds.includes("to") || kinds.includes("dash") || ((opens || closes) && kinds.includes("and"));
}
