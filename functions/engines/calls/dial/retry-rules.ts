import type { CallOutcome } from "../../../../shared/events/calls.ts";
import type { VoiceSettings } from "../../../../shared/voice/settings.ts";

const minuteMs = 60_000;
/** A machine answers at the same time of day again. */
const nextDayMs = 24 * 60 * minuteMs;

/**
 * How long to wait before somebody is dialled again; undefined: no more. Only who was not reached is dialled again:
 * whoever declines has answered. Pure.
 * @param attempts how many there were, with this one
 */
export function retryAfterMs(
  outcome: CallOutcome,
  attempts: number,
  {
    maxAttempts,
    retryMinutes,
    busyMinutes,
  }: Pick<VoiceSettings["outbound"], "maxAttempts" | "retryMinutes" | "busyMinutes">,
): number | undefined {
  if (attempts >= maxAttempts) return undefined;
  switch (outcome) {
    case "busy":
      return busyMinutes * minuteMs;
    case "no-answer":
      return retryMinutes * minuteMs * 2 ** (attempts - 1);
    case "voicemail":
      return nextDayMs;
    default:
      return undefined;
  }
}
