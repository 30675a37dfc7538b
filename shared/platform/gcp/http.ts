import type { ServerResponse } from "node:http";
import type { PlatformEndpoint } from "../platform.ts";

type EndpointRequest = Parameters<PlatformEndpoint>[0];

/** Pub/Sub and Cloud Tasks send at most 10 MB, which base64 makes a third longer. */
const maxBodyBytes = 16 * 1024 * 1024;

/** The body as JSON; undefined when it is not JSON. */
export async function readJson(request: EndpointRequest): Promise<unknown> {
  try {
    return JSON.parse((request.rawBody ?? (await readBody(request))).toString());
  } catch {
    return undefined;
  }
}

async function readBody(request: EndpointRequest): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) throw new Error(`The body has more than ${maxBodyBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function sendResponse(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}
