import { randomUUID } from "node:crypto";
import { initializeLogger, loggerOptions, voice } from "@livekit/agents";
import { renderPrompt } from "../../shared/config/prompt.ts";
import type { Call } from "../../shared/voice/call.ts";
import { callPhrases } from "../../shared/voice/call-phrases.ts";
import { fileRequestTool } from "../../shared/voice/file-request.ts";
import { baseLanguage } from "../../shared/voice/locale.ts";
import type { VoiceSettings } from "../../shared/voice/settings.ts";
import { CallAgent } from "./call-agent.ts";
import { callEvents } from "./call-message.ts";
import type { CallAudio, CallEndReason, CallEvent, CallSession, CallSessionDependencies } from "./call-session.ts";
import { fileWait } from "./files/file-wait.ts";
import { greetingOf } from "./greeting.ts";
import { callLanguage } from "./hearing/call-language.ts";
import { holdRecorder } from "./hold-recorder.ts";
import { createKeypad } from "./keypad/keypad.ts";
import { openPipeline } from "./open-pipeline.ts";
import { createMouth } from "./speaking/mouth.ts";
import { usageCount } from "./usage.ts";
import { callWatch } from "./watching/call-watch.ts";
import { faultCount } from "./watching/fault-count.ts";
import { isFarewell } from "./words/farewell.ts";
import { turnPhrases } from "./words/turn-phrases.ts";

const { AgentSessionEventTypes } = voice;

export interface CallParts extends CallSessionDependencies {
  readonly settings: VoiceSettings;
}

/** The session of a call with settled settings. */
export function openCall(call: Call, parts: CallParts): CallSession {
  if (loggerOptions() === undefined) initializeLogger({ pretty: false, level: "error" });
  const { settings, log, ids, config } = parts;
  const emit = (event: CallEvent) => parts.onEvent(event);
  const events = callEvents(ids, call, randomUUID());
  const usage = usageCount();
  let startedAt = 0;
  /** True from the last words on. */
  let isOver = false;
  /** True while it is not known who has answered: their words are heard, and nobody answers them. */
  let isWaiting = parts.mayGreet !== undefined;
  let wasEscalated = false;
  /** True while a person speaks in the agent's place. */
  let isAttended = false;
  let isOnHold = false;

  /** Nobody waits for the agent, nor the agent for the caller. */
  const rest = () => watch.rest(isAttended || isOnHold || awaited.isWaiting());
  const awaited = fileWait({
    onChanged: () => rest(),
    onNothing() {
      if (!isOver && !isAttended) void mouth.say(turnPhrases(language.current()).nothingArrived);
    },
  });
  const language = callLanguage(settings, (changed) => emit({ type: "language", language: changed }));
  const faults = faultCount({
    onFault(component, error) {
      log.warn({ err: error, component }, "a part of a call failed");
      emit({ type: "fault", component, message: error instanceof Error ? error.message : String(error) });
    },
    onTooMany: () => {
      if (!isOver && parts.fetchPerson?.() !== true) void giveUp();
    },
  });
  const { session, lines, dialogue, speak, heardSeconds, ...pipeline } = openPipeline({
    ...parts,
    events,
    language,
    faults,
    usage,
    isOver: () => isOver || isWaiting,
    isAttended: () => isAttended,
    onTool({ name, status }) {
      if (name === fileRequestTool && status === "completed") awaited.begin();
    },
    onBridge: () => void mouth.say(callPhrases(language.current()).oneMoment),
    onOutcome(outcome, said, line) {
      if (line.isAudible && line.stopped.aborted)
        emit({ type: "said", text: line.heard().text.trim(), interrupted: true });
      if (outcome.type !== "committed") return;
      const { status } = outcome.reply;
      if (status === "escalated" && !wasEscalated) emit({ type: "escalated" });
      wasEscalated = status === "escalated";
      if (!outcome.interrupted && (status === "resolved" || isFarewell(said))) void end("agent-hung-up");
    },
  });
  const agent = new CallAgent({
    lines,
    speak,
    answer: dialogue.answer,
    onPiece: (piece) => emit({ type: "said", text: piece.text.trim(), interrupted: false }),
  });
  const mouth = createMouth(lines, language.ofText);
  const ask = (text: string) => {
    lines.interrupt();
    lines.answer(text);
  };
  const keypad = createKeypad({
    settings,
    language,
    mouth,
    ask,
    greet,
    stopSaying: () => lines.interrupt(),
    askForPerson: () => turnPhrases(language.current()).askForPerson,
  });
  const watch = callWatch({
    settings: parts.speech.hears ? settings : patient(settings),
    language: language.current,
    prompt: (text, isOverNoise) => void mouth.say(text, { canBeInterrupted: !isOverNoise }),
    warnOfEnd: () => void mouth.say(turnPhrases(language.current()).endIsNear, { canBeInterrupted: false }),
    stopCaller() {
      void mouth.say(turnPhrases(language.current()).letMeAnswer, { canBeInterrupted: false });
      session.commitUserTurn();
    },
    isAnswerOpen: dialogue.isOpen,
    answerAgain: () => lines.answer(),
    end(reason) {
      const spokenIn = language.current();
      const { goodbye } = settings.silence;
      void sayLast(reason === "caller-silent" ? goodbye(spokenIn) : callPhrases(spokenIn).longestGoodbye, reason);
    },
  });

  session.on(AgentSessionEventTypes.AgentStateChanged, ({ newState }) => {
    if (newState !== "listening" && newState !== "thinking" && newState !== "speaking") return;
    watch.agentIs(newState);
    emit({ type: "state", state: newState });
  });
  session.on(AgentSessionEventTypes.UserStateChanged, ({ newState }) => {
    const isSpeaking = newState === "speaking";
    watch.callerIs(isSpeaking ? "speaking" : "silent");
    emit({ type: "caller", isSpeaking });
  });
  session.on(AgentSessionEventTypes.UserInputTranscribed, ({ transcript, isFinal, language: heardIn }) => {
    if (transcript.trim() === "") return;
    watch.understood();
    if (isFinal) {
      language.heard(transcript, heardIn);
      keypad.callerSpoke();
    }
    emit({ type: "heard", text: transcript, language: heardIn, final: isFinal });
  });
  session.on(AgentSessionEventTypes.Close, ({ reason }) => {
    void end(endOfClose(reason));
  });

  let ending: Promise<void> | undefined;
  function end(reason: CallEndReason): Promise<void> {
    ending ??= endNow(reason);
    return ending;
  }

  async function endNow(reason: CallEndReason): Promise<void> {
    isOver = true;
    awaited.end();
    watch.stop();
    keypad.stop();
    if (reason !== "caller-left" && reason !== "shutdown") await lines.quiet();
    await session.close();
    pipeline.close();
    await dialogue.settled();
    emit({ type: "ended", reason });
  }

  function giveUp(): Promise<void> {
    return sayLast(callPhrases(language.current()).outOfOrder, "speech-failed");
  }

  /** Says last words that nobody can interrupt, and ends the call. */
  async function sayLast(text: string, reason: CallEndReason): Promise<void> {
    if (isOver) return;
    isOver = true;
    lines.interrupt({ evenLastWords: true });
    await mouth.say(text, { canBeInterrupted: false });
    await end(reason);
  }

  async function greet(): Promise<void> {
    const spokenIn = language.current();
    const isOwn = baseLanguage(spokenIn) === baseLanguage(settings.language);
    const { configVersion, models } = parts;
    const onFault = (error: unknown) => faults.failed("model", error);
    const text = isOwn
      ? await greetingOf({ call, config, configVersion, settings, models, onFault })
      : renderPrompt(callPhrases(spokenIn).greeting, config);
    if (isOver || isAttended) return;
    dialogue.say(text, mouth.begin(text, { isMessage: true }));
  }

  async function listen(audio: CallAudio): Promise<void> {
    if (audio.type === "room") return session.start({ ...audio.start, agent });
    session.input.audio = audio.input;
    session.output.audio = audio.output;
    await session.start({ agent });
  }

  return {
    conversationId: events.conversationId,
    async start(audio, { isResumed = false } = {}) {
      startedAt = performance.now();
      const record = holdRecorder(session);
      await listen(audio);
      const { audio: output } = session.output;
      if (output) lines.watch(output);
      output?.once(voice.AudioOutput.EVENT_PLAYBACK_STARTED, () =>
        emit({ type: "greeted", afterMs: Math.round(performance.now() - startedAt) }),
      );
      watch.start();
      if ((await parts.mayGreet) === "stay-silent" || isOver) return;
      isWaiting = false;
      const notice = isRecorded(audio) ? settings.recording?.notice(language.current()) : null;
      // Nothing is recorded before the caller has heard that it is.
      const noticed = notice ? mouth.say(notice, { canBeInterrupted: false }) : Promise.resolve();
      void noticed.then(record).catch((err: unknown) => log.error({ err }, "a call is not recorded"));
      if (isResumed) void mouth.say(turnPhrases(language.current()).lineIsBack);
      else if (keypad.openMenu() === "none") await greet();
    },
    typed(text) {
      if (isOver) return;
      watch.understood();
      keypad.callerSpoke();
      emit({ type: "heard", text, language: null, final: true });
      language.heard(text, null);
      ask(text);
    },
    pressed(key) {
      if (isOver) return;
      keypad.press(key);
      watch.understood();
    },
    sent(files) {
      if (isOver) return;
      awaited.end();
      watch.understood();
      dialogue.sent(files);
      lines.answer();
    },
    relay(text) {
      if (isOver) return;
      watch.understood();
      void mouth.say(text);
    },
    attended(isNow) {
      if (isNow && !isAttended) lines.interrupt({ evenLastWords: true });
      isAttended = isNow;
      watch.understood();
      rest();
    },
    operatorSaid: (text) => dialogue.operatorSaid(text),
    end,
    say: (text, options) => mouth.say(text, options),
    hold(isNow) {
      isOnHold = isNow;
      rest();
    },
    language: language.current,
    voice: (text, signal) => speak({ text, language: language.ofText(text) }, signal),
    giveUp,
    usage() {
      const { provider, model } = parts.speech.stt;
      const heard = { component: "stt", provider, model, unit: "seconds", quantity: heardSeconds() } as const;
      return [heard, ...usage.all()];
    },
  };
}

/** Only LiveKit's word that the caller went ends a call for good: an agent whose runner died is replaced. */
function endOfClose(reason: string): CallEndReason {
  if (reason === voice.CloseReason.ERROR) return "speech-failed";
  return reason === voice.CloseReason.PARTICIPANT_DISCONNECTED ? "caller-left" : "shutdown";
}

/** Who has to type is given more time. */
function patient(settings: VoiceSettings): VoiceSettings {
  const { silence } = settings;
  return { ...settings, silence: { ...silence, promptAfterMs: 5 * silence.promptAfterMs } };
}

function isRecorded(audio: CallAudio): boolean {
  const record = audio.type === "room" ? audio.start.record : false;
  return typeof record === "object" ? record.audio === true : record === true;
}
