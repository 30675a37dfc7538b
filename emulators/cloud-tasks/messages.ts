import { status } from "@grpc/grpc-js";
import type { Task } from "./dispatch.ts";
import { millisOf, Refusal, type WireQueue, type WireTask, wireTime } from "./protocol.ts";
import type { Queue, QueueSettings } from "./queue.ts";

const longestDelayMs = 30 * 24 * 3_600_000;
const maxTaskBytes = 1024 * 1024;
const defaultDeadlineMs = 600_000;
const queueName = /^projects\/[^/]+\/locations\/[^/]+\/queues\/[A-Za-z0-9-]{1,100}$/;

export function validQueueName(name: string | undefined): string {
  if (name && queueName.test(name)) return name;
  throw new Refusal(status.INVALID_ARGUMENT, `"${name}" is not projects/P/locations/L/queues/Q.`);
}

/** The settings of a new queue, or `before` with the given changes. */
export function queueSettings(given: WireQueue, before?: QueueSettings): QueueSettings {
  const rates = given.rateLimits ?? {};
  const retry = given.retryConfig ?? {};
  const perSecond = rates.maxDispatchesPerSecond || before?.rateLimits.maxDispatchesPerSecond || 500;
  return {
    rateLimits: {
      maxDispatchesPerSecond: perSecond,
      maxBurstSize: rates.maxBurstSize || Math.max(Math.ceil(perSecond / 5), 1),
      maxConcurrentDispatches: rates.maxConcurrentDispatches || before?.rateLimits.maxConcurrentDispatches || 1000,
    },
    retries: {
      maxAttempts: retry.maxAttempts || before?.retries.maxAttempts || 100,
      maxRetryDurationMs: millisOf(retry.maxRetryDuration) ?? before?.retries.maxRetryDurationMs ?? 0,
      minBackoffMs: millisOf(retry.minBackoff) ?? before?.retries.minBackoffMs ?? 100,
      maxBackoffMs: millisOf(retry.maxBackoff) ?? before?.retries.maxBackoffMs ?? 3_600_000,
      maxDoublings: retry.maxDoublings ?? before?.retries.maxDoublings ?? 16,
    },
  };
}

export function queueMessage(queue: Queue): object {
  const { rateLimits, retries } = queue.settings();
  const purgedAt = queue.purgedAt();
  return {
    name: queue.name,
    state: queue.isPaused() ? "PAUSED" : "RUNNING",
    rateLimits,
    retryConfig: {
      maxAttempts: retries.maxAttempts,
      maxRetryDuration: wireTime(retries.maxRetryDurationMs),
      minBackoff: wireTime(retries.minBackoffMs),
      maxBackoff: wireTime(retries.maxBackoffMs),
      maxDoublings: retries.maxDoublings,
    },
    ...(purgedAt === undefined ? {} : { purgeTime: wireTime(purgedAt) }),
  };
}

/**
 * Validates a task as Cloud Tasks does.
 * @throws Refusal INVALID_ARGUMENT
 */
export function taskOf(queue: Queue, given: WireTask | undefined, newId: () => string): Task {
  const { httpRequest } = given ?? {};
  const refuse = (why: string) => new Refusal(status.INVALID_ARGUMENT, why);
  if (!httpRequest) throw refuse("This stand-in takes tasks with an httpRequest only.");
  if (!httpRequest.url || !/^https?:\/\//.test(httpRequest.url)) throw refuse("HttpRequest.url must be http or https.");
  const name = given?.name || `${queue.name}/tasks/${newId()}`;
  const id = name.startsWith(`${queue.name}/tasks/`) ? name.slice(queue.name.length + 7) : "";
  if (!/^[\w-]{1,500}$/.test(id)) throw refuse(`The task name "${name}" is not one of the queue ${queue.name}.`);
  const body = httpRequest.body ?? new Uint8Array();
  if (body.byteLength > maxTaskBytes) throw refuse(`Task size too large: ${body.byteLength} bytes.`);
  const now = Date.now();
  const scheduledAt = millisOf(given?.scheduleTime) ?? now;
  if (scheduledAt > now + longestDelayMs) throw refuse("The Task.scheduleTime is too far in the future (30 days).");
  return {
    name,
    url: httpRequest.url,
    method: httpRequest.httpMethod ?? "POST",
    headers: httpRequest.headers ?? {},
    body,
    createdAt: now,
    deadlineMs: millisOf(given?.dispatchDeadline) || defaultDeadlineMs,
    scheduledAt: Math.max(scheduledAt, now),
    firstAttemptAt: undefined,
    lastAttemptAt: undefined,
    dispatches: 0,
    responses: 0,
    lastStatus: undefined,
  };
}

/** The response includes the body only for view FULL. */
export function taskMessage(task: Task, view: string | undefined): object {
  const { url, method: httpMethod, headers, body } = task;
  const attempt = (at: number) => ({ dispatchTime: wireTime(at) });
  return {
    name: task.name,
    httpRequest: { url, httpMethod, headers, ...(view === "FULL" ? { body } : {}) },
    scheduleTime: wireTime(task.scheduledAt),
    createTime: wireTime(task.createdAt),
    dispatchDeadline: wireTime(task.deadlineMs),
    dispatchCount: task.dispatches,
    responseCount: task.responses,
    ...(task.firstAttemptAt === undefined ? {} : { firstAttempt: attempt(task.firstAttemptAt) }),
    ...(task.lastAttemptAt === undefined ? {} : { lastAttempt: attempt(task.lastAttemptAt) }),
    view: view === "FULL" ? "FULL" : "BASIC",
  };
}
