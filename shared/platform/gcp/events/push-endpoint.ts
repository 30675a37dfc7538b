import type { DeliveryOutcome, Subscription } from "../../bus.ts";
import type { PlatformLog } from "../../embedded/log.ts";
import type { PlatformEndpoint } from "../../platform.ts";
import type { CallerCheck } from "../caller-identity.ts";
import { readJson, sendResponse } from "../http.ts";
import type { DeadLetterBox } from "./dead-letters.ts";
import { envelopeIn, onlyFor, PushBody } from "./wire.ts";

/**
 * The longest time a push is held open when the handler gave a delay. Pub/Sub accepts no retry time: it retries after
 * its own backoff once a push is rejected. A longer delay is cut to this, and the backoff does the rest.
 */
const maxHoldMs = 30_000;

export interface PushSettings {
  readonly deadLetters: DeadLetterBox;
  readonly log: PlatformLog;
  readonly now: () => number;
  /** Undefined on Google's emulator, which does not sign pushes. */
  readonly isExpected: CallerCheck | undefined;
}

/**
 * Receives one subscription's pushes. Pub/Sub retries every answer except 204.
 * - 204: the event was handled or dead-lettered.
 * - 503: the event must be retried.
 * - 401: the caller is not Pub/Sub.
 * - 400: the event is invalid.
 */
export function pushEndpoint(subscription: Subscription, settings: PushSettings): PlatformEndpoint {
  const { deadLetters, log, now, isExpected } = settings;
  const { name, retry } = subscription;

  return async (request, response) => {
    if (isExpected && !(await isExpected(request))) return sendResponse(response, 401);
    const body = PushBody.safeParse(await readJson(request));
    const envelope = body.success ? envelopeIn(body.data) : undefined;
    if (!body.success || !envelope) {
      log.error({ subscription: name }, "a push contains no valid event, Pub/Sub will dead-letter it");
      return sendResponse(response, 400);
    }
    const { messageId, attributes } = body.data.message;
    if (attributes[onlyFor] !== undefined && attributes[onlyFor] !== name) return sendResponse(response, 204);

    const attempt = body.data.deliveryAttempt ?? 1;
    const given =
      attempt > retry.maxAttempts
        ? ({ type: "dead", cause: "the process ended during the last attempt" } as const)
        : await runHandler(() => subscription.handle({ envelope, attempt }));
    const exhausted = given.type === "retry" && attempt >= retry.maxAttempts;
    const outcome: DeliveryOutcome = exhausted ? { type: "dead", cause: given.cause } : given;
    if (outcome.type === "retry") {
      log.debug({ subscription: name, attempt, cause: outcome.cause }, "delivery will be retried");
      await hold(outcome.afterMs ?? 0);
      return sendResponse(response, 503);
    }
    if (outcome.type === "dead") {
      try {
        await subscription.beforeDeadLetter?.(envelope, outcome.cause);
      } catch (error) {
        log.error({ subscription: name, error }, "a dead letter could not be announced, will retry");
        return sendResponse(response, 503);
      }
      const diedAt = new Date(now()).toISOString();
      await deadLetters.add(messageId, {
        subscription: name,
        envelope,
        cause: outcome.cause,
        attempts: attempt,
        diedAt,
      });
      log.warn({ subscription: name, attempt, cause: outcome.cause }, "event dead-lettered");
    }
    sendResponse(response, 204);
  };
}

/**
 * The attribute that Pub/Sub sets on messages it moves to the dead-letter topic
 * (cloud.google.com/pubsub/docs/handling-failures).
 */
const sourceSubscription = "CloudPubSubDeadLetterSourceSubscription";
const deliveryCount = "CloudPubSubDeadLetterSourceDeliveryCount";

/**
 * Receives the pushes of the dead-letter topic. Pub/Sub moves events there when no process lived to reject them. They
 * are then listed and replayed like other dead letters. Their subscription hears of them first, as of every dead letter.
 */
export function deadLetterEndpoint(
  { deadLetters, log, now, isExpected }: PushSettings,
  subscriptionOf: (name: string) => Promise<Pick<Subscription, "beforeDeadLetter"> | undefined>,
): PlatformEndpoint {
  return async (request, response) => {
    if (isExpected && !(await isExpected(request))) return sendResponse(response, 401);
    const body = PushBody.safeParse(await readJson(request));
    const envelope = body.success ? envelopeIn(body.data) : undefined;
    if (!body.success || !envelope) {
      log.error({}, "the dead-letter topic contains an invalid event");
      return sendResponse(response, 400);
    }
    const { messageId, attributes } = body.data.message;
    const subscription = attributes[sourceSubscription] ?? "unknown";
    const cause = "Pub/Sub gave up: the process ended, or never answered, at every attempt";
    const attempts = Number(attributes[deliveryCount] ?? 0);
    try {
      await (await subscriptionOf(subscription))?.beforeDeadLetter?.(envelope, cause);
    } catch (error) {
      log.error({ subscription, error }, "a dead letter could not be announced, will retry");
      return sendResponse(response, 503);
    }
    await deadLetters.add(messageId, {
      subscription,
      envelope,
      cause,
      attempts,
      diedAt: new Date(now()).toISOString(),
    });
    log.warn({ subscription, attempt: attempts, cause }, "event dead-lettered");
    sendResponse(response, 204);
  };
}

async function runHandler(handle: () => Promise<DeliveryOutcome>): Promise<DeliveryOutcome> {
  try {
    return await handle();
  } catch (error) {
    return { type: "retry", cause: error instanceof Error ? error.message : String(error) };
  }
}

function hold(ms: number): Promise<void> | undefined {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, Math.min(ms, maxHoldMs))) : undefined;
}
