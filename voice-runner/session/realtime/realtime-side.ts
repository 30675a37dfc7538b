import type { LiveSpeech, RealtimeLink, RealtimeModel } from "./realtime-model.ts";

/** What an ear is told. */
export interface SideListener {
  words(text: string): void;
  finished(heard: string): void;
  failed(): void;
}

/** The realtime model of one call, from the first use to its failure. After that it stays failed. */
export interface RealtimeSide {
  readonly model: RealtimeModel;
  readonly isActive: boolean;
  /** @returns what ends the listening */
  listen(listener: SideListener): () => void;
  hear(samples: Int16Array): void;
  /** Its turn to have the model speak: `ready` resolves once nobody before has it. Give it back with `leave`. */
  queue(): { readonly ready: Promise<void>; leave(): void };
  speak(text: string, speech: LiveSpeech): void;
  forget(speech: LiveSpeech): void;
  /** It does not do what it should. The call goes on without it. */
  fail(error: Error): void;
  close(): void;
}

export interface SidePorts {
  onUsed(tokens: { readonly input: number; readonly output: number }): void;
  /** Called once. Whoever listens has been told before. */
  onFailed(error: Error): void;
}

export function realtimeSide(model: RealtimeModel, { onUsed, onFailed }: SidePorts): RealtimeSide {
  const listeners = new Set<SideListener>();
  const speeches = new Set<LiveSpeech>();
  let link: RealtimeLink | undefined;
  let last: Promise<void> = Promise.resolve();
  let state: "active" | "failed" | "closed" = "active";

  function failed(error: Error) {
    if (state !== "active") return;
    state = "failed";
    link?.close();
    for (const { ended } of [...speeches]) ended("broken-off");
    for (const listener of [...listeners]) listener.failed();
    onFailed(error);
  }

  function opened(): RealtimeLink {
    link ??= model.open({
      words: (text) => {
        for (const { words } of listeners) words(text);
      },
      finished: (heard) => {
        for (const { finished } of listeners) finished(heard);
      },
      used: onUsed,
      failed,
    });
    return link;
  }

  return {
    model,
    get isActive() {
      return state === "active";
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    hear(samples) {
      if (state === "active") opened().hear(samples);
    },
    queue() {
      const before = last;
      const left = Promise.withResolvers<void>();
      last = Promise.all([before, left.promise]).then(() => undefined);
      return { ready: before, leave: left.resolve };
    },
    speak(text, speech) {
      if (state !== "active") return speech.ended("broken-off");
      speeches.add(speech);
      opened().speak(text, speech);
    },
    forget(speech) {
      speeches.delete(speech);
      link?.forget(speech);
    },
    fail: failed,
    close() {
      if (state === "active") state = "closed";
      link?.close();
    },
  };
}
