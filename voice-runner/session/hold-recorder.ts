/** The parts of LiveKit's recorder and session that are held back (agents 1.9, voice/agent_session.js). */
interface Recorder {
  start(path: string): Promise<void>;
}
interface RecordedSession {
  _recorderIO?: Recorder;
}

/**
 * LiveKit records from the session's start on. This holds its recorder back until the returned function is called; sound
 * from before that is not kept. Call it before the session starts. Without a recorder nothing happens.
 */
export function holdRecorder(session: object): () => Promise<void> {
  let held: Recorder | undefined;
  let begin: (() => Promise<void>) | undefined;
  Object.defineProperty(session, "_recorderIO" satisfies keyof RecordedSession, {
    configurable: true,
    get: () => held,
    set(recorder: Recorder | undefined) {
      held = recorder;
      if (!recorder) return;
      const start = recorder.start.bind(recorder);
      recorder.start = async (path) => {
        begin = () => start(path);
      };
    },
  });
  return async () => {
    const waiting = begin;
    begin = undefined;
    await waiting?.();
  };
}
