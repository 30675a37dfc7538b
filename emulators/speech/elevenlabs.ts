import type { WebSocket } from "ws";
import type { StandIn } from "../http.ts";
import { objectOf, parseJson, textOf } from "../json.ts";
import { tone } from "./tone.ts";
import { sendJson, serveWebSockets } from "./web-socket-server.ts";

export interface ElevenLabsStandIn extends StandIn {
  readonly connections: readonly URL[];
  readonly texts: readonly string[];
}

/**
 * Emulates ElevenLabs' WebSockets (elevenlabs.io/docs/api-reference, "Realtime" of speech to text and "Multi-Context
 * WebSocket" of text to speech): recognition reports `says` after 200 ms of sound, speech is 50 ms of a tone a character.
 */
export async function startElevenLabs(options: {
  readonly key: string;
  readonly says: string;
  /** ISO 639-3, as Scribe names languages. */
  readonly language: string;
}): Promise<ElevenLabsStandIn> {
  const connections: URL[] = [];
  const texts: string[] = [];

  function listen(socket: WebSocket, { searchParams }: URL): void {
    const tellsLanguage = searchParams.get("include_language_detection") === "true";
    const least = Number((searchParams.get("audio_format") ?? "").split("_")[1]) * 0.4;
    let bytes = 0;
    let isSaid = false;
    sendJson(socket, { message_type: "session_started", session_id: "s-1" });
    socket.on("message", (data: Buffer) => {
      const message = objectOf(parseJson(data.toString()));
      bytes += Buffer.from(textOf(message.audio_base_64), "base64").length;
      if (isSaid || bytes < least) return;
      isSaid = true;
      const { says: text, language } = options;
      sendJson(socket, { message_type: "partial_transcript", text: text.split(" ")[0] });
      sendJson(socket, { message_type: "committed_transcript", text });
      if (!tellsLanguage) return;
      const told = { message_type: "committed_transcript_with_timestamps", text, language_code: language, words: [] };
      sendJson(socket, told);
    });
  }

  function speak(socket: WebSocket, { searchParams }: URL): void {
    const rate = Number((searchParams.get("output_format") ?? "").split("_")[1]);
    const written = new Map<string, string>();
    socket.on("message", (data: Buffer) => {
      const message = objectOf(parseJson(data.toString()));
      const context = textOf(message.context_id);
      written.set(context, (written.get(context) ?? "") + textOf(message.text));
      const text = written.get(context)?.trim() ?? "";
      if (message.flush === true && text !== "") {
        texts.push(text);
        written.set(context, "");
        sendJson(socket, { contextId: context, audio: tone(text.length * 50, rate).toString("base64") });
      }
      if (message.close_context === true) sendJson(socket, { contextId: context, isFinal: true });
    });
  }

  const standIn = await serveWebSockets({
    connect({ headers }, url) {
      connections.push(url);
      if (headers["xi-api-key"] !== options.key) return 401;
      if (url.pathname === "/v1/speech-to-text/realtime") return (socket) => listen(socket, url);
      const isSpeech = /^\/v1\/text-to-speech\/[^/]+\/multi-stream-input$/.test(url.pathname);
      return isSpeech ? (socket) => speak(socket, url) : 404;
    },
  });
  return { ...standIn, connections, texts };
}
