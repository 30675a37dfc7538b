/** A model that hears and speaks over one connection (Gemini Live). A vendor's adapter is the port's implementation. */
export interface RealtimeModel {
  readonly provider: string;
  readonly name: string;
  /** Of its speech, mono. */
  readonly sampleRate: number;
  /** Begins to connect. What it is given meanwhile waits. Never throws: it reports its failure. */
  open(listener: RealtimeListener): RealtimeLink;
}

export interface RealtimeListener {
  /** More of what the caller says, as the model's transcription has it. */
  words(text: string): void;
  /** The caller has finished, so the conversation answers. `heard`: the model's own account of it; empty without one. */
  finished(heard: string): void;
  used(tokens: { readonly input: number; readonly output: number }): void;
  /** It is gone for good. Told once, and never after `close`. */
  failed(error: Error): void;
}

export interface RealtimeLink {
  /** The caller's sound, 16 kHz mono. */
  hear(samples: Int16Array): void;
  /** Has it say these words. One speech at a time: a new one breaks off the one before. */
  speak(text: string, speech: LiveSpeech): void;
  /** Nobody listens to this speech any more. */
  forget(speech: LiveSpeech): void;
  close(): void;
}

/** Who takes one speech of the model. */
export interface LiveSpeech {
  sound(samples: Int16Array): void;
  /** More of the transcription of what it says. */
  said(text: string): void;
  /** No more sound follows. `broken-off`: some is missing. */
  ended(how: "whole" | "broken-off"): void;
}
