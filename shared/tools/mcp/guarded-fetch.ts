import type { OutboundRequest } from "../../outbound/outbound-request.ts";
import { TerminalError } from "../../runtime/failures/errors.ts";

/** The answer of a server is longer than the product reads. */
export class AnswerTooLarge extends Error {
  override readonly name = "AnswerTooLarge";
}

/** The request of an MCP client, and what its answers broke. */
export interface GuardedFetch {
  fetch(url: string | URL, init?: RequestInit): Promise<Response>;
  /** The first refusal. The SDK wraps errors, and some of its paths only report them. */
  refusal(): Error | undefined;
  /** How many requests were sent. */
  sent(): number;
}

const mostRequests = 40;

/**
 * Lets an SDK call a tenant's server only through `outbound`, which refuses private addresses, also for the addresses
 * that a server names itself: metadata, token endpoints, redirects. All answers together may have `maxBytes`.
 */
export function guardedFetch(server: URL, outbound: OutboundRequest, maxBytes: number): GuardedFetch {
  let refusal: Error | undefined;
  let sent = 0;
  let bytes = 0;

  function refuse(error: Error): never {
    refusal ??= error;
    throw error;
  }

  function bounded(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
    return body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          bytes += chunk.byteLength;
          if (bytes <= maxBytes) return controller.enqueue(chunk);
          refusal ??= new AnswerTooLarge(`${server.host} answered more than ${maxBytes} bytes.`);
          controller.error(refusal);
        },
      }),
    );
  }

  return {
    refusal: () => refusal,
    sent: () => sent,
    async fetch(to, init = {}) {
      const url = new URL(to);
      const { method = "GET" } = init;
      // The SDK opens a stream for the server's own requests, which nobody here would answer.
      if (method === "GET" && url.href === server.href) return new Response(null, { status: 405 });
      if (sent >= mostRequests)
        refuse(new TerminalError("endpoint-refused", `${server.host} asks for too many requests.`));
      sent += 1;
      const request = { ...init, method, headers: new Headers(init.headers) };
      const response = await outbound(url, request).catch((error) => {
        if (error instanceof TerminalError) refuse(error);
        throw error;
      });
      if (Number(response.headers.get("content-length") ?? 0) > maxBytes) {
        await response.body?.cancel();
        refuse(new AnswerTooLarge(`${server.host} answered more than ${maxBytes} bytes.`));
      }
      const { status, statusText, headers, body } = response;
      const bodiless = body === null || status === 204 || status === 205 || status === 304;
      return new Response(bodiless ? null : bounded(body), { status, statusText, headers });
    },
  };
}
