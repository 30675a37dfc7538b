import { Webhook } from "standardwebhooks";
import type { OutboundRequest } from "../../../shared/outbound/outbound-request.ts";
import { withDeadline } from "../../../shared/runtime/failures/deadline.ts";
import { RetryableError, TerminalError } from "../../../shared/runtime/failures/errors.ts";
import type { WebhookAttempt } from "./webhook-delivery.ts";

export interface SignedRequest {
  readonly url: string;
  readonly eventId: string;
  readonly body: string;
  readonly secrets: readonly string[];
  readonly now: Date;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const keptBytes = 1_024;

/**
 * Posts a signed webhook (Standard Webhooks 1.0.0) and tells what came of it. Redirects are not followed. At most the
 * first kilobyte of the answer is read.
 */
export async function postWebhook(outbound: OutboundRequest, request: SignedRequest): Promise<WebhookAttempt> {
  const { url, eventId, body, secrets, now, timeoutMs, signal } = request;
  const startedAt = performance.now();
  const attempt = { at: now.toISOString(), status: null, answer: "" };
  const spent = () => Math.round(performance.now() - startedAt);
  const headers = new Headers({
    "content-type": "application/json",
    "user-agent": "agent-platform-webhooks",
    "webhook-id": eventId,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1_000)),
    "webhook-signature": secrets.map((secret) => new Webhook(secret).sign(eventId, now, body)).join(" "),
  });
  try {
    return await withDeadline(timeoutMs, signal, async (limited) => {
      const response = await outbound(new URL(url), { method: "POST", headers, body, signal: limited });
      const answer = await beginningOf(response);
      return { ...attempt, status: response.status, durationMs: spent(), answer, error: null };
    });
  } catch (cause) {
    // The caller left, not the receiver: the attempt is made again.
    if (signal.aborted) throw cause;
    return { ...attempt, durationMs: spent(), error: whyNoAnswer(cause) };
  }
}

function whyNoAnswer(cause: unknown): string {
  if (cause instanceof TerminalError || cause instanceof RetryableError) return `${cause.code}: ${cause.message}`;
  if (cause instanceof DOMException && cause.name === "TimeoutError")
    return "timeout: the server did not answer in time.";
  return "unreachable: the connection failed or was cut.";
}

async function beginningOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the transfer.
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size >= keptBytes) break;
  }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, keptBytes));
}
