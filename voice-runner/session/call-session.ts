import type { stt, tts, VAD, voice } from "@livekit/agents";
import type { AudioFrame } from "@livekit/rtc-node";
import type { Turns } from "../../functions/engines/conversation/turn/open-turns.ts";
import type { TenantConfig } from "../../shared/config/index.ts";
import type { CallUsage } from "../../shared/events/calls.ts";
import type { Models } from "../../shared/models/model.ts";
import type { TenantIds } from "../../shared/platform/tenant-ids.ts";
import type { Logger } from "../../shared/telemetry/log.ts";
import type { Call } from "../../shared/voice/call.ts";
import type { SentByCaller } from "./files/sent-by-caller.ts";
import type { RealtimeModel } from "./realtime/realtime-model.ts";

/** Speech of one call, ready for use. LiveKit's own classes are the port: a provider is a subclass, plugin or not. */
export interface CallSpeech {
  readonly stt: stt.STT;
  readonly tts: tts.TTS;
  /** Speaks while the others fail. It should need no network. */
  readonly fallbackTts?: tts.TTS;
  readonly vad: VAD;
  /** False where nothing can recognise speech: `stt` then hears nothing, and the caller types. */
  readonly hears: boolean;
  /** What is said next is in this language (`hi-IN`), by the tenant's voice for it. */
  speakIn(language: string): void;
  /** Present where the tenant's calls run on a realtime model; the pipeline above is its fall-back. */
  readonly realtime?: RealtimeModel;
}

/** What happens in a call while it lasts, for captions, records and tests. Times are milliseconds since its start. */
export type CallEvent =
  | { readonly type: "state"; readonly state: "listening" | "thinking" | "speaking" }
  | { readonly type: "caller"; readonly isSpeaking: boolean }
  /** What the recogniser hears; `final` once it changes no more. */
  | { readonly type: "heard"; readonly text: string; readonly language: string | null; readonly final: boolean }
  /** What the agent says, piece by piece; when interrupted, what was heard of all its pieces since the caller spoke. */
  | { readonly type: "said"; readonly text: string; readonly interrupted: boolean }
  | { readonly type: "language"; readonly language: string }
  /** A person is to take over: the conversation is escalated. */
  | { readonly type: "escalated" }
  | { readonly type: "tool"; readonly name: string; readonly status: "started" | "completed" | "failed" }
  | { readonly type: "greeted"; readonly afterMs: number }
  | { readonly type: "mode-changed"; readonly mode: "pipeline" | "realtime"; readonly reason: string }
  | { readonly type: "fault"; readonly component: "stt" | "tts" | "model" | "realtime"; readonly message: string }
  | { readonly type: "ended"; readonly reason: CallEndReason };

export type CallEndReason =
  | "caller-left"
  | "agent-hung-up"
  | "caller-silent"
  | "duration-reached"
  | "transferred"
  | "speech-failed"
  | "shutdown";

/** Where a session hears and speaks: a LiveKit room, or streams of a caller without one. */
export type CallAudio =
  | { readonly type: "room"; readonly start: Omit<Parameters<voice.AgentSession["start"]>[0], "agent"> }
  | { readonly type: "streams"; readonly input: voice.AudioInput; readonly output: voice.AudioOutput };

export interface CallSessionDependencies {
  /** Answers what was said, as chat does. */
  readonly turns: Turns;
  readonly config: TenantConfig;
  readonly configVersion: number;
  readonly speech: CallSpeech;
  readonly log: Logger;
  readonly now: () => Date;
  /** Words the greeting. Undefined: the tenant's `greeting.text` is spoken. */
  readonly models?: Models;
  /** The tenant's, for ids that are derived from addresses. */
  readonly ids: TenantIds;
  onEvent(event: CallEvent): void;
  /**
   * Hearing, speaking or thinking has failed three times in a row. True: a person is fetched, and whoever fetches them
   * ends the call. Otherwise the session apologises and ends it.
   */
  fetchPerson?(): boolean;
  /** What the call waits for before the agent says its first word, such as who has answered. It never rejects. */
  readonly mayGreet?: Promise<"greet" | "stay-silent">;
}

export interface StartOptions {
  /** Another agent was lost in this call: this one says so instead of greeting, and goes on. */
  readonly isResumed?: boolean;
}

/** One call's session. It can be started once. */
export interface CallSession {
  readonly conversationId: string;
  /** Starts to hear, and greets. Resolves when the greeting is on its way. */
  start(audio: CallAudio, options?: StartOptions): Promise<void>;
  /** What a caller typed instead of saying it (web calls), or a pressed key (`0`–`9`, `*`, `#`). */
  typed(text: string): void;
  pressed(key: string): void;
  /** Answers what the caller has sent by another channel, after what is being said. */
  sent(files: SentByCaller): void;
  /** Says what an operator wrote to the caller. It is recorded already. */
  relay(text: string): void;
  /**
   * A person speaks with the caller in the agent's place, or does so no more. Meanwhile the agent says nothing, and still
   * writes down what the caller says.
   */
  attended(isAttended: boolean): void;
  /** Records what an operator said to the caller with their own voice. */
  operatorSaid(text: string): void;
  /** Ends the call after what is being said. Resolves when everything is recorded. */
  end(reason: CallEndReason): Promise<void>;
  usage(): readonly CallUsage[];
  /** Says words that belong to no turn, after what is being said. Resolves when they were said. */
  say(text: string, options?: { readonly canBeInterrupted?: boolean }): Promise<unknown>;
  /** While the caller is on hold, nobody asks whether they are still there. */
  hold(isOnHold: boolean): void;
  /** The call's language at the moment (`hi-IN`). */
  language(): string;
  /** A text in the call's voice, for somebody else's ear. @throws when no voice can speak it */
  voice(text: string, signal: AbortSignal): AsyncIterable<AudioFrame>;
  /** Apologises for being out of order, and ends the call. */
  giveUp(): Promise<void>;
}

export type BuildSession = (call: Call, dependencies: CallSessionDependencies) => Promise<CallSession>;
