import { status } from "@grpc/grpc-js";
import { isExhausted, type Retries, waitMs } from "./backoff.ts";
import { dispatch, type Task } from "./dispatch.ts";
import { createQueuePace, type QueueRateLimits } from "./pace.ts";
import { Refusal } from "./protocol.ts";

export interface QueueSettings {
  readonly rateLimits: QueueRateLimits;
  readonly retries: Retries;
}

export interface Queue {
  readonly name: string;
  settings(): QueueSettings;
  configure(settings: QueueSettings): void;
  isPaused(): boolean;
  pause(): void;
  resume(): void;
  purgedAt(): number | undefined;
  purge(): void;
  /** @throws Refusal ALREADY_EXISTS while the name is in use, and for hours afterwards. */
  add(task: Task): void;
  find(name: string): Task | undefined;
  /** Sorted by name. */
  tasks(): readonly Task[];
  remove(name: string): boolean;
  /** Dispatches a task at once, even in a paused queue. */
  run(task: Task): void;
  close(): void;
}

const longestTimerMs = 2 ** 31 - 1;

/** Tasks in memory. Each is dispatched at its time, in order, within the limits. */
export function createQueue(name: string, initial: QueueSettings, nameKeptMs: number): Queue {
  const tasks = new Map<string, Task>();
  const inHand = new Set<Task>();
  /** Names of ended tasks, and until when they remain in use. */
  const used = new Map<string, number>();
  let settings = initial;
  let pace = createQueuePace(settings.rateLimits, Date.now());
  let paused = false;
  let closed = false;
  let purgedAt: number | undefined;
  let timer: NodeJS.Timeout | undefined;

  function forget(task: Task): void {
    if (tasks.get(task.name) !== task) return;
    tasks.delete(task.name);
    used.set(task.name, Date.now() + nameKeptMs);
  }

  function wakeIn(ms: number): void {
    clearTimeout(timer);
    if (!closed) timer = setTimeout(dispatchDue, Math.min(Math.max(ms, 0), longestTimerMs)).unref();
  }

  function dispatchDue(): void {
    if (paused || closed) return;
    const waiting = [...tasks.values()].filter((task) => !inHand.has(task));
    waiting.sort((a, b) => a.scheduledAt - b.scheduledAt);
    for (const task of waiting) {
      const now = Date.now();
      const full = inHand.size >= settings.rateLimits.maxConcurrentDispatches;
      if (full) return; // the next finished dispatch calls this again
      const pauseMs = task.scheduledAt > now ? task.scheduledAt - now : pace.take(now);
      if (pauseMs > 0) {
        wakeIn(pauseMs);
        return;
      }
      void attempt(task);
    }
  }

  async function attempt(task: Task): Promise<void> {
    inHand.add(task);
    const done = await dispatch(task, Date.now());
    inHand.delete(task);
    const { retries } = settings;
    const now = Date.now();
    if (done || isExhausted(retries, task.dispatches, now - (task.firstAttemptAt ?? now))) forget(task);
    else task.scheduledAt = now + waitMs(retries, task.dispatches);
    dispatchDue();
  }

  return {
    name,
    settings: () => settings,
    configure(next) {
      settings = next;
      pace = createQueuePace(next.rateLimits, Date.now());
      dispatchDue();
    },
    isPaused: () => paused,
    pause() {
      paused = true;
    },
    resume() {
      paused = false;
      dispatchDue();
    },
    purgedAt: () => purgedAt,
    purge() {
      purgedAt = Date.now();
      for (const task of [...tasks.values()]) forget(task);
    },
    add(task) {
      if (tasks.has(task.name) || (used.get(task.name) ?? 0) > Date.now())
        throw new Refusal(
          status.ALREADY_EXISTS,
          "The task cannot be created because a task with this name existed too recently.",
        );
      for (const [old, until] of used) if (until <= Date.now()) used.delete(old);
      tasks.set(task.name, task);
      dispatchDue();
    },
    find: (taskName) => tasks.get(taskName),
    tasks: () => [...tasks.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    remove(taskName) {
      const task = tasks.get(taskName);
      if (task) forget(task);
      return task !== undefined;
    },
    run(task) {
      if (!inHand.has(task)) void attempt(task);
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
