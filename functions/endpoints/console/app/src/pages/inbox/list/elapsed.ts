export type Elapsed = { readonly unit: "now" | "second" | "minute" | "hour" | "day"; readonly count: number };

/** How long something has lasted, in its largest unit. The browser's clock may be behind the server's. */
export function elapsed(from: string, nowMs: number): Elapsed {
  const seconds = Math.floor((nowMs - Date.parse(from)) / 1_000);
  if (seconds < 10) return { unit: "now", count: 0 };
  if (seconds < 60) return { unit: "second", count: seconds };
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return { unit: "minute", count: minutes };
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? { unit: "hour", count: hours } : { unit: "day", count: Math.floor(hours / 24) };
}
