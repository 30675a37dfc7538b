import type { Bus, Envelope } from "../../../../shared/platform/bus.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import { createRunner } from "../../../../shared/runtime/runner.ts";
import { type AnyStep, defaultRetry } from "../../../../shared/runtime/step.ts";
import { createLogger } from "../../../../shared/telemetry/log.ts";

/** Processes that handle events side by side, in any order, and die at any line. Time passes only while nobody works. */
export interface Processes {
  publish(envelopes: readonly Envelope[]): void;
  /** Works until no event is left, or none within `ms`. Returns how often a process died, and the deliveries. */
  drain(ms?: number): Promise<{ readonly deaths: number; readonly deliveries: number }>;
}

/** What a step of a process may use; whoever uses it after the process died never returns. */
export interface ProcessPorts {
  readonly platform: Pick<Platform, "documents" | "bus">;
  /** Dies here now and then: before the work, or with its effect done and its answer lost. */
  mortal<R>(work: () => Promise<R>): Promise<R>;
}

interface Waiting {
  readonly step: string;
  readonly envelope: Envelope;
  readonly attempt: number;
  readonly dueMs: number;
}

const atOnce = 40;
/** A delivery of a dead process is delivered again after this long. */
const redeliveredAfterMs = 120_000;

export function crashingProcesses(options: {
  readonly platform: Platform;
  /** Between 0 and 1; the same sequence gives the same deaths, as far as the order of work allows. */
  readonly random: () => number;
  readonly deathRate: number;
  readonly clock: { nowMs: number };
  readonly steps: (ports: ProcessPorts) => readonly AnyStep[];
}): Processes {
  const { platform, random, clock, steps } = options;
  const now = () => new Date(clock.nowMs);
  let waiting: Waiting[] = [];
  const scheduled = new Set<string>();
  let [deaths, deliveries] = [0, 0];
  const never = new Promise<never>(() => undefined);
  const names = steps({ platform, mortal: (work) => work() });

  function publish(envelopes: readonly Envelope[]): void {
    for (const envelope of envelopes)
      for (const { name, on } of names)
        if (on.type === envelope.type) {
          // Now and then an event is delivered twice at once.
          const times = random() < 0.2 ? 2 : 1;
          for (let time = 0; time < times; time += 1)
            waiting.push({ step: name, envelope, attempt: 1, dueMs: clock.nowMs });
        }
  }

  /** One process, which handles one delivery here: its ports are its own. */
  function startProcess() {
    let isDead = false;
    let die: () => void = () => undefined;
    const death = new Promise<"died">((resolve) => {
      die = () => {
        isDead = true;
        resolve("died");
      };
    });
    async function mortal<R>(work: () => Promise<R>): Promise<R> {
      if (isDead) return never;
      if (random() < options.deathRate / 2) die();
      if (isDead) return never;
      const result = await work();
      if (random() < options.deathRate / 2) die();
      return isDead ? never : result;
    }
    const bus: Bus = { ...platform.bus, publish: (envelopes) => mortal(async () => publish(envelopes)) };
    const scheduler: Platform["scheduler"] = {
      ...platform.scheduler,
      schedule: ({ name, at, envelope }) =>
        mortal(async () => {
          if (scheduled.has(name)) return "exists";
          scheduled.add(name);
          const due = names.filter(({ on }) => on.type === envelope.type);
          waiting.push(...due.map((step) => ({ step: step.name, envelope, attempt: 1, dueMs: at.getTime() })));
          return "scheduled";
        }),
    };
    const documents: Documents = {
      ...platform.documents,
      get: (...given) => (isDead ? never : platform.documents.get(...given)),
      commit: (...given) => mortal(() => platform.documents.commit(...given)),
    };
    const own = { ...platform, documents, bus, scheduler };
    const runner = createRunner({ platform: own, senders: {}, log: createLogger({ level: "silent" }), now });
    return { death, runner, steps: steps({ platform: own, mortal }) };
  }

  async function handle(item: Waiting): Promise<void> {
    deliveries += 1;
    const process = startProcess();
    const step = process.steps.find(({ name }) => name === item.step);
    if (step === undefined) return;
    const { envelope, attempt } = item;
    const again = (afterMs: number) => waiting.push({ ...item, attempt: attempt + 1, dueMs: clock.nowMs + afterMs });
    const outcome = await Promise.race([process.runner.handle(step, { envelope, attempt }), process.death]);
    if (outcome === "died") {
      deaths += 1;
      again(redeliveredAfterMs);
    } else if (outcome.type === "dead") throw new Error(`${item.step} is a dead letter: ${outcome.cause}`);
    else if (outcome.type === "retry") {
      if (attempt > defaultRetry.maxAttempts)
        throw new Error(`${item.step} was tried ${attempt} times: ${outcome.cause}`);
      again(outcome.afterMs ?? Math.min(1_000 * 2 ** attempt, defaultRetry.maxBackoffMs));
    }
  }

  return {
    publish,
    async drain(ms = Number.POSITIVE_INFINITY) {
      const untilMs = clock.nowMs + ms;
      [deaths, deliveries] = [0, 0];
      while (waiting.length > 0) {
        const nextMs = Math.min(...waiting.map(({ dueMs }) => dueMs));
        if (nextMs > untilMs) break;
        clock.nowMs = Math.max(clock.nowMs, nextMs);
        const due = waiting
          .filter(({ dueMs }) => dueMs <= clock.nowMs)
          .toSorted(() => random() - 0.5)
          .slice(0, atOnce);
        const taken = new Set(due);
        waiting = waiting.filter((item) => !taken.has(item));
        await Promise.all(due.map(handle));
        clock.nowMs += 500;
      }
      return { deaths, deliveries };
    },
  };
}
