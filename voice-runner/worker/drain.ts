import { setTimeout as sleep } from "node:timers/promises";
import type { AgentServer } from "@livekit/agents";

/** Between two looks at the calls that go on. */
const lookMs = 250;

/**
 * Takes no more calls, and resolves after the last one. LiveKit's own `drain` (1.9) does both, but fails at once, with calls
 * going on, while a process for the next call is still starting: "runner not started". That is so for a second or more after
 * each call began.
 * @param longestMs calls that go on for longer are cut
 */
export async function drain(server: Pick<AgentServer, "drain" | "activeJobs">, longestMs: number): Promise<void> {
  const endsAt = Date.now() + longestMs;
  try {
    await server.drain(longestMs);
  } catch (error) {
    if (!(error instanceof Error) || error.message !== "runner not started") throw error;
    while (server.activeJobs.length > 0 && Date.now() < endsAt) await sleep(lookMs);
  }
}
