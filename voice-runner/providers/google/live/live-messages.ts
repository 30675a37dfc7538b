import type { LiveServerMessage, Session } from "@google/genai";
import type { RealtimeListener } from "../../../session/realtime/realtime-model.ts";
import { samplesOf } from "../../pcm.ts";
import type { SpeechTurns } from "./speech-turns.ts";

/** Tells what one message of the server says. Order within a message: sound, words, ends. */
export function handleMessage(
  message: LiveServerMessage,
  {
    listener,
    turns,
    session,
  }: { readonly listener: RealtimeListener; readonly turns: SpeechTurns; readonly session: Session },
): void {
  const { serverContent, toolCall, usageMetadata } = message;
  if (serverContent) {
    const { inputTranscription, outputTranscription, modelTurn } = serverContent;
    if (inputTranscription?.text) listener.words(inputTranscription.text);
    for (const { inlineData, thought } of modelTurn?.parts ?? [])
      if (!thought && inlineData?.data && inlineData.mimeType?.startsWith("audio/"))
        turns.sound(samplesOf(Buffer.from(inlineData.data, "base64")));
    if (outputTranscription?.text) turns.said(outputTranscription.text);
    if (serverContent.generationComplete) turns.generated();
    if (serverContent.interrupted) turns.interrupted();
    if (serverContent.turnComplete) turns.complete();
  }
  if (usageMetadata) {
    const { promptTokenCount = 0, responseTokenCount = 0, thoughtsTokenCount = 0 } = usageMetadata;
    listener.used({ input: promptTokenCount, output: responseTokenCount + thoughtsTokenCount });
  }
  for (const { id, name, args } of toolCall?.functionCalls ?? []) {
    // The answer is spoken by a request of its own, because it comes sentence by sentence.
    const response = { output: "The answer is on its way. Say nothing now." };
    session.sendToolResponse({
      functionResponses: [
        { ...(id !== undefined && { id }), ...(name !== undefined && { name }), response, scheduling: silent },
      ],
    });
    listener.finished(typeof args?.heard === "string" ? args.heard : "");
  }
}

type Scheduling = NonNullable<
  Extract<Parameters<Session["sendToolResponse"]>[0]["functionResponses"], readonly unknown[]>[number]["scheduling"]
>;
const silent = "SILENT" as Scheduling;
