import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exchanges } from "../chat/dialogue.ts";

/**
 * A Gemini stand-in in its own process, with the parts of the API that the product uses. An argument sets its delay. It
 * simulates only the model's response time, so it does as little else as possible.
 */
const firstTokenMs = Number(process.argv[2]);
const pieces = 4;
/** Delay between two pieces of a streamed answer. */
const pieceMs = 10;

const server = createServer((request, response) => {
  const receivedAt = performance.now();
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const text = answerTo(Buffer.concat(chunks).toString());
    const wait = Math.max(0, firstTokenMs - (performance.now() - receivedAt));
    const isStreamed = request.url?.includes(":streamGenerateContent") === true;
    setTimeout(() => (isStreamed ? stream(response, text) : whole(response, text)), wait);
  });
});

function answerTo(body: string): string {
  const { contents = [] } = JSON.parse(body) as { contents?: { parts?: { text?: string }[] }[] };
  const asked = contents.at(-1)?.parts?.at(-1)?.text ?? "";
  if (asked.startsWith("Notes so far:")) return "The customer asks about tests, prices and opening hours.";
  return exchanges.find(({ question }) => question === asked)?.answer ?? "Thank you. What else can I do for you?";
}

function whole(response: ServerResponse, text: string): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(chunkOf(text, true)));
}

function stream(response: ServerResponse, text: string): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const length = Math.ceil(text.length / pieces);
  const write = (piece: number) => {
    const isLast = piece === pieces - 1;
    const part = text.slice(piece * length, (piece + 1) * length);
    response.write(`data: ${JSON.stringify(chunkOf(part, isLast))}\r\n\r\n`);
    if (isLast) response.end();
    else setTimeout(() => write(piece + 1), pieceMs);
  };
  write(0);
}

function chunkOf(text: string, isLast: boolean): object {
  return {
    candidates: [
      { content: { role: "model", parts: [{ text }] }, index: 0, ...(isLast ? { finishReason: "STOP" } : {}) },
    ],
    usageMetadata: { promptTokenCount: 1_200, candidatesTokenCount: 60, totalTokenCount: 1_260 },
    modelVersion: "paced",
  };
}

server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ url: `http://127.0.0.1:${port}`, wholeMs: firstTokenMs + (pieces - 1) * pieceMs });
});
process.once("disconnect", () => process.exit(0));
