import { z } from "zod";
import type { CallDetails } from "../../functions/engines/calls/routes/views.ts";
import { markedAudio } from "../../voice-runner/providers/scripted/marked-audio.ts";
import { until } from "../contracts/open-platform.ts";
import { type ClinicSettings, openClinic } from "../flows/stage/clinic.ts";
import { joinCall, type RoomCaller, type Span } from "./room-caller.ts";
import type { VoiceStage } from "./voice-stage.ts";

/** The body of `GET /v1/calls/{id}`. */
export type CallReply = z.infer<typeof CallDetails>;

export interface Opened {
  readonly token: string;
  readonly url: string;
  readonly room: string;
  readonly call_id: string;
}

/** What a page's token says of its call. */
export const CallClaims = z.looseObject({
  roomConfig: z.object({ agents: z.tuple([z.object({ metadata: z.string() })]) }),
});

/** A caller in the room of a call. Nobody may have answered it yet. */
export interface Joined {
  readonly client: string;
  readonly opened: Opened;
  readonly caller: RoomCaller;
  /** `performance.now()`. */
  readonly joinsAt: number;
  record(): Promise<CallReply>;
  /** Resolves with the record once the call is ended. */
  ended(): Promise<CallReply>;
}

/** Times are `performance.now()`. */
export interface Turn {
  readonly said: Span;
  readonly heardAt: number;
}

/** A call whose greeting was heard. */
export interface Talk extends Joined {
  /** Milliseconds from the caller's joining to the first sound of the greeting. */
  readonly greetedMs: number;
  /** Resolves when the agent was silent for this long. */
  quiet(ms?: number): Promise<void>;
  /** Resolves when the answer begins to be heard. */
  ask(sound: Int16Array): Promise<Turn>;
  /** Says the script's utterance, and waits for the answer's end. */
  exchange(index: number): Promise<Turn>;
}

/** Opens a call of a clinic, as a page does. */
export async function openCall({ product }: VoiceStage, client: string, session: string): Promise<Opened> {
  const opened = await product.api<Opened>("POST /v1/voice/token", {
    client,
    body: { client_id: client, session_id: session },
  });
  if (opened.status !== 201) throw new Error(`A call was refused: ${JSON.stringify(opened.body)}`);
  return opened.body;
}

/** @param token in place of the page's own */
export async function join(
  stage: VoiceStage,
  client: string,
  opened: Opened,
  token: string = opened.token,
): Promise<Joined> {
  const record = async () => (await stage.product.api<CallReply>(`GET /v1/calls/${opened.call_id}`, { client })).body;
  const joinsAt = performance.now();
  const caller = await joinCall({ url: opened.url, token });
  return {
    client,
    opened,
    caller,
    joinsAt,
    record,
    async ended() {
      await until("the call is ended", async () => (await record()).status === "ended");
      return record();
    },
  };
}

/** A call of a new clinic, once it was greeted. */
export async function startTalk(stage: VoiceStage, session: string, how: ClinicSettings = {}): Promise<Talk> {
  const { client } = await openClinic(stage.product, how);
  return greeted(await join(stage, client, await openCall(stage, client, session)));
}

/** Waits for the greeting, and until it is over. */
export async function greeted(joined: Joined): Promise<Talk> {
  const { heard, play } = joined.caller;
  const quiet = (ms = 500) => until("the agent is silent", () => performance.now() - heard.lastAt > ms);
  await until("the agent greets", () => heard.beganAt > 0);
  const greetedMs = heard.beganAt - joined.joinsAt;
  await quiet();
  async function ask(sound: Int16Array): Promise<Turn> {
    const said = await play(sound);
    await until("the agent answers", () => heard.beganAt > said.endedAt);
    return { said, heardAt: heard.beganAt };
  }
  return {
    ...joined,
    greetedMs,
    quiet,
    ask,
    async exchange(index) {
      const turn = await ask(markedAudio(index, 600));
      await quiet(1_000);
      return turn;
    },
  };
}

/** What the customer or the agent said in a call, by its record. */
export function saidBy({ transcript }: Pick<CallReply, "transcript">, role: "customer" | "agent"): readonly string[] {
  return transcript.filter((each) => each.role === role).map(({ text }) => text);
}
