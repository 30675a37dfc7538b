/** No vendor delays an event for longer. */
const mostMs = 3_600_000;

/** `Retry-After` as seconds or a date (RFC 9110, 10.2.3), in milliseconds. */
export function retryAfterOf(header: string | null | undefined): number | undefined {
  if (header === null || header === undefined) return undefined;
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(milliseconds) ? undefined : Math.min(mostMs, Math.max(0, milliseconds));
}
