import type { DeliveryOutcome, Subscription } from "../bus.ts";
import type { PlatformLog } from "../embedded/log.ts";
import type { PlatformDoor } from "../platform.ts";
import type { CallerCheck } from "./caller-identity.ts";
import type { DeadLetterBox } from "./dead-letters.ts";
import { readJson, sendResponse } from "./http.ts";
import { envelopeIn, onlyFor, PushBody } from "./wire.ts";

/**
 * The longest a push is held back for a handler that named its wait. Pub/Sub cannot be told when to push again: it
 * repeats after its own backoff once it is refused, so a longer wait is cut short here and the backoff does the rest.
 */
const longestHoldMs = 30_000;

export interface PushSettings {
  readonly deadLetters: DeadLetterBox;
  readonly log: PlatformLog;
  readonly now: () => number;
  /** Undefined where nobody signs: Google's emulator. */
  readonly isExpected: CallerCheck | undefined;
}

/**
 * Takes one subscription's pushes. 204 when the event was handled or is among the dead letters, 503 when it is to come
 * again, 401 for a caller that is not Pub/Sub, 400 for what is no event. Pub/Sub repeats everything but the first.
 */
export function pushDoor(subscription: Subscription, settings: PushSettings): PlatformDoor {
  const { deadLetters, log, now, isExpected } = settings;
  const { name, retry } = subscription;

  return async (request, response) => {
    if (isExpected && !(await isExpected(request))) return sendResponse(response, 401);
    const body = PushBody.safeParse(await readJson(request));
    const envelope = body.success ? envelopeIn(body.data) : undefined;
    if (!body.success || !envelope) {
      log.error({ subscription: name }, "a push bears no event of this platform; Pub/Sub will dead-letter it");
      return sendResponse(response, 400);
    }
    const { messageId, attributes } = body.data.message;
    if (attributes[onlyFor] !== undefined && attributes[onlyFor] !== name) return sendResponse(response, 204);

    const attempt = body.data.deliveryAttempt ?? 1;
    const given =
      attempt > retry.maxAttempts
        ? ({ type: "dead", cause: "the process ended during the last attempt" } as const)
        : await handled(() => subscription.handle({ envelope, attempt }));
    const exhausted = given.type === "retry" && attempt >= retry.maxAttempts;
    const outcome: DeliveryOutcome = exhausted ? { type: "dead", cause: given.cause } : given;
    if (outcome.type === "retry") {
      log.debug({ subscription: name, attempt, cause: outcome.cause }, "delivery will be retried");
      await hold(outcome.afterMs ?? 0);
      return sendResponse(response, 503);
    }
    if (outcome.type === "dead") {
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

/** What Pub/Sub tells of a message it moved to the dead-letter topic (cloud.google.com/pubsub/docs/handling-failures). */
const sourceSubscription = "CloudPubSubDeadLetterSourceSubscription";
const deliveryCount = "CloudPubSubDeadLetterSourceDeliveryCount";

/**
 * Takes the pushes of the dead-letter topic, where Pub/Sub moves what no process lived to refuse, so that it is listed
 * and replayed like any other dead letter.
 */
export function deadLetterDoor({ deadLetters, log, now, isExpected }: PushSettings): PlatformDoor {
  return async (request, response) => {
    if (isExpected && !(await isExpected(request))) return sendResponse(response, 401);
    const body = PushBody.safeParse(await readJson(request));
    const envelope = body.success ? envelopeIn(body.data) : undefined;
    if (!body.success || !envelope) {
      log.error({}, "the dead-letter topic bears a message that is no event of this platform");
      return sendResponse(response, 400);
    }
    const { messageId, attributes } = body.data.message;
    const subscription = attributes[sourceSubscription] ?? "unknown";
    const cause = "Pub/Sub gave up: the process ended, or never answered, at every attempt";
    const attempts = Number(attributes[deliveryCount] ?? 0);
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

async function handled(handle: () => Promise<DeliveryOutcome>): Promise<DeliveryOutcome> {
  try {
    return await handle();
  } catch (error) {
    return { type: "retry", cause: error instanceof Error ? error.message : String(error) };
  }
}

function hold(ms: number): Promise<void> | undefined {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, Math.min(ms, longestHoldMs))) : undefined;
}
