import type { EventType } from "../events/index.ts";

/**
 * What a step publishes, schedules and sends. In production its function may publish to the topics of `publishes` and no
 * other (terraform/functions.json), and the function that passes on due events to those that some step `schedules`.
 */
export interface Declared {
  readonly name: string;
  /** Includes what `afterErasure` and `gather` publish. */
  readonly publishes?: readonly EventType<unknown>[];
  /** What `afterFailure` publishes, in the step's function or in the one that receives dead letters. */
  readonly publishesAfterFailure?: readonly EventType<unknown>[];
  readonly schedules?: readonly EventType<unknown>[];
  /** True when it sends messages. Their senders publish what providers report about the customer. */
  readonly sends?: true;
}

/** The part of a decision that reaches others. */
interface Made {
  readonly publish?: readonly Named[];
  readonly schedule?: readonly Named[];
  readonly send?: readonly unknown[];
}

interface Named {
  readonly type: string;
}

/**
 * Refuses before the commit what production would refuse after it.
 * @throws Error naming what the step does not declare.
 */
export function checkDeclared(
  { name, publishes = [], schedules = [], sends }: Declared,
  { publish = [], schedule = [], send = [] }: Made,
): void {
  check(name, "publishes", publishes, publish);
  check(name, "schedules", schedules, schedule);
  if (send.length > 0 && !sends) throw new Error(`${name} sends. Declare sends: true.`);
}

function check(
  by: string,
  what: "publishes" | "schedules",
  declared: readonly EventType<unknown>[],
  events: readonly Named[],
): void {
  const stray = events.find((event) => !declared.some(({ type }) => type === event.type));
  if (stray) throw new Error(`${by} ${what} ${stray.type}. Add it to the list ${what} of ${by}.`);
}
