import { type WebhookAttemptDue, webhookAttemptDue, webhookEndpointDisabled } from "../../../shared/events/index.ts";
import type { OutboundRequest } from "../../../shared/outbound/outbound-request.ts";
import { type Documents, put, type Stored } from "../../../shared/platform/documents.ts";
import type { Keys } from "../../../shared/platform/keys.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { type Decision, newEvent, step } from "../../../shared/runtime/step.ts";
import { postWebhook } from "./post-webhook.ts";
import { type WebhookAttempt, type WebhookDelivery, webhookDeliveries } from "./webhook-delivery.ts";
import { signingSecret, signingSecrets, type WebhookEndpoint, webhookEndpoints } from "./webhook-endpoint.ts";

/** Delays after each attempt, in seconds. The last one repeats until the deadline. */
const retryAfterSeconds = [5, 30, 120, 600, 1_800, 3_600, 2 * 3_600, 4 * 3_600];
const attemptsKept = 20;
const defaultTimeoutMs = 15_000;

interface Outcome {
  readonly attempt: WebhookAttempt | "no-endpoint";
  readonly endpoint: Stored<WebhookEndpoint> | undefined;
  /** Why the endpoint is to be disabled; undefined when it is not. */
  readonly disable: string | undefined;
}

export interface AttemptDependencies {
  readonly documents: Documents;
  readonly keys: Pick<Keys, "secret">;
  readonly outbound: OutboundRequest;
  readonly timeoutMs?: number;
}

/**
 * Makes one attempt. A failed one is made again, with growing delays, until the delivery's deadline. Then the endpoint
 * is disabled. A crash may repeat an attempt; the receiver recognises it by `webhook-id`.
 */
export function attemptStep({ documents, keys, outbound, timeoutMs = defaultTimeoutMs }: AttemptDependencies) {
  return step<WebhookAttemptDue, WebhookDelivery, Outcome | undefined>({
    name: "webhooks-attempt",
    on: webhookAttemptDue,
    publishes: [webhookEndpointDisabled],
    schedules: [webhookAttemptDue],
    document: webhookDeliveries,
    documentId: (event) => event.data.deliveryId,

    async gather(delivery, { tenantId, data }, { effect, log, now, signal }) {
      if (delivery?.status !== "pending" || delivery.nextAttempt !== data.attempt) return undefined;
      const endpoint = await documents.get(tenantId, webhookEndpoints, delivery.endpointId);
      if (!endpoint || endpoint.data.disabled || endpoint.data.dropped)
        return { attempt: "no-endpoint", endpoint, disable: undefined };
      const { eventId, body } = delivery.webhook;
      const secrets = await secretsOf(tenantId, endpoint.data, now);
      const request = { url: endpoint.data.url, eventId, body, now, timeoutMs, signal };
      const attempt =
        typeof secrets === "string"
          ? notSigned(secrets, now)
          : await effect("post", () => postWebhook(outbound, { ...request, secrets }), { policy: "repeat" });
      const gone = attempt.status === 410;
      const disable =
        gone || (isLast(delivery, attempt, now) && !(await acceptedOthers(tenantId, delivery)))
          ? reasonToDisable(attempt)
          : undefined;
      if (disable !== undefined)
        log.error({ endpointId: endpoint.id }, "A webhook endpoint is disabled, because it accepts nothing.");
      return { attempt, endpoint, disable };
    },

    decide(delivery, { data }, outcome, now) {
      if (!delivery || !outcome || delivery.nextAttempt !== data.attempt) return undefined;
      return afterAttempt(delivery, outcome, now);
    },
  });

  /** The signing secrets, or the name of the tenant's own secret that is not set. */
  async function secretsOf(
    tenantId: TenantId,
    endpoint: WebhookEndpoint,
    now: Date,
  ): Promise<readonly string[] | string> {
    if (endpoint.secretName === null) return signingSecrets(endpoint, now);
    const own = await keys.secret(tenantId, endpoint.secretName);
    return own === undefined ? endpoint.secretName : [signingSecret(own)];
  }

  /** Whether the endpoint accepted anything since this delivery began: then only this event is not accepted. */
  async function acceptedOthers(tenantId: TenantId, { endpointId, createdAt }: WebhookDelivery): Promise<boolean> {
    const page = await documents.query(tenantId, webhookDeliveries.collection, {
      where: [
        ["state.endpointId", "==", endpointId],
        ["state.status", "==", "delivered"],
        ["state.updatedAt", ">=", createdAt],
      ],
      orderBy: { field: "state.updatedAt", direction: "desc" },
      limit: 1,
    });
    return page.items.length > 0;
  }
}

function notSigned(name: string, now: Date): WebhookAttempt {
  const error = `secret-missing: the secret ${name}, which signs for this endpoint, is not set.`;
  return { at: now.toISOString(), status: null, durationMs: 0, answer: "", error };
}

function afterAttempt(before: WebhookDelivery, outcome: Outcome, now: Date): Decision<WebhookDelivery> {
  const { attempt, endpoint, disable: reason } = outcome;
  const at = now.toISOString();
  if (attempt === "no-endpoint") return { document: { ...before, status: "failed", updatedAt: at } };
  const delivery: WebhookDelivery = {
    ...before,
    nextAttempt: before.nextAttempt + 1,
    attempts: [...before.attempts, attempt].slice(-attemptsKept),
    updatedAt: at,
  };
  if (wasAccepted(attempt)) return { document: { ...delivery, status: "delivered" } };
  const failed: WebhookDelivery = { ...delivery, status: "failed" };
  if (endpoint && reason !== undefined) {
    const { id: endpointId, url } = endpoint.data;
    const disabled: WebhookEndpoint = { ...endpoint.data, disabled: { reason, at }, updatedAt: at };
    return {
      document: failed,
      writes: [put(webhookEndpoints, endpointId, disabled, { ifVersion: endpoint.version })],
      publish: [newEvent(webhookEndpointDisabled, endpointId, { endpointId, url, reason, at })],
    };
  }
  return isLast(before, attempt, now)
    ? { document: failed }
    : { document: delivery, schedule: [nextTask(delivery, now)] };
}

function wasAccepted({ status }: WebhookAttempt): boolean {
  return status !== null && status >= 200 && status < 300;
}

function isLast(delivery: WebhookDelivery, attempt: WebhookAttempt, now: Date): boolean {
  return (
    !wasAccepted(attempt) && now.getTime() + delayAfter(delivery, delivery.nextAttempt) > Date.parse(delivery.deadline)
  );
}

/** 410 means that the receiver wants no more (Standard Webhooks, "Response codes"). */
function reasonToDisable(attempt: WebhookAttempt): string {
  if (attempt.status === 410) return "The server answered 410 Gone.";
  return `The server accepted nothing for a day. ${attempt.error ?? `The last answer was ${attempt.status}.`}`;
}

function nextTask(delivery: WebhookDelivery, now: Date) {
  const { id, conversationId, nextAttempt } = delivery;
  return {
    ...newEvent(webhookAttemptDue, id, { deliveryId: id, conversationId, attempt: nextAttempt }),
    name: `webhook-${id}-${nextAttempt}`,
    at: new Date(now.getTime() + delayAfter(delivery, nextAttempt - 1)),
  };
}

function delayAfter({ firstAttempt }: WebhookDelivery, attempt: number): number {
  return (retryAfterSeconds[attempt - firstAttempt] ?? retryAfterSeconds.at(-1) ?? 0) * 1_000;
}
