import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** Smaller responses fit one network packet uncompressed. */
const leastBytes = 1024;
const compressibleType =
  /^(text\/(?!event-stream)|image\/svg\+xml|application\/([\w.-]+\+)?(json|xml|javascript|yaml))/;

type Encoding = "br" | "gzip";

const [brotli, gzipped] = [promisify(brotliCompress), promisify(gzip)];
const compressors: Readonly<Record<Encoding, (bytes: Buffer) => Promise<Buffer>>> = {
  // For dynamic responses, this quality is smaller and faster than gzip's default.
  br: (bytes) => brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (bytes) => gzipped(bytes),
};

/**
 * Compresses a response if the client accepts it and the response is text of a known length, 1 KB or more. Streams have no
 * `Content-Length` and are not compressed. Every compressible response has `Vary: Accept-Encoding`.
 */
export function compressAnswer(request: IncomingMessage, response: ServerResponse): void {
  const encoding = request.method === "HEAD" ? undefined : preferredEncoding(request.headers["accept-encoding"]);
  const writeHead = response.writeHead.bind(response);
  const write = response.write.bind(response);
  const end = response.end.bind(response);
  let held: Buffer[] | undefined;

  function startAnswer(status: number, headers: OutgoingHttpHeaders = {}): ServerResponse {
    for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value);
    response.statusCode = status;
    if (!isCompressible(response)) return writeHead(status);
    addVary(response);
    if (encoding === undefined) return writeHead(status);
    held = [];
    return response;
  }

  async function endCompressed(encoding: Encoding, bytes: Buffer): Promise<void> {
    const compressed = await compressors[encoding](bytes);
    response.setHeader("Content-Encoding", encoding);
    response.setHeader("Content-Length", compressed.length);
    writeHead(response.statusCode);
    end(compressed);
  }

  const replaced = {
    writeHead: startAnswer,
    write(chunk: string | Uint8Array, ...rest: never[]): boolean {
      if (!held) return write(chunk, ...rest);
      held.push(Buffer.from(chunk));
      return true;
    },
    end(chunk?: string | Uint8Array, ...rest: never[]): ServerResponse {
      if (!held || encoding === undefined) return end(chunk, ...rest);
      if (chunk !== undefined) held.push(Buffer.from(chunk));
      endCompressed(encoding, Buffer.concat(held)).catch((error: Error) => response.destroy(error));
      held = undefined;
      return response;
    },
  };
  Object.assign(response, replaced);
}

function isCompressible(response: ServerResponse): boolean {
  if (response.statusCode === 204 || response.statusCode === 206 || response.statusCode === 304) return false;
  if (response.hasHeader("Content-Encoding")) return false;
  if (String(response.getHeader("Cache-Control") ?? "").includes("no-transform")) return false;
  const length = Number(response.getHeader("Content-Length") ?? 0);
  return length >= leastBytes && compressibleType.test(String(response.getHeader("Content-Type") ?? ""));
}

function addVary(response: ServerResponse): void {
  const names = String(response.getHeader("Vary") ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (!names.some((name) => name.toLowerCase() === "accept-encoding")) names.push("Accept-Encoding");
  response.setHeader("Vary", names.join(", "));
}

/** Prefers `br` to `gzip` if the client accepts both (RFC 9110, section 12.5.3). */
function preferredEncoding(header: string | string[] | undefined): Encoding | undefined {
  const accepted = new Map(
    String(header ?? "")
      .split(",")
      .map(acceptedCoding),
  );
  const accepts = (encoding: Encoding) => (accepted.get(encoding) ?? accepted.get("*") ?? 0) > 0;
  if (accepts("br")) return "br";
  return accepts("gzip") ? "gzip" : undefined;
}

function acceptedCoding(part: string): [name: string, weight: number] {
  const [name = "", ...parameters] = part
    .toLowerCase()
    .split(";")
    .map((piece) => piece.trim());
  const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
  return [name, weight === undefined ? 1 : Number(weight)];
}
