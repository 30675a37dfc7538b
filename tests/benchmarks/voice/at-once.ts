import type { FoundLiveKit } from "../../../emulators/livekit/find.ts";
import { until } from "../../contracts/open-platform.ts";
import { openClinic } from "../../flows/stage/clinic.ts";
import { greeted, join, openCall } from "../../voice/talk.ts";
import { openVoiceStage } from "../../voice/voice-stage.ts";
import { stallsOf } from "./components.ts";

export interface AtOnce {
  /** Milliseconds from joining, by call. */
  readonly greetings: readonly number[];
  /** The longest silence within an answer, by call, in milliseconds. */
  readonly gaps: readonly number[];
  /** What became of one call more than there was room for. */
  readonly oneMore: { readonly endedMs: number; readonly outcome: string | null; readonly reason: string | null };
  readonly stalls: ReturnType<typeof stallsOf>;
}

const turnsEach = 6;

/** `calls` calls begin together and talk at the same time, while one more asks for a place. */
export async function callsAtOnce(found: FoundLiveKit, calls: number): Promise<AtOnce> {
  const stage = await openVoiceStage(found);
  try {
    await stage.startRunner({ VOICE_CALLS: String(calls) });
    await until("a process is ready for each call", () => readyProcesses(stage.output()) >= calls);
    const { client } = await openClinic(stage.product);
    const joinAs = async (session: string) => join(stage, client, await openCall(stage, client, session));
    const talks = await Promise.all(
      Array.from({ length: calls }, async (_, call) => greeted(await joinAs(`at-once-${call}`))),
    );
    const oneMore = await joinAs("one-more");
    const [{ outcome, reason, endedMs }] = await Promise.all([
      oneMore.ended().then((record) => ({ ...record, endedMs: performance.now() - oneMore.joinsAt })),
      ...talks.map(async ({ exchange }, index) => {
        for (let turn = 0; turn < turnsEach; turn += 1) await exchange(index % 2);
      }),
    ]);
    const gaps = talks.map(({ caller }) => caller.heard.longestGapMs);
    await Promise.all([oneMore, ...talks].map(({ caller }) => caller.leave()));
    const greetings = talks.map(({ greetedMs }) => greetedMs);
    return { greetings, gaps, oneMore: { endedMs, outcome, reason }, stalls: stallsOf(stage.output()) };
  } finally {
    await stage.close();
  }
}

function readyProcesses(output: string): number {
  return output.split("Is ready for a call").length - 1;
}
