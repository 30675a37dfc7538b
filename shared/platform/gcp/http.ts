import type { ServerResponse } from "node:http";
import type { PlatformDoor } from "../platform.ts";

type DoorRequest = Parameters<PlatformDoor>[0];

/** Pub/Sub and Cloud Tasks send 10 MB at most, which base64 makes a third longer. */
const maxBodyBytes = 16 * 1024 * 1024;

/** The body as JSON; undefined when it is none. */
export async function readJson(request: DoorRequest): Promise<unknown> {
  try {
    return JSON.parse((request.rawBody ?? (await readBody(request))).toString());
  } catch {
    return undefined;
  }
}

async function readBody(request: DoorRequest): Promise<Buffer> {
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
