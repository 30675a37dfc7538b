import type { Turn } from "../../voice/talk.ts";
import type { VoiceStage } from "../../voice/voice-stage.ts";

/** Where the time of a turn goes, in milliseconds. Each begins where the one before ends. */
export interface Components {
  /** Transport to the agent, the pause before the recogniser commits, and the recogniser: until its first words. */
  readonly hearing: number;
  /** Until the model is asked: the turn's reading, prompt and tools. */
  readonly asking: number;
  /** The model, and the rest of the turn's pause where that is longer, the first clause and its voice. */
  readonly answering: number;
  /** Transport to the caller's ear. */
  readonly transport: number;
}

interface Moment {
  readonly at: number;
  readonly event: string;
}

/**
 * The components of turns by what the runner logs of its calls (`LOG_LEVEL=debug`) and what the model was asked. The
 * clock is the machine's own.
 */
export async function componentsOf(
  stage: VoiceStage,
  callId: string,
  turns: readonly Turn[],
): Promise<readonly Components[]> {
  const moments = momentsOf(stage.output(), callId);
  const requests = await fetch(`${stage.outside.geminiUrl}/_standin/requests`);
  const asked = ((await requests.json()) as readonly { readonly path: string; readonly time: string }[])
    .filter(({ path }) => path.includes("enerateContent"))
    .map(({ time }) => Date.parse(time) - performance.timeOrigin);
  return turns.flatMap(({ said: { beganAt, endedAt }, heardAt }) => {
    const within = (at: number) => at > beganAt && at <= heardAt;
    const hears = moments.find(({ at, event }) => event === "heard" && within(at))?.at;
    const asks = asked.find((at) => hears !== undefined && at >= hears - 5 && within(at));
    const says = moments.find(({ at, event }) => event === "said" && at > endedAt && within(at))?.at;
    if (hears === undefined || asks === undefined || says === undefined) return [];
    return [{ hearing: hears - endedAt, asking: asks - hears, answering: says - asks, transport: heardAt - says }];
  });
}

function momentsOf(output: string, callId: string): readonly Moment[] {
  return output
    .split("\n")
    .filter((line) => line.includes('"event of a call"') && line.includes(callId))
    .map((line) => JSON.parse(line) as { readonly time: string; readonly event: string })
    .map(({ time, event }) => ({ at: Date.parse(time) - performance.timeOrigin, event }));
}

/** Times at which an agent's process did not run, because the machine was busy, and at which it blocked itself. */
export function stallsOf(output: string): {
  readonly host: number;
  readonly own: number;
  readonly longestOwnMs: number;
} {
  const stalls = output
    .split("\n")
    .filter((line) => line.includes('"watchdogGap"'))
    .map((line) => JSON.parse(line) as { readonly cause: string; readonly duration: number });
  const own = stalls.filter(({ cause }) => cause === "code").map(({ duration }) => duration);
  return { host: stalls.length - own.length, own: own.length, longestOwnMs: Math.max(0, ...own) };
}
