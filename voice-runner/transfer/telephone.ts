import type { AudioFrame } from "@livekit/rtc-node";

/** `unreached`: it was busy, declined or rang in vain. `impossible`: this way of calling is not to be had here. */
export type NotReached = "unreached" | "impossible";

/** How a call reaches people elsewhere. */
export interface Telephone {
  /** Resolves when somebody has answered. Nobody in the call hears them yet, nor do they hear the call. */
  ring(number: string, ringMs: number, signal: AbortSignal): Promise<Colleague | NotReached>;
  /** Sends the caller's own telephone to the number (SIP REFER). */
  refer(number: string): Promise<"referred" | NotReached>;
  /** Resolves when the caller or the colleague who joined them has hung up. */
  talkEnds(colleague: Colleague): Promise<void>;
}

/** Somebody who has answered, beside a call. */
export interface Colleague {
  /** Aborts when they hang up. */
  readonly gone: AbortSignal;
  /** Says something that they alone hear. Resolves at its end, or when the signal aborts. */
  tell(sound: AsyncIterable<AudioFrame>, signal: AbortSignal): Promise<void>;
  /** Whether they take the call: by key 1 or 2 at any time, and by words after `hearSpeech`. `no` when the signal aborts. */
  decision(signal: AbortSignal): Promise<"yes" | "no">;
  /** From now on a yes counts. Before the briefing's end it greets whoever calls. */
  hearSpeech(): void;
  /** From now on they and the caller hear each other. */
  join(): Promise<void>;
  hangUp(): Promise<void>;
}
