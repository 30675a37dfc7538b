import type { z } from "zod";

/** Turns data of one version into that of the next. Pure. */
type Upcaster = (older: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/**
 * An event's name and schema. The name is also the topic's name and is in the past tense. `upcasters` turn data of
 * version 1 into version 2, and so on. See docs/decisions/2026-11-28-versions.md.
 */
export interface EventType<T> {
  readonly type: string;
  readonly schema: z.ZodType<T>;
  readonly upcasters?: readonly Upcaster[];
}

export function eventType<S extends z.ZodType>(
  type: string,
  schema: S,
  upcasters: readonly Upcaster[] = [],
): EventType<z.infer<S>> {
  return { type, schema: schema as z.ZodType<z.infer<S>>, upcasters };
}
