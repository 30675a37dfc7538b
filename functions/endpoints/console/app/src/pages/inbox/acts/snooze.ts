/** Until when a conversation can be put off by one key. Pure. */
export interface SnoozeChoice {
  readonly name: "hour" | "evening" | "tomorrow" | "monday";
  readonly at: Date;
}

const eveningHour = 18;
const morningHour = 9;

/** The choices, the soonest first. In the evening, "this evening" is over. */
export function snoozeChoices(now: Date): readonly SnoozeChoice[] {
  const daysToMonday = (8 - now.getDay()) % 7 || 7;
  const choices: readonly SnoozeChoice[] = [
    { name: "hour", at: new Date(now.getTime() + 3_600_000) },
    { name: "evening", at: dayAt(now, 0, eveningHour) },
    { name: "tomorrow", at: dayAt(now, 1, morningHour) },
    { name: "monday", at: dayAt(now, daysToMonday, morningHour) },
  ];
  return choices.filter(({ name, at }) => name !== "evening" || at.getTime() > now.getTime());
}

function dayAt(now: Date, days: number, hour: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
}
