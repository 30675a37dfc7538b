import { type tts, voice } from "@livekit/agents";
import type { VoiceSettings } from "../../shared/voice/settings.ts";
import { spokenText } from "../../shared/voice/spoken/index.ts";
import { ConversationModel } from "./call-agent.ts";
import type { CallEvents } from "./call-message.ts";
import type { CallEvent, CallSessionDependencies } from "./call-session.ts";
import type { CallLanguage } from "./hearing/call-language.ts";
import { SteadyStt } from "./hearing/steady-stt.ts";
import { turnHandling } from "./hearing/turn-handling.ts";
import { attendLiveKitTasks } from "./livekit-patches.ts";
import { openRealtime } from "./realtime/open-realtime.ts";
import { RealtimeVoice } from "./realtime/realtime-voice.ts";
import { createFiller } from "./speaking/filler.ts";
import { Line } from "./speaking/line.ts";
import { type SessionLines, sessionLines } from "./speaking/session-lines.ts";
import type { Speak } from "./speaking/speak-line.ts";
import { createVoice } from "./speaking/voice.ts";
import type { AnswerOutcome } from "./turns/answer.ts";
import { createDialogue, type Dialogue } from "./turns/dialogue.ts";
import type { UsageCount } from "./usage.ts";
import type { FaultCount } from "./watching/fault-count.ts";
import { turnPhrases } from "./words/turn-phrases.ts";

/** Speech → the conversation's turns → speech, by a realtime model while there is one, or by a recogniser and a voice. */
export interface Pipeline {
  readonly session: voice.AgentSession;
  readonly lines: SessionLines;
  readonly dialogue: Dialogue;
  readonly speak: Speak;
  /** The caller's sound that a recogniser was given so far. */
  heardSeconds(): number;
  /** Call once the session is closed. */
  close(): void;
}

export interface PipelineParts extends Pick<CallSessionDependencies, "speech" | "turns" | "now" | "log" | "onEvent"> {
  readonly settings: VoiceSettings;
  readonly events: CallEvents;
  readonly language: CallLanguage;
  readonly faults: FaultCount;
  readonly usage: UsageCount;
  isOver(): boolean;
  /** Whether a person speaks with the caller in the agent's place. */
  isAttended(): boolean;
  onOutcome(outcome: AnswerOutcome, said: string, line: Line): void;
  onTool(tool: Pick<Extract<CallEvent, { type: "tool" }>, "name" | "status">): void;
  /** The realtime model failed and the pipeline goes on, while the caller waits for an answer. */
  onBridge(): void;
}

export function openPipeline(parts: PipelineParts): Pipeline {
  attendLiveKitTasks();
  const { speech, settings, language, faults, usage, log, now, turns, events } = parts;
  const { currency, timeZone, monthFirst } = settings;
  const spoken = (text: string, spokenIn: string) =>
    spokenText(text, { language: spokenIn, currency, timeZone, monthFirst, now: now() });
  const onSpoken = ({ provider, model }: tts.TTS, quantity: number) => {
    faults.worked("tts");
    usage.add({ component: "tts", provider, model, unit: "characters", quantity });
  };
  const realtime =
    speech.realtime &&
    openRealtime({
      model: speech.realtime,
      speech,
      usage,
      log,
      spoken,
      onPlain: onSpoken,
      language: language.current,
      onFailed(error, isOwing) {
        faults.failed("realtime", error);
        parts.onEvent({ type: "mode-changed", mode: "pipeline", reason: error.message });
        if (isOwing) parts.onBridge();
      },
    });
  const hearing = new SteadyStt(realtime?.ear ?? speech.stt, {
    vad: speech.vad,
    onFault: (error) => faults.failed("stt", error),
    onHeard: () => faults.worked("stt"),
  });
  const session = new voice.AgentSession({
    stt: hearing,
    tts: speech.tts,
    vad: speech.vad,
    llm: new ConversationModel(),
    turnHandling: turnHandling(settings),
    // Faults are counted here, and end a call with words.
    connOptions: { maxUnrecoverableErrors: Number.POSITIVE_INFINITY },
    ttsTextTransforms: null,
    userAwayTimeout: null,
    aecWarmupDuration: null,
  });
  // An error event without a listener ends the process.
  session.on(voice.AgentSessionEventTypes.Error, ({ error }) => log.debug({ err: error }, "LiveKit reports an error"));

  realtime?.watch(session);
  const speak = createVoice(realtime ? { ...speech, tts: realtime.voice, speakIn: realtime.speakIn } : speech, {
    spoken,
    onFault: (error) => faults.failed("tts", error),
    onSpoken(by, characters) {
      // A realtime model is paid by the token, and tells what its plain voice said.
      if (!(by instanceof RealtimeVoice)) onSpoken(by, characters);
    },
  });
  const lines = sessionLines(session);
  const filler = createFiller();
  const words = () => turnPhrases(language.current());
  const dialogue = createDialogue({
    turns,
    events,
    now,
    lineEnd: lines.ended,
    languageOf: language.ofText,
    isOver: parts.isOver,
    continueOn(withdrawn) {
      const line = new Line();
      withdrawn.isMoved = true;
      lines.handleOf(withdrawn)?.interrupt(true);
      lines.say(line);
      return line;
    },
    waitingForPerson: () => (parts.isAttended() ? null : words().withPerson),
    correction: () => words().correction,
    trouble: () => words().trouble,
    onTool({ name, status }, line) {
      parts.onEvent({ type: "tool", name, status });
      parts.onTool({ name, status });
      if (status !== "started") return filler.ended();
      const { working } = words();
      filler.started((count) => line.say(working[count % working.length] ?? "", language.current()));
    },
    onFault: (error) => faults.failed("model", error),
    onOutcome(outcome, said, line) {
      filler.stop();
      if (outcome.type === "failed") faults.failed("model", outcome.error);
      if (outcome.type === "committed") faults.worked("model");
      parts.onOutcome(outcome, said, line);
    },
  });
  return {
    session,
    lines,
    dialogue,
    speak,
    heardSeconds: () => realtime?.ear.recognisedSeconds ?? hearing.seconds,
    close: () => realtime?.close(),
  };
}
