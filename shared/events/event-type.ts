import type { z } from "zod";

/** An event's name and schema. The name is also the topic's name and is in the past tense. */
export interface EventType<T> {
  readonly type: string;
  readonly schema: z.ZodType<T>;
}

export function eventType<S extends z.ZodType>(type: string, schema: S): EventType<z.infer<S>> {
  return { type, schema: schema as z.ZodType<z.infer<S>> };
}
