import type { WebSocket } from "ws";
import type { StandIn } from "../http.ts";
import { objectOf, parseJson, textOf } from "../json.ts";
import { refusals } from "./refusals.ts";
import { tone } from "./tone.ts";
import { sendJson, serveWebSockets } from "./web-socket-server.ts";

export interface DeepgramStandIn extends StandIn {
  /** The paths with their queries, in order. */
  readonly connections: readonly URL[];
  readonly texts: readonly string[];
  /** The next connections are refused with this status. */
  refuse(status: number, times: number): void;
}

/**
 * Emulates Deepgram's WebSockets (developers.deepgram.com, "Live audio" and "Text to speech streaming"): `/v1/listen`
 * reports `says` after a tenth of a second of sound, `/v1/speak` speaks 50 ms of a tone a character.
 */
export async function startDeepgram(options: {
  readonly key: string;
  readonly says: string;
}): Promise<DeepgramStandIn> {
  const connections: URL[] = [];
  const texts: string[] = [];
  const refused = refusals<number>();

  function listen(socket: WebSocket, url: URL): void {
    const rate = Number(url.searchParams.get("sample_rate"));
    let bytes = 0;
    let isSaid = false;
    socket.on("message", (data: Buffer, isBinary) => {
      if (!isBinary) {
        if (textOf(objectOf(parseJson(data.toString())).type) === "CloseStream") socket.close(1000);
        return;
      }
      bytes += data.length;
      if (isSaid || bytes < rate / 5) return;
      isSaid = true;
      sendJson(socket, { type: "SpeechStarted", timestamp: 0 });
      const [first = ""] = options.says.split(" ");
      for (const [transcript, isFinal] of [
        [first, false],
        [options.says, true],
      ] as const)
        sendJson(socket, {
          type: "Results",
          is_final: isFinal,
          speech_final: isFinal,
          metadata: { request_id: "r-1" },
          channel: { alternatives: [{ transcript, confidence: 0.98, words: [], languages: ["hi"] }] },
        });
    });
  }

  function speak(socket: WebSocket, url: URL): void {
    let text = "";
    socket.on("message", (data: Buffer) => {
      const message = objectOf(parseJson(data.toString()));
      if (message.type === "Speak") text += textOf(message.text);
      if (message.type === "Close") socket.close(1000);
      if (message.type !== "Flush" || text === "") return;
      texts.push(text.trim());
      socket.send(tone(text.length * 50, Number(url.searchParams.get("sample_rate"))));
      text = "";
      sendJson(socket, { type: "Flushed", sequence_id: 0 });
    });
  }

  const standIn = await serveWebSockets({
    connect({ headers }, url) {
      connections.push(url);
      const status = refused.take();
      if (status !== undefined) return status;
      if (headers.authorization !== `Token ${options.key}`) return 401;
      if (url.pathname === "/v1/listen") return (socket) => listen(socket, url);
      return url.pathname === "/v1/speak" ? (socket) => speak(socket, url) : 404;
    },
  });
  return {
    ...standIn,
    connections,
    texts,
    refuse: refused.next,
  };
}
