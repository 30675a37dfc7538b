import { setTimeout as sleep } from "node:timers/promises";

/** Processes that LiveKit starts inherit the environment as it is when they start. */
const variable = "VOICE_CALL_TAKEN_AT";
/** A call that a warm process takes is greeted within this time. */
const greetingMs = 1_500;

/** Notes in the worker that a call was taken just now. */
export function noteCallTaken(): void {
  // biome-ignore lint/style/noProcessEnv: written for processes that LiveKit starts, which get nothing else.
  process.env[variable] = String(Date.now());
}

/**
 * For the process that LiveKit starts at once in place of one that has taken a call: resolves when that call is greeted.
 * What the new one loads takes a core for a second, and on a machine of two its caller would wait that much longer.
 */
export async function afterGreetings(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: written by `noteCallTaken` in the process that started this one.
  const left = Number(process.env[variable] ?? 0) + greetingMs - Date.now();
  if (left > 0) await sleep(Math.min(left, greetingMs));
}
