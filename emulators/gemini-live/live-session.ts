import { setTimeout as delay } from "node:timers/promises";
import type { WebSocket } from "ws";
import { tone } from "../speech/tone.ts";
import { createEar } from "./ear.ts";
import { type LiveClose, type LiveSetup, liveRequest } from "./request.ts";
import type { LiveScript, LiveStep } from "./script.ts";

const rate = 24_000;
const chunkMs = 100;
/** A model makes sound faster than it is heard. */
const timesRealTime = 5;

export interface LiveSessionPorts {
  script(): LiveScript;
  /** Keeps what the client sent, without its sound. */
  sent(message: unknown): void;
}

/** One connection to a live model. */
export interface LiveSession {
  close(why: LiveClose): void;
  goAway(timeLeft: string): void;
}

export function liveSession(socket: WebSocket, { script, sent }: LiveSessionPorts): LiveSession {
  let ear: ReturnType<typeof createEar> | undefined;
  let setup: LiveSetup | undefined;
  let calls = 0;
  /** Aborted when its speech is broken off. */
  let speech: AbortController | undefined;

  const send = (message: object) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  };
  const close = ({ code, reason }: LiveClose) => socket.close(code, reason.slice(0, 120));

  function take(at: LiveStep["at"]): LiveStep | undefined {
    const { steps } = script();
    const index = steps.findIndex((step) => step.at === at);
    return index < 0 ? undefined : steps.splice(index, 1)[0];
  }

  function breakOff() {
    if (!speech) return;
    speech.abort();
    speech = undefined;
    send({ serverContent: { interrupted: true } });
    send({ serverContent: { turnComplete: true } });
  }

  /** Speaks in chunks, as the API does: sound, its transcription, the generation's end, and later the turn's. */
  async function speak(text: string, then: LiveStep | undefined): Promise<void> {
    breakOff();
    const own = new AbortController();
    speech = own;
    const { thinkMs, msPerCharacter } = script();
    const wait = (ms: number) => delay(ms, undefined, { signal: own.signal });
    const words = text.match(/\S+\s*/g) ?? [];
    try {
      await wait(thinkMs);
      for (let index = 0; index < words.length; index += 1) {
        const word = words[index] ?? "";
        const ms = word.length * msPerCharacter;
        for (let at = 0; at < ms; at += chunkMs) {
          const data = tone(Math.min(chunkMs, ms - at), rate).toString("base64");
          send({
            serverContent: { modelTurn: { parts: [{ inlineData: { mimeType: `audio/pcm;rate=${rate}`, data } }] } },
          });
          await wait(chunkMs / timesRealTime);
        }
        send({ serverContent: { outputTranscription: { text: word } } });
        if (then?.close && index >= words.length / 2) return close(then.close);
      }
      send({ serverContent: { generationComplete: true } });
      speech = undefined;
      send({ serverContent: { turnComplete: true }, usageMetadata: usageOf(text) });
    } catch {
      // The speech was broken off, and the client has been told.
    }
  }

  async function answerCaller(utterance: number | null): Promise<void> {
    const { utterances, thinkMs } = script();
    const heard = (utterance === null ? undefined : utterances[utterance]) ?? "(something)";
    for (const word of heard.match(/\S+\s*/g) ?? []) send({ serverContent: { inputTranscription: { text: word } } });
    const step = take("heard");
    if (step?.close) return close(step.close);
    if (step?.isSilent) return;
    if (step?.says !== undefined) return speak(step.says, undefined);
    await delay(thinkMs);
    const [name] = setup?.tools ?? [];
    if (name === undefined) return speak(`You said: ${heard}`, undefined);
    calls += 1;
    send({
      toolCall: { functionCalls: [{ id: `function-call-${calls}`, name, args: { heard } }] },
      usageMetadata: usageOf(heard),
    });
  }

  function begin(given: LiveSetup) {
    setup = given;
    ear = createEar(given, { started: breakOff, ended: (utterance) => void answerCaller(utterance) });
    send({ setupComplete: {} });
    send({ sessionResumptionUpdate: { newHandle: `${given.resumes ?? "handle"}+`, resumable: true } });
  }

  socket.on("message", (data) => {
    const text = String(data);
    const request = liveRequest(text);
    if ("code" in request) return close(request);
    if (request.type !== "sound") sent(JSON.parse(text));
    if (request.type === "setup")
      return setup
        ? close({ code: 1007, reason: "The setup must be the first message, and come once." })
        : begin(request.setup);
    if (!setup) return close({ code: 1007, reason: "The first message must be a setup message." });
    if (request.type === "sound") ear?.hear(request.data);
    if (request.type !== "content" || !request.isComplete) return;
    const step = take("asked");
    if (step?.isSilent) return breakOff();
    // It does as it is told: what follows the first line is to be said.
    void speak(step?.says ?? request.text.slice(request.text.indexOf("\n") + 1), step);
  });
  socket.on("close", () => speech?.abort());

  return { close, goAway: (timeLeft) => send({ goAway: { timeLeft } }) };
}

/** About four letters a token, and 25 tokens of sound a second (ai.google.dev/gemini-api/docs/tokens). */
function usageOf(text: string) {
  const [promptTokenCount, responseTokenCount] = [100, Math.ceil(text.length / 2)];
  return {
    promptTokenCount,
    responseTokenCount,
    totalTokenCount: promptTokenCount + responseTokenCount,
    promptTokensDetails: [{ modality: "AUDIO", tokenCount: promptTokenCount }],
    responseTokensDetails: [{ modality: "AUDIO", tokenCount: responseTokenCount }],
  };
}
