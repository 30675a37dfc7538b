import type { LiveSpeech } from "../../../session/realtime/realtime-model.ts";

interface Turn {
  readonly speech: LiveSpeech;
  isForgotten: boolean;
  /** Its sound has ended; its transcription may still come. */
  isOver: boolean;
}

/**
 * Whose speech the server sends. Its messages name no turn, but turns come in the order in which they were asked for. What
 * comes while none is waited for, nobody asked for.
 */
export interface SpeechTurns {
  ask(speech: LiveSpeech): void;
  forget(speech: LiveSpeech): void;
  sound(samples: Int16Array): void;
  said(text: string): void;
  generated(): void;
  interrupted(): void;
  complete(): void;
  /** Whether nobody waits for speech. */
  isIdle(): boolean;
}

/** @param onUnasked the model begins to speak though nobody asked it to */
export function speechTurns(onUnasked: () => void): SpeechTurns {
  let waiting: Turn[] = [];
  let current: Turn | undefined;

  function begin(): Turn {
    // A newer request breaks off an older one, so those that nobody waits for are passed over.
    const wanted = waiting.findIndex(({ isForgotten }) => !isForgotten);
    const next = waiting[Math.max(wanted, 0)];
    waiting = waiting.slice(Math.max(wanted, 0) + 1);
    if (next === undefined) onUnasked();
    return next ?? { speech: nobody, isForgotten: true, isOver: false };
  }
  function end(how: "whole" | "broken-off") {
    if (current === undefined || current.isOver) return;
    current.isOver = true;
    if (!current.isForgotten) current.speech.ended(how);
  }

  return {
    ask: (speech) => void waiting.push({ speech, isForgotten: false, isOver: false }),
    forget(speech) {
      for (const turn of [...waiting, ...(current ? [current] : [])])
        if (turn.speech === speech) turn.isForgotten = true;
    },
    sound(samples) {
      if (current === undefined || current.isOver) current = begin();
      if (!current.isForgotten) current.speech.sound(samples);
    },
    said(text) {
      current ??= begin();
      if (!current.isForgotten) current.speech.said(text);
    },
    generated: () => end("whole"),
    interrupted: () => end("broken-off"),
    complete() {
      end("whole");
      current = undefined;
    },
    isIdle: () => waiting.every(({ isForgotten }) => isForgotten) && (current === undefined || current.isOver),
  };
}

const nobody: LiveSpeech = { sound: () => undefined, said: () => undefined, ended: () => undefined };
