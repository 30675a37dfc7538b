import { stt } from "@livekit/agents";

/** Stands where nothing can recognise speech. It takes the caller's sound and hears nothing in it. */
export class NoRecogniser extends stt.STT {
  label = "none.stt";

  constructor() {
    super({ streaming: true, interimResults: false });
  }

  override get provider() {
    return "none";
  }

  protected override _recognize(): Promise<stt.SpeechEvent> {
    return Promise.reject(new Error("This call has no recogniser: the caller types (CallSpeech.hears is false)."));
  }

  override stream(): stt.SpeechStream {
    return new DeafStream(this);
  }
}

class DeafStream extends stt.SpeechStream {
  label = "none.stt.stream";

  protected override async run(): Promise<void> {
    for await (const _ of this.input);
  }
}
