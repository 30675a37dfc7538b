import { AsyncLocalStorage } from "node:async_hooks";
import { voice } from "@livekit/agents";
import { Line } from "./line.ts";

const { AgentSessionEventTypes } = voice;

/**
 * Which line each speech of a session says. LiveKit asks an agent for text and for sound separately, and says of neither
 * which speech it is for. Both are asked for in the asynchronous context of `speech_created`, so the line is kept there.
 */
export interface SessionLines {
  /** The line that this part of the program works for. */
  current(): Line | undefined;
  handleOf(line: Line): voice.SpeechHandle | undefined;
  /** Says a line after what is being said. Stops it where the session takes no more speech: the caller is gone. */
  say(line: Line, options?: { readonly allowInterruptions?: boolean }): void;
  /** Has the agent answer these words, or what is still open. Nothing happens where the session takes no more speech. */
  answer(userInput?: string): void;
  /** Resolves when the line's sound has ended: true when it was interrupted. */
  ended(line: Line): Promise<boolean>;
  /** Releases the line once the session takes this message of the caller for final. */
  releaseWith(messageId: string, line: Line): void;
  /** Stops what is being said, and what waits to be said. */
  interrupt(options?: { readonly evenLastWords?: boolean }): void;
  /** Resolves when nothing is being said, or waits to be said. */
  quiet(): Promise<void>;
  /** Call once the session has an output. */
  watch(output: voice.AudioOutput): void;
}

export function sessionLines(session: voice.AgentSession): SessionLines {
  const context = new AsyncLocalStorage<Line>();
  const handles = new Map<Line, voice.SpeechHandle>();
  const ends = new WeakMap<Line, Promise<boolean>>();
  const stopAll = new Set<() => void>();
  const waiting = new Map<string, Line>();
  let next: Line | undefined;
  let playing: Line | undefined;

  session.on(AgentSessionEventTypes.SpeechCreated, ({ speechHandle }) => {
    const line = next ?? new Line();
    next = undefined;
    context.enterWith(line);
    handles.set(line, speechHandle);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    ends.set(line, promise);
    const done = () => {
      handles.delete(line);
      stopAll.delete(done);
      for (const [id, each] of waiting) if (each === line) waiting.delete(id);
      line.playedSeconds ??= 0;
      const isCutOff = speechHandle.interrupted || !speechHandle.done();
      if (isCutOff) line.stop();
      resolve(isCutOff);
    };
    stopAll.add(done);
    speechHandle.addDoneCallback(done);
    // Resolves at an interruption, too, long before the speech counts as done.
    void speechHandle.waitIfNotInterrupted([promise]).then(() => {
      if (speechHandle.interrupted) line.stop();
    });
  });

  session.on(AgentSessionEventTypes.Close, () => {
    for (const stop of [...stopAll]) stop();
  });

  session.on(AgentSessionEventTypes.ConversationItemAdded, ({ item }) => {
    waiting.get(item.id)?.release();
    waiting.delete(item.id);
  });

  function lineOfPlayback(): Line | undefined {
    for (const [line, handle] of handles)
      if (line.isReleased && !handle.done() && line.playedSeconds === undefined && line.pieces.some(hasSound))
        return line;
    return undefined;
  }

  return {
    current: () => context.getStore(),
    handleOf: (line) => handles.get(line),
    say(line, { allowInterruptions = true } = {}) {
      // LiveKit throws from the moment in which a session begins to close, long before it reports its end.
      if (session._closing) return line.stop();
      next = line;
      line.release();
      session.say(line.text, { allowInterruptions, addToChatCtx: false });
    },
    answer(userInput) {
      if (!session._closing) session.generateReply({ ...(userInput !== undefined && { userInput }) });
    },
    ended: (line) => ends.get(line) ?? Promise.resolve(true),
    releaseWith(messageId, line) {
      if (handles.get(line)?.scheduled) line.release();
      else waiting.set(messageId, line);
    },
    interrupt({ evenLastWords = false } = {}) {
      for (const [line, handle] of handles)
        if (line.isReleased && !handle.done() && (evenLastWords || handle.allowInterruptions))
          handle.interrupt(evenLastWords);
    },
    async quiet() {
      while ([...handles.keys()].some((line) => line.isReleased))
        await Promise.all([...handles.keys()].filter((line) => line.isReleased).map((line) => ends.get(line)));
    },
    watch(output) {
      output.on(voice.AudioOutput.EVENT_PLAYBACK_STARTED, () => {
        playing = lineOfPlayback();
        if (playing) playing.isAudible = true;
      });
      output.on(voice.AudioOutput.EVENT_PLAYBACK_FINISHED, ({ playbackPosition }: voice.PlaybackFinishedEvent) => {
        const line = playing ?? lineOfPlayback();
        if (line) line.playedSeconds = playbackPosition;
        playing = undefined;
      });
    },
  };
}

function hasSound({ seconds }: { readonly seconds: number }): boolean {
  return seconds > 0;
}
