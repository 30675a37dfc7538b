import type { VoiceSettings } from "../../../shared/voice/settings.ts";
import { silenceWatch } from "./silence-watch.ts";

/** A caller who speaks longer without a pause is stopped. */
const longestSpeechMs = 60_000;
/** The caller is told so long before the call's longest duration. */
const warningMs = 30_000;
/** An answer that noise broke off is given again after this pause. */
const resumeAfterMs = 1_500;

export interface CallWatch {
  start(): void;
  stop(): void;
  agentIs(state: "listening" | "thinking" | "speaking"): void;
  callerIs(state: "speaking" | "silent"): void;
  /** The caller said something that was understood, or pressed a key. */
  understood(): void;
  /** While it rests, the caller's silence and long speech mean nothing: somebody else speaks with them, or fetches a person. */
  rest(isResting: boolean): void;
}

export interface CallWatchPorts {
  readonly settings: Pick<VoiceSettings, "silence" | "maxDurationMs">;
  language(): string;
  /** Asks whether somebody is there; over their noise, where there is some. */
  prompt(text: string, isOverNoise: boolean): void;
  warnOfEnd(): void;
  stopCaller(): void;
  /** Whether an answer was broken off that nobody asked for again. */
  isAnswerOpen(): boolean;
  answerAgain(): void;
  end(reason: "caller-silent" | "duration-reached"): void;
}

/** Watches over a call: silence, speech without end, and the longest duration. */
export function callWatch(ports: CallWatchPorts): CallWatch {
  const { silence, maxDurationMs } = ports.settings;
  const timers = new Set<NodeJS.Timeout>();
  let prompts = 0;
  let isCallerSpeaking = false;
  let agent: "listening" | "thinking" | "speaking" = "thinking";
  let isDeferred = false;
  let isStopped = false;
  let isResting = false;
  let speech: NodeJS.Timeout | undefined;
  let resume: NodeJS.Timeout | undefined;

  const silent = silenceWatch(silence.promptAfterMs, () => {
    // Somebody speaks, but nothing is understood: noise, perhaps.
    if (isCallerSpeaking && !isDeferred) {
      isDeferred = true;
      silent.restart();
      return;
    }
    isDeferred = false;
    if (prompts >= silence.maxPrompts) return ports.end("caller-silent");
    ports.prompt(silence.prompt(prompts, ports.language()), isCallerSpeaking);
    prompts += 1;
  });

  function at(ms: number, what: () => void) {
    timers.add(setTimeout(what, ms));
  }

  return {
    start() {
      at(maxDurationMs, () => ports.end("duration-reached"));
      at(maxDurationMs - Math.min(warningMs, maxDurationMs / 4), ports.warnOfEnd);
    },
    stop() {
      isStopped = true;
      for (const timer of timers) clearTimeout(timer);
      clearTimeout(speech);
      clearTimeout(resume);
      silent.pause();
    },
    agentIs(state) {
      if (isStopped) return;
      agent = state;
      if (state === "listening" && !isResting) silent.restart();
      else silent.pause();
    },
    callerIs(state) {
      if (isStopped) return;
      isCallerSpeaking = state === "speaking";
      clearTimeout(speech);
      clearTimeout(resume);
      if (isCallerSpeaking)
        speech = setTimeout(() => {
          if (!isResting) ports.stopCaller();
        }, longestSpeechMs);
      else
        resume = setTimeout(() => {
          if (agent === "listening" && ports.isAnswerOpen()) ports.answerAgain();
        }, resumeAfterMs);
    },
    understood() {
      prompts = 0;
      isDeferred = false;
      if (agent === "listening" && !isStopped && !isResting) silent.restart();
    },
    rest(begins) {
      isResting = begins;
      if (isResting) silent.pause();
      else if (agent === "listening" && !isStopped) silent.restart();
    },
  };
}
