import type { WebSocket } from "ws";
import { reply, type StandIn, streamChunks } from "../http.ts";
import { listOf, objectOf, parseJson, textOf } from "../json.ts";
import { refusals } from "./refusals.ts";
import { tone } from "./tone.ts";
import { sendJson, serveWebSockets } from "./web-socket-server.ts";

export interface GeminiSpeechStandIn extends StandIn {
  /** The setup of each Live session, and the body of each request for speech. */
  readonly setups: readonly Record<string, unknown>[];
  readonly requests: readonly Record<string, unknown>[];
  /** The next requests for speech are answered with this status. */
  refuse(status: number, times: number): void;
}

/**
 * Emulates the speech of the Gemini API: a Live session that transcribes its input (`inputTranscription`, after 200 ms of
 * sound) and `streamGenerateContent` with audio as its answer: a second of a tone in two parts.
 */
export async function startGeminiSpeech(options: {
  readonly says: string;
  readonly language: string;
}): Promise<GeminiSpeechStandIn> {
  const setups: Record<string, unknown>[] = [];
  const requests: Record<string, unknown>[] = [];
  const refused = refusals<number>();

  function transcribe(socket: WebSocket): void {
    let bytes = 0;
    let isSaid = false;
    socket.on("message", (data: Buffer) => {
      const message = objectOf(parseJson(data.toString()));
      if (message.setup !== undefined) {
        setups.push(objectOf(message.setup));
        sendJson(socket, { setupComplete: {} });
        return;
      }
      const { data: sound } = objectOf(objectOf(message.realtimeInput).audio);
      bytes += Buffer.from(textOf(sound), "base64").length;
      if (isSaid || bytes < 6_400) return;
      isSaid = true;
      const { says: text, language: languageCode } = options;
      sendJson(socket, { serverContent: { interimInputTranscription: { text: text.split(" ")[0], languageCode } } });
      sendJson(socket, { serverContent: { inputTranscription: { text, languageCode } } });
    });
  }

  const standIn = await serveWebSockets({
    connect: (_request, { pathname }) => (pathname.endsWith(".BidiGenerateContent") ? transcribe : 404),
    answer({ path, rawBody }) {
      const status = refused.take();
      if (status !== undefined)
        return reply({
          status,
          body: { error: { code: status, message: "The stand-in was told to refuse.", status: "REFUSED" } },
        });
      const asked = objectOf(parseJson(rawBody));
      const wantsAudio = listOf(objectOf(asked.generationConfig).responseModalities).includes("AUDIO");
      if (!path.includes(":streamGenerateContent") || !wantsAudio) return reply({ status: 404 });
      requests.push(asked);
      const inlineData = { mimeType: "audio/L16;codec=pcm;rate=24000", data: tone(500, 24_000).toString("base64") };
      const part = `data: ${JSON.stringify({ candidates: [{ content: { parts: [{ inlineData }] } }] })}\r\n\r\n`;
      return new Response(streamChunks([part, part]), { headers: { "content-type": "text/event-stream" } });
    },
  });
  return {
    ...standIn,
    setups,
    requests,
    refuse: refused.next,
  };
}
