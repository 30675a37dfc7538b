import type { IncomingMessage } from "node:http";
import { Problem } from "../../../shared/http/problem.ts";
import { boundedJson } from "./bounded-json.ts";

/** functions-framework stores the raw bytes here if it has already read the body. */
export type ArrivedRequest = IncomingMessage & { readonly rawBody?: Buffer; readonly originalUrl?: string };

/**
 * Reads the body's bytes exactly as sent.
 * @throws Problem 413 `body-too-large` over `maxBytes`. No more than that is kept in memory.
 * @throws Problem 415 `content-encoding-unsupported` for a compressed body, which could unpack to gigabytes.
 */
export async function readBody(request: ArrivedRequest, maxBytes: number): Promise<Buffer> {
  const encoding = request.headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity")
    throw new Problem(415, "content-encoding-unsupported", "Send the body uncompressed, without Content-Encoding.");
  if (request.rawBody === undefined) return readStream(request, maxBytes);
  if (request.rawBody.length > maxBytes) throw tooLarge(maxBytes);
  return request.rawBody;
}

/** `application/json; charset=utf-8` → `application/json`; "" when the header is missing. */
export function mediaType(request: IncomingMessage): string {
  const header = request.headers["content-type"] ?? "";
  const end = header.indexOf(";");
  return (end === -1 ? header : header.slice(0, end)).trim().toLowerCase();
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** @throws Problem 400 `body-not-utf8`. */
export function bodyText(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new Problem(400, "body-not-utf8", "The body must be UTF-8 text.", { cause });
  }
}

/**
 * The body's value, bounded as `boundedJson` has it.
 * @throws Problem 400 `body-not-json` saying where: V8 gives line and column, or quotes what stands there.
 */
export function parseJsonBody(bytes: Buffer): unknown {
  const text = bodyText(bytes);
  if (text.trim() === "") throw new Problem(400, "body-missing", "The body is empty: send a JSON object.");
  return boundedJson(parsedJson(text));
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "";
    throw new Problem(400, "body-not-json", `The body is not JSON: ${reason}.`, { cause });
  }
}

async function readStream(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) return void chunks.push(chunk);
      // The rest is read and dropped: a client that still sends would not see the response, and its connection would hang.
      request.off("data", onData).resume();
      reject(tooLarge(maxBytes));
    };
    request.on("data", onData);
    request.once("end", () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size)));
    request.once("error", (cause) => reject(new Problem(400, "body-incomplete", "The body ended early.", { cause })));
  });
}

function tooLarge(maxBytes: number): Problem {
  const limit = maxBytes >= 1024 * 1024 ? `${maxBytes / 1024 / 1024} MiB` : `${maxBytes / 1024} KiB`;
  return new Problem(413, "body-too-large", `The body is larger than ${limit}.`);
}
