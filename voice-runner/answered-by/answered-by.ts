import type { CallReport } from "../../shared/events/calls.ts";
import type { CallEvent } from "../session/call-session.ts";
import { machineInWords } from "./machine-words.ts";

export type AnsweredBy = Extract<CallReport, { readonly type: "answered-by" }>["who"];

/** People answer with a word or two, machines with sentences (twilio.com/docs/voice/answering-machine-detection: 2.4 s). */
const machineSpeaksMs = 2_400;
/** So long a pause after a short greeting: somebody waits for an answer. */
const personWaitsMs = 700;
/** Whoever says nothing is greeted after this time. */
const latestMs = 3_000;
/** The pause after which a machine has ended its text, and the time after which it is not waited for. */
const machineEnds = { pauseMs: 1_500, latestMs: 30_000 } as const;

/** Listens to who has answered an outbound call. */
export interface AnswerDetector {
  readonly verdict: Promise<AnsweredBy>;
  /** Resolves when a machine has said its text, so that a message can be left. */
  machineEnded(): Promise<void>;
  hear(event: CallEvent): void;
  /** The call is connected: the time begins. */
  start(): void;
  stop(): void;
}

/**
 * Tells people from machines within about three seconds: by what is said, as far as it is recognised in time, otherwise
 * by how long the first speech lasts. LiveKit's own detector needs a model to read transcripts, and this does not.
 */
export function answerDetector(): AnswerDetector {
  const { promise: verdict, resolve } = Promise.withResolvers<AnsweredBy>();
  const timers = new Set<NodeJS.Timeout>();
  let isSpeaking = false;
  let silentSince = performance.now();
  let pause: NodeJS.Timeout | undefined;
  let speech: NodeJS.Timeout | undefined;
  let hasSpoken = false;
  let words = "";

  function after(ms: number, what: () => void): NodeJS.Timeout {
    const timer = setTimeout(what, ms);
    timers.add(timer);
    return timer;
  }

  return {
    verdict,
    start: () => void after(latestMs, () => !isSpeaking && resolve(hasSpoken ? "human" : "unknown")),
    hear(event) {
      if (event.type === "heard") {
        words = event.final ? `${words} ${event.text}` : words;
        const machine = machineInWords(`${words} ${event.text}`);
        if (machine) resolve(machine);
      }
      if (event.type !== "caller" || event.isSpeaking === isSpeaking) return;
      ({ isSpeaking } = event);
      clearTimeout(pause);
      clearTimeout(speech);
      if (isSpeaking) {
        hasSpoken = true;
        speech = after(machineSpeaksMs, () => resolve("voicemail"));
      } else {
        silentSince = performance.now();
        pause = after(personWaitsMs, () => resolve("human"));
      }
    },
    async machineEnded() {
      const began = performance.now();
      for (;;) {
        const now = performance.now();
        if (now - began > machineEnds.latestMs) return;
        if (!isSpeaking && now - silentSince > machineEnds.pauseMs) return;
        await new Promise((resume) => after(100, () => resume(undefined)));
      }
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      resolve("unknown");
    },
  };
}

/** Neither takes part in a conversation. */
export function isMachine(who: AnsweredBy): boolean {
  return who === "voicemail" || who === "menu";
}
